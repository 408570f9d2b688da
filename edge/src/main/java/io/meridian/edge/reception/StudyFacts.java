package io.meridian.edge.reception;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tags;

/** What identifies a study and its patient, as the first object stated it; sealed in the row. */
public record StudyFacts(
        String studyInstanceUid,
        String patientName,
        String patientId,
        String issuer,
        String birthDate,
        String sex,
        String studyDate,
        String accessionNumber) {
    public static final String COLUMN = "study.sealed";

    static StudyFacts of(DataSet dataSet) {
        return new StudyFacts(
                dataSet.first(Tags.StudyInstanceUID),
                dataSet.first(Tags.PatientName),
                dataSet.first(Tags.PatientID),
                dataSet.first(Tags.IssuerOfPatientID),
                dataSet.first(Tags.PatientBirthDate),
                dataSet.first(Tags.PatientSex),
                dataSet.first(Tags.StudyDate),
                dataSet.first(Tags.AccessionNumber));
    }

    /** Says nothing. */
    @Override
    public String toString() {
        return "StudyFacts";
    }
}
