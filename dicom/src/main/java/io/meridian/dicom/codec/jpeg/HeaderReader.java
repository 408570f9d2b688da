package io.meridian.dicom.codec.jpeg;

import static io.meridian.dicom.codec.CodecException.require;

import io.meridian.dicom.codec.CodecException;
import io.meridian.dicom.codec.jpeg.JpegHeader.Adobe;
import io.meridian.dicom.codec.jpeg.JpegHeader.Coding;
import io.meridian.dicom.codec.jpeg.JpegHeader.Component;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/** The application segments and the frame header: what becomes a {@link JpegHeader}. */
final class HeaderReader {
    private boolean jfif;
    private Adobe adobe = Adobe.ABSENT;

    static boolean isFrame(int marker) {
        return marker >= Marker.SOF0
                && marker <= Marker.SOF15
                && marker != Marker.DHT
                && marker != Marker.DAC;
    }

    /** Refuses what another process or standard would have to decode. */
    static void requireDecodable(int marker) {
        if (marker == Marker.SOF55) {
            throw new CodecException("the frame is coded in JPEG-LS, not in JPEG");
        }
        if (marker == Marker.DHP) {
            throw new CodecException("hierarchical coding is not decoded");
        }
        if (marker == Marker.DAC) {
            throw new CodecException("arithmetic coding is not decoded");
        }
        if (isFrame(marker) && marker > Marker.SOF3) {
            throw new CodecException(
                    "%s (SOF%d) is not decoded".formatted(refused(marker), marker - Marker.SOF0));
        }
    }

    private static String refused(int marker) {
        return switch (marker - Marker.SOF0) {
            case 5, 6, 7 -> "hierarchical coding";
            case 8 -> "an extension of JPEG";
            case 9, 10 -> "arithmetic coding";
            case 11 -> "lossless arithmetic coding";
            default -> "hierarchical arithmetic coding";
        };
    }

    /** An entered APPn segment. */
    void application(int marker, Segments segments) {
        var bytes = segments.take(Math.min(12, segments.left()));
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (marker == Marker.APP0 && text.startsWith("JFIF\0")) {
            jfif = true;
        } else if (marker == Marker.APP14 && text.startsWith("Adobe") && bytes.length == 12) {
            adobe =
                    switch (bytes[11]) {
                        case 0 -> Adobe.NONE;
                        case 1 -> Adobe.YCC;
                        default -> Adobe.OTHER;
                    };
        }
    }

    /** An entered frame header, checked. */
    JpegHeader frame(int marker, Segments segments) {
        var coding =
                switch (marker) {
                    case Marker.SOF0 -> Coding.BASELINE;
                    case Marker.SOF1 -> Coding.EXTENDED;
                    case Marker.SOF2 -> Coding.PROGRESSIVE;
                    default -> Coding.LOSSLESS;
                };
        var precision = segments.one();
        var rows = segments.two();
        var columns = segments.two();
        var count = segments.one();
        require(count >= 1 && count <= 4, "a frame must have 1 to 4 components");
        require(columns > 0, "a frame must have at least one column");
        require(
                coding == Coding.LOSSLESS
                        ? precision >= 2 && precision <= 16
                        : precision == 8 || precision == 12,
                "the precision must be 8 or 12 bits, or in lossless coding 2 to 16");
        var components = new ArrayList<Component>();
        for (var i = 0; i < count; i++) {
            var id = segments.one();
            var factors = segments.one();
            var component = new Component(id, factors >> 4, factors & 15, segments.one());
            require(
                    component.horizontal() >= 1
                            && component.horizontal() <= 4
                            && component.vertical() >= 1
                            && component.vertical() <= 4,
                    "sampling factors must be 1 to 4");
            require(component.quantisation() < 4, "a quantisation table must be one of 0 to 3");
            components.add(component);
        }
        if (coding == Coding.BASELINE && precision != 8) {
            segments.warn("a baseline frame has samples of 12 bits");
        }
        if (rows == 0) {
            rows = segments.lines();
            require(rows > 0, "a frame must say how many lines it has; neither SOF nor DNL does");
        }
        return new JpegHeader(coding, precision, rows, columns, components, jfif, adobe);
    }
}
