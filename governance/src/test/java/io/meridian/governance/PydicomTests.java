package io.meridian.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meridian.dicom.CharacterSet;
import io.meridian.governance.ResearchOutcome.Accepted;
import io.meridian.governance.deidentification.DeidentificationProfile;
import io.meridian.governance.identity.SubjectId;
import io.meridian.governance.quality.QualityRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
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

    private static Path python() {
        var stated = System.getenv("MERIDIAN_PYTHON");
        if (stated != null) {
            return Path.of(stated);
        }
        for (var folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            var candidate = folder.resolve(".venv/bin/python");
            if (Files.exists(candidate)) {
                return candidate;
            }
        }
        return Path.of("python3");
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<String>();
        command.add(python().toString());
        command.addAll(java.util.List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output.strip();
    }

    private static boolean isInstalled() {
        try {
            return run("-c", "import pydicom, numpy; print('here')").equals("here");
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void readsOurObjects(@TempDir Path folder) throws IOException, InterruptedException {
        if (!isInstalled()) {
            assertThat(System.getenv("MERIDIAN_REQUIRE_PEERS"))
                    .as("pydicom is required")
                    .isNotEqualTo("1");
            assumeTrue(false, "skipped: pydicom and numpy are not installed");
        }
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

        assertThat(run("-c", SCRIPT, file.toString())).isEqualTo("YES 64 True 4 True True 胸部正位");
    }
}
