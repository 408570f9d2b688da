package io.meridian.edge.dicomweb;

import io.meridian.application.http.ApiException;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.pixels.Frames;
import io.meridian.dicom.web.Accept;
import io.meridian.dicom.web.MediaType;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/**
 * How frames leave (PS3.18 section 8.7.3): as they are stored, or decoded to native bytes.
 *
 * @param type of each part
 * @param multipart whether they come in parts
 */
record FrameDelivery(MediaType type, boolean multipart, boolean isDecoded) {
    private static final String ANY = "*";

    /** By the best range that the frames can be given in. */
    static FrameDelivery of(Accept accept, TransferSyntax stored, boolean single) {
        for (var range : accept.ranges()) {
            if (range.quality() > 0) {
                for (var multipart : new boolean[] {true, false}) {
                    var found =
                            multipart || single
                                    ? in(range, stored, multipart)
                                    : Optional.<FrameDelivery>empty();
                    if (found.isPresent()) {
                        return found.get();
                    }
                }
            }
        }
        throw new ApiException(
                HttpStatus.NOT_ACCEPTABLE,
                "frames in transfer syntax %s are given as multipart/related; type=\"%s\" or \"%s\""
                        .formatted(
                                stored,
                                compressedType(stored).essence(),
                                MediaType.OCTET_STREAM.essence()));
    }

    private static Optional<FrameDelivery> in(
            Accept.Range range, TransferSyntax stored, boolean multipart) {
        var wanted = range.transferSyntax();
        var own = compressedType(stored);
        var isStored = wanted.equals(ANY) || wanted.equals(stored.uid());
        var isNative = wanted.isEmpty() || wanted.equals(TransferSyntax.EXPLICIT_LITTLE.uid());
        if (stored.isEncapsulated()
                && range.takes(own, multipart)
                && (isStored || wanted.isEmpty())
                && !(range.type().is(MediaType.OCTET_STREAM) && wanted.isEmpty())) {
            return Optional.of(given(own, stored, multipart, false));
        }
        if (!range.takes(MediaType.OCTET_STREAM, multipart) || !(isStored || isNative)) {
            return Optional.empty();
        }
        return stored.isEncapsulated() && isStored
                ? Optional.of(given(MediaType.OCTET_STREAM, stored, multipart, false))
                : Optional.of(
                        given(
                                MediaType.OCTET_STREAM,
                                TransferSyntax.EXPLICIT_LITTLE,
                                multipart,
                                stored.isEncapsulated()));
    }

    private static FrameDelivery given(
            MediaType type, TransferSyntax syntax, boolean multipart, boolean isDecoded) {
        return new FrameDelivery(type.with("transfer-syntax", syntax.uid()), multipart, isDecoded);
    }

    /** PS3.18 tables 8.7.3-2 and 8.7.3-5. */
    private static MediaType compressedType(TransferSyntax stored) {
        return switch (stored.uid()) {
            case "1.2.840.10008.1.2.4.50",
                    "1.2.840.10008.1.2.4.51",
                    "1.2.840.10008.1.2.4.57",
                    "1.2.840.10008.1.2.4.70" ->
                    MediaType.JPEG;
            case "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81" -> MediaType.of("image", "jls");
            case "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91" -> MediaType.of("image", "jp2");
            case "1.2.840.10008.1.2.4.201", "1.2.840.10008.1.2.4.202", "1.2.840.10008.1.2.4.203" ->
                    MediaType.of("image", "jphc");
            case "1.2.840.10008.1.2.5" -> MediaType.of("image", "dicom-rle");
            default -> MediaType.OCTET_STREAM;
        };
    }

    /** The bytes of a frame, counted from 1. */
    byte[] bytes(DicomFile file, Frames frames, int number) {
        if (!isDecoded) {
            return frames.encoded(number - 1);
        }
        var stored = frames.stored(number - 1);
        return file.dataSet().integer(Tags.BitsAllocated, 8) == 1
                ? packed(stored.integers())
                : stored.cells();
    }

    /** Single bits, the first the lowest (PS3.5 section 8.1.1). */
    private static byte[] packed(int[] bits) {
        var bytes = new byte[(bits.length + 7) / 8];
        for (var i = 0; i < bits.length; i++) {
            bytes[i / 8] |= (byte) (bits[i] << (i % 8));
        }
        return bytes;
    }
}
