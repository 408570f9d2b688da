/**
 * RLE of PS3.5 annex G: a frame is up to fifteen byte planes, most significant first, each packed
 * as PackBits does. Entry types are {@link io.meridian.dicom.codec.rle.RleDecoder} and {@link
 * io.meridian.dicom.codec.rle.RleEncoder}; both are stateless.
 */
@NullMarked
package io.meridian.dicom.codec.rle;

import org.jspecify.annotations.NullMarked;
