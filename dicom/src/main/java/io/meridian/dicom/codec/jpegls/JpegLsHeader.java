package io.meridian.dicom.codec.jpegls;

/**
 * What a JPEG-LS frame says of itself.
 *
 * @param precision bits of a sample, 2 to 16
 * @param near greatest difference from the original in the first scan; 0 if lossless
 */
public record JpegLsHeader(int precision, int near) {}
