package io.meridian.dicom.codec.jpeg;

import io.meridian.dicom.codec.CodecException;
import java.util.List;

/** Goes from marker to marker (T.81 B.1.1) and through the parameters of a segment. */
final class Segments {
    private final byte[] bytes;
    private final List<String> warnings;
    private int position;
    private int end;

    /** Starts behind SOI, which must be there. */
    Segments(byte[] bytes, List<String> warnings) {
        this.bytes = bytes;
        this.warnings = warnings;
        if (bytes.length < 4 || bytes[0] != (byte) 0xFF || (bytes[1] & 0xFF) != Marker.SOI) {
            throw new CodecException(
                    bytes.length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == 0x4F
                            ? "a JPEG stream must begin with FF D8; this is a JPEG 2000 codestream"
                            : "a JPEG stream must begin with FF D8; this one does not");
        }
        position = 2;
    }

    int position() {
        return position;
    }

    void moveTo(int newPosition) {
        position = newPosition;
    }

    /** Passes the next marker and yields it; -1 at the end of the bytes. */
    int marker() {
        var skipped = false;
        while (position + 1 < bytes.length) {
            var value = bytes[position + 1] & 0xFF;
            if (bytes[position] != (byte) 0xFF) {
                skipped = true;
                position++;
            } else if (value == 0xFF) {
                position++;
            } else if (value == 0) {
                skipped = true;
                position += 2;
            } else {
                position += 2;
                if (skipped) {
                    warn("there are bytes between two segments");
                }
                return value;
            }
        }
        position = bytes.length;
        return -1;
    }

    /** Enters the segment behind a marker. */
    void enter() {
        if (position + 2 > bytes.length) {
            throw truncated();
        }
        var length = (bytes[position] & 0xFF) << 8 | (bytes[position + 1] & 0xFF);
        if (length < 2 || position + length > bytes.length) {
            throw truncated();
        }
        end = position + length;
        position += 2;
    }

    private static CodecException truncated() {
        return new CodecException("a segment must lie within the JPEG stream; one does not");
    }

    void leave() {
        position = end;
    }

    int left() {
        return end - position;
    }

    int one() {
        if (position >= end) {
            throw new CodecException("a segment is shorter than its parameters");
        }
        return bytes[position++] & 0xFF;
    }

    int two() {
        return one() << 8 | one();
    }

    byte[] take(int count) {
        if (count > left()) {
            throw new CodecException("a segment is shorter than its parameters");
        }
        var part = java.util.Arrays.copyOfRange(bytes, position, position + count);
        position += count;
        return part;
    }

    /** Looks for a DNL segment from here (T.81 B.2.5): the number of lines; 0 if there is none. */
    int lines() {
        for (var at = position; at + 6 <= bytes.length; at++) {
            if (bytes[at] == (byte) 0xFF && (bytes[at + 1] & 0xFF) == Marker.DNL) {
                return (bytes[at + 4] & 0xFF) << 8 | (bytes[at + 5] & 0xFF);
            }
        }
        return 0;
    }

    void warn(String text) {
        if (!warnings.contains(text)) {
            warnings.add(text);
        }
    }
}
