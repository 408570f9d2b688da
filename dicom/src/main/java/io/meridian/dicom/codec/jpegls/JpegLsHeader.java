package io.meridian.dicom.codec.jpegls;

/**
 * What a JPEG-LS frame says of itself.
 *
 * @param precision bits of a sample, 2 to 16
 * @param near greatest difference from the original; 0 if lossless
 */
public record JpegLsHeader(
        int rows, int columns, int components, int precision, int near, Interleave interleave) {
    /** How the components of a scan follow each other (T.87 section C.2.3). */
    public enum Interleave {
        /** One after the other. */
        NONE,
        /** By lines. */
        LINE,
        /** By samples. */
        SAMPLE
    }
}
