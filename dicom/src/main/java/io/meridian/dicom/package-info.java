/**
 * DICOM in pure Java. Start at {@link io.meridian.dicom.Part10} to read and write files, at {@link
 * io.meridian.dicom.DataSet} for what is in them, at {@code io.meridian.dicom.pixels} for images
 * and at {@code io.meridian.dicom.network} for associations. Values as received are kept; rules
 * bind what is written. Everything here is immutable and safe for use by several threads unless it
 * says otherwise. Nothing of any application comes in.
 */
@NullMarked
package io.meridian.dicom;

import org.jspecify.annotations.NullMarked;
