/** Objects for people to read. Start at {@link io.meridian.dicom.dump.Dump}. */
@NullMarked
package io.meridian.dicom.dump;

import org.jspecify.annotations.NullMarked;
