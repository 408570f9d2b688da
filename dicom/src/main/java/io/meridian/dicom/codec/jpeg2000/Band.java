package io.meridian.dicom.codec.jpeg2000;

/**
 * A band of a resolution.
 *
 * @param orientation 0 LL, 1 HL, 2 LH, 3 HH
 * @param area in coordinates of the band
 * @param x and y of its first coefficient among all coefficients of the component
 * @param planes magnitude bits (Mb, T.800 E-2)
 * @param step between two levels; 1 in reversible coding
 */
record Band(int orientation, Area area, int x, int y, int planes, float step) {}
