package io.meridian.serving.report;

import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.model.packaging.Labels;
import java.time.OffsetDateTime;
import java.util.List;

/** Results about a study of a made-up person. */
final class Results {
    static final String STUDY = "1.3.6.1.4.1.99999.7";
    static final String RELEASE = "sha256:" + "ab".repeat(32);
    static final Labels PNEUMONIA = Labels.binary("pneumonia");
    static final Assessment POSITIVE = new Assessment.Evaluated(PNEUMONIA, 0.87654, 0.5);
    static final Assessment NEGATIVE = new Assessment.Evaluated(PNEUMONIA, 0.12, 0.5);
    static final Assessment NOT_EVALUATED =
            new Assessment.NotEvaluated(PNEUMONIA, "the image is no chest radiograph");
    private static final OffsetDateTime AT = OffsetDateTime.parse("2026-11-02T16:30:15+08:00");

    private Results() {}

    static DataSet.Builder image(CharacterSet set, String name, int number) {
        var builder = DataSet.builder();
        return (set.equals(CharacterSet.DEFAULT) ? builder : builder.characterSet(set))
                .text(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.1.1")
                .text(Tags.SOPInstanceUID, STUDY + ".1." + number)
                .text(Tags.StudyInstanceUID, STUDY)
                .text(Tags.SeriesInstanceUID, STUDY + ".0." + (number + 1) / 2)
                .text(Tags.Modality, "DX")
                .text(Tags.BodyPartExamined, "CHEST")
                .text(Tags.PatientName, name)
                .text(Tags.PatientID, "PID-0007712")
                .text(Tags.IssuerOfPatientID, "FIRST-COUNTY")
                .text(Tags.PatientBirthDate, "19620304")
                .text(Tags.PatientSex, "F")
                .text(Tags.StudyDate, "20261102")
                .text(Tags.StudyTime, "101112")
                .text(Tags.StudyID, "S1")
                .text(Tags.AccessionNumber, "ACC-555123")
                .text(Tags.ReferringPhysicianName, "HUANGFU^SONG");
    }

    static DataSet chinese() {
        return image(CharacterSet.GB18030, "Zhang^San=张^三", 1)
                .text(Tags.StudyDescription, "胸部正位")
                .build();
    }

    static StudyResult of(Assessment assessment, DataSet... images) {
        return of(assessment, "1.0", images);
    }

    static StudyResult of(Assessment assessment, String version, DataSet... images) {
        return new StudyResult(
                new ResultIdentity(
                        RELEASE,
                        List.of(images).stream()
                                .map(image -> image.first(Tags.SOPInstanceUID))
                                .toList(),
                        "chest/1"),
                new StudyResult.Algorithm("Meridian Chest", version, "Meridian"),
                assessment,
                List.of(images),
                AT);
    }

    static DataSet withOffset(String offset) {
        return image(CharacterSet.DEFAULT, "Doe^Jane", 1).text(new Tag(0x00080201), offset).build();
    }
}
