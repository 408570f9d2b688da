package io.meridian.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.CharacterSet;
import io.meridian.governance.ResearchOutcome.Accepted;
import io.meridian.governance.deidentification.DeidentificationProfile;
import io.meridian.governance.identity.SubjectId;
import io.meridian.governance.quality.QualityRules;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another reader reads what we write. */
final class PydicomTests {
    private static final String SCRIPT =
            """
            import sys, pydicom
            d = pydicom.dcmread(sys.argv[1])
            print(d.PatientIdentityRemoved, d.Rows, int(d.pixel_array.max()) > 0, len(d.DeidentificationMethodCodeSequence),
                  d.file_meta.MediaStorageSOPInstanceUID == d.SOPInstanceUID, str(d.PatientName) == d.PatientID, d.StudyDescription)
            """;

    @Test
    void readsOurObjects(@TempDir Path folder) throws IOException {
        var pipeline =
                ResearchPipeline.of(
                        ResearchKeys.of(new byte[32]),
                        DeidentificationProfile.shipped(DeidentificationProfile.RESEARCH),
                        (_, _) -> new SubjectId("0".repeat(32)),
                        QualityRules.shipped());
        var object =
                Images.radiograph(CharacterSet.GB18030, "Zhang^San=张^三")
                        .text(io.meridian.dicom.Tags.StudyDescription, "胸部正位 张三");
        var outcome =
                (Accepted)
                        pipeline.process(
                                Images.bytes(object),
                                new ResearchPipeline.Context("h", Instant.EPOCH));
        var file = folder.resolve("object.dcm");
        Files.write(file, outcome.object());

        assertThat(Peers.runPython(List.of("pydicom", "numpy"), SCRIPT, file))
                .isEqualTo("YES 64 True 4 True True 胸部正位");
    }
}
