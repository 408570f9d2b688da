package io.meridian.dicom.codec.jpegls;

import io.meridian.dicom.codec.jpegls.JpegLsHeader.Interleave;

/**
 * A start-of-scan segment, with the parameters in force.
 *
 * @param components indices of the frame's components, in the order of the scan
 * @param restartLines lines between restart markers; 0 for none
 */
@SuppressWarnings("ArrayRecordComponent") // read only, inside this package
record Scan(int[] components, int near, Interleave interleave, Presets presets, int restartLines) {}
