package io.meridian.dicom.codec.jpeg2000;

import io.meridian.dicom.codec.CodecException;
import java.util.Arrays;

/** A code-block and what packets brought for it; its data is joined in one array. */
final class CodeBlock {
    private static final byte[] NOTHING = new byte[0];

    /** A segment of coding passes that end together. */
    static final class Segment {
        final int maximumPasses;
        int passes;
        int length;

        Segment(int maximumPasses) {
            this.maximumPasses = maximumPasses;
        }
    }

    final Area area;
    boolean included;

    /** Bit planes that are not all zero. */
    int planes;

    int lengthBits = 3;
    final java.util.ArrayList<Segment> segments = new java.util.ArrayList<>(1);
    private byte[] data = NOTHING;
    private int length;

    CodeBlock(Area area) {
        this.area = area;
    }

    /** The segment that takes the next pass (T.800 D.4.2 and table D.9). */
    Segment segment(int mode) {
        if (segments.isEmpty() || segments.getLast().passes == segments.getLast().maximumPasses) {
            segments.add(new Segment(maximumPasses(mode)));
        }
        return segments.getLast();
    }

    private int maximumPasses(int mode) {
        if ((mode & CodingStyle.TERMINATE) != 0) {
            return 1;
        }
        if ((mode & CodingStyle.BYPASS) == 0) {
            return Integer.MAX_VALUE;
        }
        if (segments.isEmpty()) {
            return 10;
        }
        return segments.getLast().maximumPasses == 2 ? 1 : 2;
    }

    void append(byte[] bytes, int from, int count) {
        if (count > bytes.length - from) {
            throw new CodecException("the codestream ends before the data of its last packet");
        }
        if (length + count > data.length) {
            // The decoder may look two bytes beyond the end.
            data = Arrays.copyOf(data, Math.max(length + count + 2, data.length * 2));
        }
        System.arraycopy(bytes, from, data, length, count);
        length += count;
    }

    byte[] data() {
        return data;
    }
}
