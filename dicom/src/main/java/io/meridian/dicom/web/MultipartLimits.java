package io.meridian.dicom.web;

/**
 * Bounds of a multipart body.
 *
 * @param maxParts most parts
 * @param maxHeaderBytes most bytes of all the header fields of one part
 * @param maxBytes most bytes of the whole body
 */
public record MultipartLimits(int maxParts, int maxHeaderBytes, long maxBytes) {
    public static final MultipartLimits DEFAULT =
            new MultipartLimits(100_000, 8 << 10, Long.MAX_VALUE);

    public MultipartLimits {
        if (maxParts < 1 || maxHeaderBytes < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("limits of a multipart body are at least 1");
        }
    }
}
