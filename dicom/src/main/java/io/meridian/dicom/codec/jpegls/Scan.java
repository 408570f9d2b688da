package io.meridian.dicom.codec.jpegls;

/**
 * A start-of-scan segment, with the parameters in force.
 *
 * @param components indices of the frame's components, in the order of the scan
 * @param restartLines lines between restart markers; 0 for none
 */
@SuppressWarnings("ArrayRecordComponent") // read only, inside this package
record Scan(int[] components, int near, Interleave interleave, Presets presets, int restartLines) {
    /** How the components of a scan follow each other (T.87 section C.2.3). */
    enum Interleave {
        /** One after the other. */
        NONE,
        /** By lines. */
        LINE,
        /** By samples. */
        SAMPLE
    }
}
