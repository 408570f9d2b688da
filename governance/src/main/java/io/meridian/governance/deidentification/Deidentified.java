package io.meridian.governance.deidentification;

import io.meridian.dicom.DicomFile;

/** An object after de-identification, with what was done to it. */
public record Deidentified(DicomFile file, DeidentificationRecord record) {}
