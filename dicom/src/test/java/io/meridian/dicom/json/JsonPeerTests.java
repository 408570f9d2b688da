package io.meridian.dicom.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.Limits;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Samples;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every shared file, with pydicom on the other side. */
class JsonPeerTests {
    private static String compare(String mode, Path folder) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Peers.python("pydicom"),
                                "src/test/python/json_model.py",
                                mode,
                                folder.toString()));
        Samples.files().forEach(file -> command.add(file.toString()));
        var output = Peers.run(command);
        assertThat(output.exit()).as(output.text()).isZero();
        return output.text();
    }

    private static void write(Path folder) throws IOException {
        var files = Samples.files();
        for (var i = 0; i < files.size(); i++) {
            Files.writeString(
                    folder.resolve(i + ".json"),
                    DicomJson.text(Part10.read(files.get(i)).dataSet()));
        }
    }

    @Test
    void writesWhatPydicomWrites(@TempDir Path folder) throws IOException {
        write(folder);
        var output = compare("written", folder);

        assertThat(output).containsPattern("COUNT [1-9]\\d{3}");
        assertThat(output.lines().filter(line -> line.startsWith("DIFFERS"))).isEmpty();
        assertThat(output.lines().filter(line -> line.startsWith("ABSENT"))).hasSizeLessThan(9);
    }

    @Test
    void pydicomReadsWhatIsWritten(@TempDir Path folder) throws IOException {
        write(folder);
        var output = compare("readable", folder);

        assertThat(output).containsPattern("COUNT [1-9]\\d{3}");
        assertThat(output.lines().filter(line -> line.startsWith("DIFFERS"))).isEmpty();
    }

    @Test
    void readsWhatPydicomWrites(@TempDir Path folder) throws IOException {
        compare("make", folder);
        var read = 0;
        for (var i = 0; i < Samples.files().size(); i++) {
            var theirs = folder.resolve(i + ".theirs.json");
            if (Files.exists(theirs)) {
                var dataSet =
                        DicomJson.read(
                                Files.newInputStream(theirs),
                                Limits.DEFAULT,
                                BulkDataSource.REFUSED);
                Files.writeString(folder.resolve(i + ".json"), DicomJson.text(dataSet));
                read++;
            }
        }

        var output = compare("written", folder);

        assertThat(read).isGreaterThan(98);
        assertThat(output).containsPattern("COUNT [1-9]\\d{3}");
        assertThat(output.lines().filter(line -> line.startsWith("DIFFERS"))).isEmpty();
    }

    @Test
    void everyFileIsTheSameJsonAfterItWasRead() throws IOException {
        for (var file : Samples.files()) {
            var json = DicomJson.text(Part10.read(file).dataSet());

            assertThat(DicomJson.text(DicomJson.read(json))).as(file.toString()).isEqualTo(json);
        }
    }

    @Test
    void damagedJsonIsReadOrRefused() throws IOException {
        var seed = 20_261_125L;
        var random = new Random(seed);
        var refused = 0;
        for (var file : Samples.files()) {
            var json = DicomJson.text(Part10.read(file).dataSet()).getBytes(StandardCharsets.UTF_8);
            for (var i = 0; i < 4 && json.length < 200_000; i++) {
                var damaged = json.clone();
                for (var n = 0; n <= i; n++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(32, 127);
                }
                try {
                    var text =
                            DicomJson.text(
                                    DicomJson.read(new String(damaged, StandardCharsets.UTF_8)));
                    assertThat(text).as("seed %d, %s", seed, file).isNotEmpty();
                } catch (DicomJsonException e) {
                    assertThat(e).as("seed %d, %s", seed, file).hasMessageContaining("JSON");
                    refused++;
                }
            }
        }
        assertThat(refused).isPositive();
    }
}
