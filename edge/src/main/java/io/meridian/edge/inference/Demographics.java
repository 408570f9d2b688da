package io.meridian.edge.inference;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import java.util.List;

/** Whether a report is about the person and the study that an original states. */
final class Demographics {
    private static final List<Tag> COMPARED =
            List.of(
                    Tags.PatientID,
                    Tags.IssuerOfPatientID,
                    Tags.PatientName,
                    Tags.PatientBirthDate,
                    Tags.PatientSex,
                    Tags.StudyInstanceUID,
                    Tags.AccessionNumber);

    private Demographics() {}

    /** Text is compared, not bytes: a corrected object may come in another character set. */
    static boolean agree(DataSet report, DataSet original) {
        return COMPARED.stream().allMatch(tag -> report.text(tag).equals(original.text(tag)));
    }
}
