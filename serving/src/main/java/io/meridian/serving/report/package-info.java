/**
 * A result as DICOM SR (TID 1500) and as FHIR R4 DiagnosticReport; both derived, so that a retry
 * writes the same object.
 */
@NullMarked
package io.meridian.serving.report;

import org.jspecify.annotations.NullMarked;
