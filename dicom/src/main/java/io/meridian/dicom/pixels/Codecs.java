package io.meridian.dicom.pixels;

import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.codec.CodecException;
import io.meridian.dicom.codec.FrameSize;
import io.meridian.dicom.codec.jpeg.JpegColour;
import io.meridian.dicom.codec.jpeg.JpegDecoder;
import io.meridian.dicom.codec.jpeg.JpegHeader;
import io.meridian.dicom.codec.jpeg2000.Jpeg2000Decoder;
import io.meridian.dicom.codec.jpegls.JpegLsDecoder;
import io.meridian.dicom.codec.rle.RleDecoder;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Which transfer syntax means which codec, and why some have none. */
final class Codecs {
    static final TransferSyntax DEFLATED_FRAMES = new TransferSyntax("1.2.840.10008.1.2.8.1");

    private static final String JPEG_FAMILY = "1.2.840.10008.1.2.4.";
    private static final Map<TransferSyntax, Codec> CODECS =
            Map.ofEntries(
                    Map.entry(TransferSyntax.RLE, Codecs::rle),
                    Map.entry(DEFLATED_FRAMES, Codecs::deflated),
                    Map.entry(TransferSyntax.JPEG_LS_LOSSLESS, Codecs::jpegLs),
                    Map.entry(TransferSyntax.JPEG_LS_NEAR, Codecs::jpegLs),
                    Map.entry(TransferSyntax.JPEG_BASELINE, Codecs::jpeg),
                    Map.entry(TransferSyntax.JPEG_EXTENDED, Codecs::jpeg),
                    Map.entry(TransferSyntax.JPEG_LOSSLESS, Codecs::jpeg),
                    Map.entry(TransferSyntax.JPEG_LOSSLESS_SV1, Codecs::jpeg),
                    Map.entry(TransferSyntax.JPEG_2000, Codecs::jpeg2000),
                    Map.entry(TransferSyntax.JPEG_2000_LOSSLESS, Codecs::jpeg2000));

    private Codecs() {}

    /** Decodes one frame. */
    @FunctionalInterface
    private interface Codec {
        Samples decode(Layout layout, byte[] frame);
    }

    /** How frames begin, which shows where they are when no table says so. */
    enum Start {
        JPEG,
        JPEG_2000,
        UNKNOWN;

        boolean matches(byte[] fragment) {
            return switch (this) {
                case JPEG -> begins(fragment, 0xFF, 0xD8, 0xFF);
                case JPEG_2000 ->
                        begins(fragment, 0xFF, 0x4F, 0xFF, 0x51)
                                || begins(fragment, 0, 0, 0, 0x0C, 0x6A, 0x50);
                case UNKNOWN -> false;
            };
        }

