package io.meridian.dicom.codec.jpegls;

import io.meridian.dicom.codec.CodecException;
import io.meridian.dicom.codec.FrameSize;
import io.meridian.dicom.codec.jpegls.Scan.Interleave;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The marker segments of a frame (T.87 annex C), in their order. */
final class Segments {
    private static final int START = 0xD8;
    private static final int END = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int RESTART_INTERVAL = 0xDD;
    private static final int FRAME = 0xF7;
    private static final int PARAMETERS = 0xF8;
    private static final int APPLICATION_8 = 0xE8;
    private static final byte[] COLOUR_TRANSFORM = {'m', 'r', 'f', 'x'};

    private final byte[] bytes;
    private final List<String> warnings = new ArrayList<>();
    private int position;
    private int[] identifiers = new int[0];
    private int rows;
    private int columns;
    private int precision;
    private int restartLines;
    private Presets declared = new Presets(0, 0, 0, 0, 0);

    Segments(byte[] bytes) {
        this.bytes = bytes;
        if (bytes.length < 2 || unsigned(0) != 0xFF || unsigned(1) != START) {
            throw new CodecException("a JPEG-LS frame begins with the marker SOI");
        }
        position = 2;
    }

    int position() {
        return position;
    }

    void moveTo(int where) {
        position = where;
    }

    int precision() {
        return precision;
    }

    List<String> warnings() {
        return warnings;
    }

    /** Reads up to the data of the next scan; none if the frame ends. */
    Optional<Scan> nextScan(FrameSize size) {
        while (true) {
            var marker = nextMarker();
            if (marker < 0 || marker == END) {
                return Optional.empty();
            }
            if (marker >= 0xD0 && marker <= START) {
                continue; // restart markers after the last interval, a second SOI
            }
            var length = length();
            var from = position + 2;
            var to = position + length;
            position = to;
            switch (marker) {
                case FRAME -> frame(from, to, size);
                case PARAMETERS -> parameters(from, to);
                case RESTART_INTERVAL -> restartLines = (int) number(from, to - from);
                case APPLICATION_8 -> application(from, to);
                case START_OF_SCAN -> {
                    return Optional.of(scan(from, to));
                }
                default -> otherProcess(marker);
            }
        }
    }

    /** The number of a restart marker that comes next, which is passed over. */
    void restartMarker(int expected) {
        var marker = nextMarker();
        if (marker != 0xD0 + (expected & 7)) {
            throw broken("a restart marker is missing or out of turn");
        }
    }

    private int nextMarker() {
        while (position + 1 < bytes.length) {
            if (unsigned(position) == 0xFF && bytes[position + 1] < 0) {
                if (unsigned(position + 1) == 0xFF) {
                    position++;
                    continue;
                }
                position += 2;
                return unsigned(position - 1);
            }
            position++;
        }
        return -1;
    }

    private int length() {
        if (position + 2 > bytes.length) {
            throw broken("it ends in a marker segment");
        }
        var length = unsigned(position) << 8 | unsigned(position + 1);
        if (length < 2 || position + length > bytes.length) {
            throw broken("a marker segment is longer than the frame");
        }
        return length;
    }

    private void frame(int from, int to, FrameSize size) {
        if (identifiers.length > 0) {
            throw broken("there are two frame headers");
        }
        require(to - from >= 6, "the frame header is too short");
        precision = unsigned(from);
        if (rows == 0) {
            rows = (int) number(from + 1, 2);
            columns = (int) number(from + 3, 2);
        }
        var components = unsigned(from + 5);
        require(precision >= 2 && precision <= 16, "the precision must be 2 to 16 bits");
        require(components >= 1 && to - from >= 6 + 3 * components, "a component is missing");
        size.require(rows, columns, components);
        if (components > 4) {
            throw new CodecException("a JPEG-LS frame of more than 4 components is not decoded");
        }
        identifiers = new int[components];
        for (var i = 0; i < components; i++) {
            identifiers[i] = unsigned(from + 6 + 3 * i);
            if (unsigned(from + 7 + 3 * i) != unsigned(from + 7)) {
                throw new CodecException("a JPEG-LS frame with subsampling is not decoded");
            }
        }
    }

