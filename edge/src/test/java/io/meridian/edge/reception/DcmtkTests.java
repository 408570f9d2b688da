package io.meridian.edge.reception;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.TransferSyntax;
import io.meridian.edge.Hospital;
import io.meridian.edge.Modality;
import io.meridian.testing.Peers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another implementation as the sender: dcmtk's storescu, with our images and with real ones. */
final class DcmtkTests {
    @TempDir Path folder;
    @TempDir Path sent;

    @Test
    void storescuSendsAnImageAndIsRefusedABrokenOne() throws Exception {
        var storescu = Peers.program("storescu");
        var image = Modality.image("P-1", 1, 1, 40);
        var good = sent.resolve("good.dcm");
        Part10.write(DicomFile.of(image, TransferSyntax.EXPLICIT_LITTLE), good);
        var broken = sent.resolve("broken.dcm");
        Part10.write(
                DicomFile.of(
                        Modality.image("P-1", 2, 1, 40).toBuilder()
                                .remove(io.meridian.dicom.Tags.PixelData)
                                .build(),
                        TransferSyntax.EXPLICIT_LITTLE),
                broken);
        Hospital.prepare(folder, 0);
        try (var hospital = new Hospital(folder, new Hospital.SetReleases())) {
            assertThat(send(storescu, hospital, List.of(good.toString())).exit()).isZero();
            assertThat(send(storescu, hospital, List.of("-v", broken.toString())).text())
                    .contains("Error");
            assertThat(hospital.count("SELECT count(*) FROM instance")).isEqualTo(1);
            assertThat(hospital.count("SELECT count(*) FROM quarantine")).isEqualTo(1);
        }
    }

    @Test
    void realObjectsOfManyKindsAreKeptOrQuarantinedAndNoneIsLost() throws Exception {
        var storescu = Peers.program("storescu");
        var data = Peers.data("dicom");
        Hospital.prepare(folder, 0);
        try (var hospital = new Hospital(folder, new Hospital.SetReleases())) {
            var answers =
                    send(
                                    storescu,
                                    hospital,
                                    List.of("-v", "-nh", "+sd", "+r", "-R", data.toString()))
                            .text()
                            .lines()
                            .filter(line -> line.contains("Received Store Response"))
                            .toList();
            var stored = answers.stream().filter(line -> line.contains("Success")).count();
            assertThat(stored).isGreaterThan(20);
            // The folder holds some objects twice.
            assertThat(hospital.count("SELECT count(*) FROM instance"))
                    .isBetween(20, Math.toIntExact(stored));
            assertThat(hospital.count("SELECT count(*) FROM quarantine"))
                    .isLessThanOrEqualTo(Math.toIntExact(answers.size() - stored));
            System.out.printf(
                    "%d answers, %d stored, %d rows, %d in quarantine%n",
                    answers.size(),
                    stored,
                    hospital.count("SELECT count(*) FROM instance"),
                    hospital.count("SELECT count(*) FROM quarantine"));
            for (var id :
                    hospital.database("clinicalDatabase")
                            .read()
                            .sql("SELECT id FROM instance")
                            .query((rs, _) -> rs.getString(1))
                            .list()) {
                assertThat(Part10.read(hospital.bean(Originals.class).read(id)).sopInstanceUid())
                        .isNotEmpty();
            }
        }
    }

    private static Peers.Output send(String storescu, Hospital hospital, List<String> arguments) {
        var command = new ArrayList<>(List.of(storescu, "-aet", "MODALITY", "-aec", "EDGE"));
        var options = arguments.subList(0, arguments.size() - 1);
        command.addAll(options);
        command.addAll(
                List.of("127.0.0.1", Integer.toString(hospital.dicomPort()), arguments.getLast()));
        return Peers.run(command);
    }
}
