/**
 * Images: stored values of one frame ({@link io.meridian.dicom.pixels.PixelDecoder}), and pictures
 * made from them ({@link io.meridian.dicom.pixels.Rendering}).
 */
@NullMarked
package io.meridian.dicom.pixels;

import org.jspecify.annotations.NullMarked;
