package io.meridian.dicom;

/**
 * Bounds that hold before memory is taken for what an input announces. Reading an object into
 * memory takes at most 12 times its size (of its inflated size, if it came deflated) and 64 KiB:
 * the bytes themselves, and at most 88 bytes for each attribute, item and fragment, which have 8
 * bytes or more each in the input.
 *
 * @param maxValueBytes longest value of one element that is read into memory
 * @param maxDepth deepest nesting of sequences, at most 128
 * @param maxElements most attributes, items and fragments in all
 * @param maxInflatedBytes most bytes that a deflated data set may become
 * @param maxInflateRatio most bytes that one byte of it may become on average; deflate itself
 *     reaches 1032
 */
public record Limits(
        long maxValueBytes,
        int maxDepth,
        int maxElements,
        long maxInflatedBytes,
        int maxInflateRatio) {
    public static final Limits DEFAULT = new Limits(1L << 30, 32, 1_000_000, 256L << 20);

    private static final int MAXIMUM_DEPTH = 128;
    private static final int ANY_RATIO = 1100;

    public Limits {
        if (maxDepth < 0 || maxDepth > MAXIMUM_DEPTH) {
            throw new IllegalArgumentException("nesting is limited to 0 to 128");
        }
        if (maxValueBytes < 0 || maxElements < 0 || maxInflatedBytes < 0 || maxInflateRatio < 1) {
            throw new IllegalArgumentException("limits are positive");
        }
    }

    public Limits(long maxValueBytes, int maxDepth, int maxElements, long maxInflatedBytes) {
        this(maxValueBytes, maxDepth, maxElements, maxInflatedBytes, ANY_RATIO);
    }
}
