/**
 * JPEG (ITU-T T.81) decoded to component samples: sequential DCT of 8 and 12 bits (processes 1, 2
 * and 4), progressive DCT, and lossless coding of 2 to 16 bits (process 14), all with Huffman
 * codes.
 *
 * <p>{@link io.meridian.dicom.codec.jpeg.JpegDecoder} is the way in. Samples come as they are
 * coded, before any colour conversion; {@link io.meridian.dicom.codec.jpeg.JpegColour} says what
 * they mean. Stateless and thread-safe. No image library may come in.
 */
@NullMarked
package io.meridian.dicom.codec.jpeg;

import org.jspecify.annotations.NullMarked;
