/**
 * Validation of objects against their IODs and modules (PS3.3, edition 2024e). Start at {@link
 * io.meridian.dicom.iod.Validator}; what it says are {@link io.meridian.dicom.iod.Finding}s. The
 * tables are made by {@code tools/iod.py} and loaded when first needed.
 */
@NullMarked
package io.meridian.dicom.iod;

import org.jspecify.annotations.NullMarked;
