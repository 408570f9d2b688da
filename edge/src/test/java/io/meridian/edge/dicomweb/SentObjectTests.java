package io.meridian.edge.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.edge.Modality;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SentObjectTests {
    private static byte[] file(TransferSyntax syntax) {
        return Part10.bytes(DicomFile.of(Modality.image("P-1", 1, 1, 40), syntax));
    }

    private static SentObject read(byte[] file) throws IOException {
        return SentObject.read(new ByteArrayInputStream(file));
    }

    @Test
    void partsMetaInformationFromTheDataSet() throws IOException {
        var image = Modality.image("P-1", 1, 1, 40);
        var sent = read(file(TransferSyntax.IMPLICIT_LITTLE));

        assertThat(sent.transferSyntax()).isEqualTo(TransferSyntax.IMPLICIT_LITTLE);
        assertThat(sent.sopClass()).isEqualTo(image.first(Tags.SOPClassUID));
        assertThat(sent.sopInstance()).isEqualTo(image.first(Tags.SOPInstanceUID));
        assertThat(sent.dataSet().readAllBytes())
                .isEqualTo(Part10.dataSetBytes(image, TransferSyntax.IMPLICIT_LITTLE));
        assertThat(sent.toString()).doesNotContain(sent.sopInstance());
    }

    @Test
    void whatHasNoMetaInformationNamesNothingAndIsTheDataSet() throws IOException {
        for (var bytes :
                new byte[][] {
                    {}, {1}, new byte[500], "DICM ".repeat(60).getBytes(StandardCharsets.US_ASCII)
                }) {
            var sent = read(bytes);
            assertThat(sent.sopInstance()).isEmpty();
            assertThat(sent.dataSet().readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void damageNeitherBreaksItNorLosesWhatFollows() throws IOException {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        var good = file(TransferSyntax.EXPLICIT_LITTLE);
        for (var round = 0; round < 3_000; round++) {
            var bad = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (var i = random.nextInt(6); i > 0; i--) {
                bad[random.nextInt(Math.min(bad.length, 400))] = (byte) random.nextInt(256);
            }
            var rest = read(bad).dataSet().readAllBytes();

            assertThat(rest)
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(Arrays.copyOfRange(bad, bad.length - rest.length, bad.length));
        }
    }
}
