package io.meridian.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpTests {
    @Test
    void writesTheJsonModelWithNamesNumbersAndBytes() {
        var dataSet =
                DataSet.builder()
                        .characterSet(CharacterSet.GB18030)
                        .text(Tags.ImageType, "DERIVED", "", "A\"B")
                        .text(Tags.PatientName, "Ouyang^Guiying=欧阳^桂英")
                        .text(Tags.PatientID)
                        .text(Tags.RescaleSlope, "+1.50")
                        .numbers(Tags.Rows, 65_535)
                        .item(Tags.ReferencedSOPSequence, item -> {})
                        .bytes(Tags.PixelData, Vr.OW, new byte[] {1, 2})
                        .build();

        assertThat(Dump.json(dataSet))
                .isEqualTo(
                        "{\"00080005\":{\"vr\":\"CS\",\"Value\":[\"ISO_IR 192\"]},"
                                + "\"00080008\":{\"vr\":\"CS\",\"Value\":[\"DERIVED\",null,\"A\\\"B\"]},"
                                + "\"00081199\":{\"vr\":\"SQ\",\"Value\":[{}]},"
                                + "\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"Ouyang^Guiying\","
                                + "\"Ideographic\":\"欧阳^桂英\"}]},"
                                + "\"00100020\":{\"vr\":\"LO\"},"
                                + "\"00280010\":{\"vr\":\"US\",\"Value\":[65535]},"
                                + "\"00281053\":{\"vr\":\"DS\",\"Value\":[1.50]},"
                                + "\"7FE00010\":{\"vr\":\"OW\",\"InlineBinary\":\"AQI=\"}}");
    }

    @Test
    void showsOneLineAnAttributeAndObeysNoControlCharacters() {
        var dataSet =
                DataSet.builder()
                        .text(Tags.StudyDescription, "a\u001B[2Jb")
                        .numbers(Tags.Rows, 2)
                        .item(
                                Tags.ReferencedSOPSequence,
                                item -> item.text(Tags.ReferencedSOPInstanceUID, "2.25.9"))
                        .build();

        assertThat(Dump.text(DicomFile.of(dataSet, TransferSyntax.EXPLICIT_LITTLE)))
                .contains(
                        """
                        (0008,1030) LO [a.[2Jb]  # StudyDescription
                        (0008,1199) SQ 1 items  # ReferencedSOPSequence
                          item 1
                            (0008,1155) UI [2.25.9]  # ReferencedSOPInstanceUID
                        (0028,0010) US 2  # Rows
                        """);
    }

    @Test
    void everyFileIsTheSameJsonAsPydicomMakes(@TempDir Path folder) throws IOException {
        var python = Peers.python("pydicom");
        var files = Samples.files();
        var command =
                new ArrayList<>(
                        List.of(python, "src/test/python/json_model.py", folder.toString()));
        for (var i = 0; i < files.size(); i++) {
            var file = Part10.read(files.get(i));
            assertThat(Dump.text(file)).isNotBlank();
            Files.writeString(folder.resolve(i + ".json"), Dump.json(file.dataSet()));
            command.add(files.get(i).toString());
        }

        var output = Peers.run(command);

        assertThat(output.exit()).as(output.text()).isZero();
        assertThat(output.text()).containsPattern("COUNT [1-9]\\d{3}");
        assertThat(output.text().lines().filter(line -> line.startsWith("DIFFERS"))).isEmpty();
        assertThat(output.text().lines().filter(line -> line.startsWith("ABSENT")))
                .hasSizeLessThan(8);
    }
}
