package io.meridian.dicom;

/**
 * Bounds that hold before memory is taken for what an input announces.
 *
 * @param maxValueBytes longest value of one element
 * @param maxDepth deepest nesting of sequences
 * @param maxElements most elements in all, nested ones included
 * @param maxInflatedBytes most bytes that a deflated data set may become
 */
public record Limits(long maxValueBytes, int maxDepth, int maxElements, long maxInflatedBytes) {
    public static final Limits DEFAULT = new Limits(1L << 30, 32, 1_000_000, 256L << 20);
}
