/** Commands on DICOM files and over DICOM associations. */
@NullMarked
package io.meridian.cli.dicom;

import org.jspecify.annotations.NullMarked;
