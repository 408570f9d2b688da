/**
 * JPEG 2000 part 1 (ITU-T T.800) decoded to component samples: reversible and irreversible, any
 * tiles, layers, precincts and progressions, 1 to 16 bits, signed or not, bare or in a JP2 file.
 *
 * <p>{@link io.meridian.dicom.codec.jpeg2000.Jpeg2000Decoder} is the way in. The component
 * transform is undone, because it belongs to the coding; nothing else is done to colours. Stateless
 * and thread-safe. No image library may come in.
 */
@NullMarked
package io.meridian.dicom.codec.jpeg2000;

import org.jspecify.annotations.NullMarked;
