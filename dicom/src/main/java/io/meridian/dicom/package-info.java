@NullMarked
package io.meridian.dicom;

import org.jspecify.annotations.NullMarked;
