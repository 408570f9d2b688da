/**
 * Images: stored values of frames, one at a time ({@link io.meridian.dicom.pixels.Frames}, {@link
 * io.meridian.dicom.pixels.PixelDecoder}), pictures made from them ({@link
 * io.meridian.dicom.pixels.Rendering} by a {@link io.meridian.dicom.pixels.View}), objects in other
 * transfer syntaxes ({@link io.meridian.dicom.pixels.Transcoder}), arrays for NumPy ({@link
 * io.meridian.dicom.pixels.NpyWriter}). Which transfer syntax means which codec is decided here;
 * the codecs know nothing of data sets.
 */
@NullMarked
package io.meridian.dicom.pixels;

import org.jspecify.annotations.NullMarked;
