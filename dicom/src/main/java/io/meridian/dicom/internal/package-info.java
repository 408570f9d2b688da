/**
 * How data sets are read and written, byte by byte, and tables of the archive, line by line; not
 * for users of this module.
 */
@NullMarked
package io.meridian.dicom.internal;

import org.jspecify.annotations.NullMarked;
