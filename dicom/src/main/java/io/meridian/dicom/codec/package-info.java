/**
 * What the codecs of compressed frames share: the size that the data set announces, and the
 * refusal. A codec knows bytes and samples; which transfer syntax means which codec, and how
 * samples become a frame, is decided in {@link io.meridian.dicom.pixels}.
 */
@NullMarked
package io.meridian.dicom.codec;

import org.jspecify.annotations.NullMarked;