    private void parameters(int from, int to) {
        require(to > from, "preset parameters are empty");
        switch (unsigned(from)) {
            case 1 -> {
                require(to - from >= 11, "preset parameters are too short");
                declared =
                        new Presets(
                                (int) number(from + 1, 2),
                                (int) number(from + 3, 2),
                                (int) number(from + 5, 2),
                                (int) number(from + 7, 2),
                                (int) number(from + 9, 2));
            }
            case 2, 3 -> warnings.add("the JPEG-LS frame has a mapping table");
            case 4 -> {
                var width = to - from > 1 ? unsigned(from + 1) : 0;
                require(width >= 2 && width <= 4, "an oversize segment has 2 to 4 bytes a number");
                require(to - from >= 2 + 2 * width, "an oversize segment is too short");
                rows = (int) Math.min(number(from + 2, width), Integer.MAX_VALUE);
                columns = (int) Math.min(number(from + 2 + width, width), Integer.MAX_VALUE);
            }
            default ->
                    throw new CodecException(
                            "a JPEG-LS frame with extended parameters (T.870) is not decoded");
        }
    }

    /** The colour transforms of HP's encoder, which no DICOM object may use. */
    private void application(int from, int to) {
        if (to - from == 5
                && Arrays.equals(bytes, from, from + 4, COLOUR_TRANSFORM, 0, 4)
                && bytes[from + 4] != 0) {
            throw new CodecException(
                    "a JPEG-LS frame with a colour transform in APP8 is not decoded");
        }
    }

    private Scan scan(int from, int to) {
        require(identifiers.length > 0, "a scan comes before the frame header");
        require(to > from, "a scan header is too short");
        var count = unsigned(from);
        require(
                count >= 1 && count <= identifiers.length && to - from >= 4 + 2 * count,
                "a scan header is too short or names too many components");
        var components = new int[count];
        for (var i = 0; i < count; i++) {
            components[i] = component(unsigned(from + 1 + 2 * i));
            if (unsigned(from + 2 + 2 * i) != 0) {
                throw new CodecException("a JPEG-LS frame with a mapping table is not decoded");
            }
        }
        var near = unsigned(from + 1 + 2 * count);
        var interleave = unsigned(from + 2 + 2 * count);
        require(interleave <= 2, "the interleave mode must be 0, 1 or 2");
        require(interleave != 0 || count == 1, "a scan without interleave has one component");
        if ((unsigned(from + 3 + 2 * count) & 0x0F) != 0) {
            throw new CodecException("a JPEG-LS frame with a point transform is not decoded");
        }
        return new Scan(
                components,
                near,
                interleave == 0
                        ? Interleave.NONE
                        : interleave == 1 ? Interleave.LINE : Interleave.SAMPLE,
                declared.completed(precision, near),
                restartLines);
    }

    private int component(int identifier) {
        for (var i = 0; i < identifiers.length; i++) {
            if (identifiers[i] == identifier) {
                return i;
            }
        }
        throw broken("a scan names a component that the frame does not have");
    }

    private static void otherProcess(int marker) {
        if (marker >= 0xC0
                && marker <= 0xCF
                && marker != 0xC4
                && marker != 0xC8
                && marker != 0xCC) {
            throw new CodecException("the frame is JPEG of another process, not JPEG-LS");
        }
    }

    private long number(int from, int width) {
        require(width >= 1 && width <= 4, "a number in a marker segment has 1 to 4 bytes");
        var value = 0L;
        for (var i = 0; i < width; i++) {
            value = value << 8 | unsigned(from + i);
        }
        return value;
    }

    private int unsigned(int at) {
        return bytes[at] & 0xFF;
    }

    static void require(boolean rule, String text) {
        if (!rule) {
            throw broken(text);
        }
    }

    private static CodecException broken(String text) {
        return new CodecException("a JPEG-LS frame breaks its standard: " + text);
    }
}