        private static boolean begins(byte[] bytes, int... start) {
            for (var i = 0; i < start.length; i++) {
                if (i >= bytes.length || (bytes[i] & 0xFF) != start[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    static Start start(TransferSyntax syntax) {
        if (!syntax.uid().startsWith(JPEG_FAMILY)) {
            return Start.UNKNOWN;
        }
        var number = syntax.uid().substring(JPEG_FAMILY.length());
        return (number.startsWith("9") && number.length() == 2) || number.startsWith("20")
                ? Start.JPEG_2000
                : number.startsWith("1") ? Start.UNKNOWN : Start.JPEG;
    }

    static Samples decode(TransferSyntax syntax, Layout layout, byte[] frame) {
        var codec = CODECS.get(syntax);
        if (codec == null) {
            throw new PixelException(
                    ("pixels in transfer syntax %s (%s) cannot be decoded: there is no decoder for it"
                                    + " here; the object can be kept, copied and sent unchanged")
                            .formatted(syntax, name(syntax)));
        }
        try {
            return codec.decode(layout, frame);
        } catch (CodecException e) {
            throw new PixelException(
                    "pixels in transfer syntax %s cannot be decoded: %s"
                            .formatted(syntax, e.getMessage()),
                    e);
        }
    }

    static boolean isDecodable(TransferSyntax syntax) {
        return !syntax.isEncapsulated() || CODECS.containsKey(syntax);
    }

    private static String name(TransferSyntax syntax) {
        var uid = syntax.uid();
        if (!uid.startsWith(JPEG_FAMILY)) {
            return uid.startsWith("1.2.840.10008.1.2.7.")
                    ? "SMPTE ST 2110, a stream beside the object"
                    : "not known";
        }
        return switch (uid.substring(JPEG_FAMILY.length())) {
            case "92", "93" -> "JPEG 2000 part 2, multi-component";
            case "94", "95" -> "JPIP, whose pixels lie on another server";
            case "100", "100.1", "101", "101.1" -> "MPEG-2 video";
            case "102", "102.1", "103", "103.1", "104", "104.1", "105", "105.1", "106", "106.1" ->
                    "MPEG-4 AVC/H.264 video";
            case "107", "108" -> "HEVC/H.265 video";
            case "110", "111", "112" -> "JPEG XL";
            case "201", "202", "203" -> "High-Throughput JPEG 2000";
            case "204", "205" -> "JPIP with High-Throughput JPEG 2000";
            default -> "a retired JPEG process or one that is not known";
        };
    }

    /** Cells of 1 bit are packed first, then eight of them are a byte (PS3.5 section 8.2.2). */
    private static Samples rle(Layout layout, byte[] frame) {
        if (layout.bitsAllocated() == 1) {
            var packed = new FrameSize(1, (layout.values() + 7) / 8, 1);
            var bytes = RleDecoder.decode(frame, packed, 1);
            return new Samples.Raw(NativePixels.cells(layout, bytes, 0), layout.photometric());
        }
        var coded = (layout.bitsAllocated() + 7) / 8;
        var kept = layout.cellType().bytes();
        var raw = RleDecoder.decode(frame, layout.size(), coded);
        return new Samples.Raw(
                coded == kept ? raw : NativePixels.widened(raw, coded, kept), fullSize(layout));
    }

    /** Raw deflate of a native frame (PS3.5 annex A.4.13). */
    private static Samples deflated(Layout layout, byte[] frame) {
        var bytes = new byte[Math.toIntExact((layout.frameBits() + 7) / 8)];
        var inflater = new Inflater(true);
        try {
            inflater.setInput(frame);
            var length = 0;
            while (length < bytes.length && !inflater.finished()) {
                var more = inflater.inflate(bytes, length, bytes.length - length);
                if (more == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    break;
                }
                length += more;
            }
            if (length < bytes.length) {
                throw new CodecException("a deflated frame ends before it is full");
            }
        } catch (DataFormatException e) {
            throw new CodecException("a deflated frame is damaged", e);
        } finally {
            inflater.end();
        }
        return new Samples.Raw(NativePixels.cells(layout, bytes, 0), layout.photometric());
    }

    private static Samples jpegLs(Layout layout, byte[] frame) {
        return new Samples.Coded(
                JpegLsDecoder.decode(frame, layout.size()).samples(),
                fullSize(layout),
                Math.min(32, layout.bitsStored()));
    }

    /**
     * The component transform is undone, so YBR_RCT and YBR_ICT have become RGB. Signed values that
     * were coded as unsigned ones have their sign at the precision of the codestream.
     */
    private static Samples jpeg2000(Layout layout, byte[] frame) {
        var image = Jpeg2000Decoder.decode(frame, layout.size());
        var header = image.header();
        var declared = layout.photometric();
        var transformed = declared.equals("YBR_RCT") || declared.equals("YBR_ICT");
        var stored = Math.min(32, layout.bitsStored());
        var bits =
                layout.signed() && !header.signed()
                        ? Math.min(header.precision(), stored)
                        : header.reversible() ? stored : Math.max(header.precision(), stored);
        return new Samples.Coded(image.samples(), transformed ? "RGB" : declared, bits);
    }

    /** Lossy coding may pass the greatest value; such values are not folded back to low ones. */
    private static Samples jpeg(Layout layout, byte[] frame) {
        var image = JpegDecoder.decode(frame, layout.size());
        var colour = JpegColour.of(image.header(), layout.photometric());
        var precision = image.header().precision();
        var exact = image.header().coding() == JpegHeader.Coding.LOSSLESS || layout.signed();
        var stored = Math.min(32, layout.bitsStored());
        return new Samples.Coded(
                image.samples(),
                colour.photometricInterpretation(),
                exact ? stored : Math.max(precision, stored));
    }

    /** Codecs bring subsampled chrominance to full size. */
    private static String fullSize(Layout layout) {
        return layout.photometric().equals("YBR_FULL_422") ? "YBR_FULL" : layout.photometric();
    }
}
