package io.meridian.dicom.pixels;

import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Element.Value;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import java.util.List;
import java.util.Set;

/**
 * Decodes frames: native, RLE, JPEG (8 bit) and lossless JPEG, JPEG 2000. Anything else is refused
 * with the transfer syntax and the reason.
 */
public final class PixelDecoder {
    private static final Set<TransferSyntax> BY_LIBRARY =
            Set.of(
                    TransferSyntax.JPEG_BASELINE,
                    TransferSyntax.JPEG_EXTENDED,
                    TransferSyntax.JPEG_LOSSLESS,
                    TransferSyntax.JPEG_LOSSLESS_SV1,
                    TransferSyntax.JPEG_2000,
                    TransferSyntax.JPEG_2000_LOSSLESS);

    private PixelDecoder() {}

    /** How many frames the object holds; 0 if it has no pixel data. */
    public static int frames(DicomFile file) {
        return file.dataSet().contains(Tags.PixelData) ? Layout.of(file.dataSet()).frames() : 0;
    }

    /**
     * One frame's stored values.
     *
     * @param frame from 0
     * @throws PixelException if there is no such frame or it cannot be decoded
     */
    public static DecodedFrame decode(DicomFile file, int frame) {
        var dataSet = file.dataSet();
        var element =
                dataSet.get(Tags.PixelData)
                        .orElseThrow(() -> new PixelException("the object has no PixelData"));
        var layout = Layout.of(dataSet);
        if (frame < 0 || frame >= layout.frames()) {
            throw new PixelException(
                    "frame %d was asked for; there are %d".formatted(frame, layout.frames()));
        }
        var photometric = dataSet.first(Tags.PhotometricInterpretation);
        return switch (element.value()) {
            case Value.Bytes(var content) -> {
                var bytes = content.bytes();
                yield photometric.equals("YBR_FULL_422")
                        ? NativePixels.subsampled(dataSet, layout, bytes, frame)
                        : DecodedFrame.of(
                                dataSet,
                                layout,
                                photometric,
                                NativePixels.values(layout, bytes, frame * layout.frameBytes()));
            }
            case Value.Fragments(var fragments) -> {
                var content = Fragments.ofFrame(fragments, frame, layout.frames());
                if (file.transferSyntax().equals(TransferSyntax.RLE)) {
                    yield DecodedFrame.of(
                            dataSet, layout, photometric, RunLength.decode(content, layout));
                }
                if (BY_LIBRARY.contains(file.transferSyntax())) {
                    yield ImageLibrary.decode(dataSet, layout, file.transferSyntax(), content);
                }
                throw new PixelException(
                        "pixels in transfer syntax %s cannot be decoded; send the object in another one"
                                .formatted(file.transferSyntax()));
            }
            case Value.Items(List<?> _) -> throw new PixelException("PixelData is a sequence");
        };
    }
}
