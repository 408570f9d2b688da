/**
 * JPEG-LS (ITU-T T.87, ISO/IEC 14495-1): lossless and near-lossless, 2 to 16 bits, 1 to 4
 * components. Entry types are {@link io.meridian.dicom.codec.jpegls.JpegLsDecoder} and {@link
 * io.meridian.dicom.codec.jpegls.JpegLsEncoder}; both are stateless.
 */
@NullMarked
package io.meridian.dicom.codec.jpegls;

import org.jspecify.annotations.NullMarked;
