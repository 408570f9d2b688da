package io.meridian.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The document says what the table of kinds says, in the same order. */
class ManifestsDocumentTests {
    private final List<String> lines = read();

    private static List<String> read() {
        try {
            return Files.readAllLines(Path.of("../docs/manifests.md"));
        } catch (IOException e) {
            throw new AssertionError("docs/manifests.md must be readable", e);
        }
    }

    private List<String> section(String heading) {
        var from = lines.indexOf(heading);
        assertThat(from).as(heading).isNotNegative();
        return lines.subList(from + 1, lines.size()).stream()
                .takeWhile(line -> !line.startsWith("## "))
                .toList();
    }

    private List<String> rows(String heading, Kind.Form form) {
        return Kinds.standard().all().stream()
                .filter(kind -> kind.form() == form)
                .map(kind ->
                        "| `%s` | `%s` | %s |"
                                .formatted(kind.name(), kind.mediaType(), kind.disclosure().word()))
                .peek(row ->
                        assertThat(section(heading)).as(row).anyMatch(line -> line.startsWith(row)))
                .toList();
    }

    @Test
    void listsEveryKindWithItsTypeAndDisclosure() {
        assertThat(rows("## Manifests", Kind.Form.MANIFEST)).hasSize(10);
        assertThat(rows("## Journal entries", Kind.Form.ENTRY)).hasSize(9);
    }

    @Test
    void listsTheFieldsOfEveryManifestAndWhatIsCritical() {
        for (var kind : Kinds.standard().all()) {
            if (kind.form() == Kind.Form.MANIFEST) {
                assertThat(section("## Manifests"))
                        .filteredOn(line -> line.startsWith("| `%s` |".formatted(kind.name())))
                        .hasSize(2);
            }
            var critical =
                    kind.critical().stream()
                            .sorted()
                            .map("`%s`"::formatted)
                            .collect(Collectors.joining(", "));
            if (!critical.isEmpty()) {
                assertThat(section("## Manifests"))
                        .anyMatch(line ->
                                line.startsWith("| `%s`".formatted(kind.name()))
                                        && line.contains("| %s |".formatted(critical)));
            }
        }
    }

    @Test
    void listsEveryBlobWithItsDisclosure() {
        var blobs =
                section("## Manifests").stream()
                        .filter(line -> line.startsWith("| `application/"))
                        .toList();
        assertThat(blobs).hasSize(12);
        for (var line : blobs) {
            var cells = line.split("\\|", -1);
            var type = new MediaType(cells[1].strip().replace("`", ""));
            assertThat(Kinds.standard().disclosure(type).word()).isEqualTo(cells[2].strip());
        }
    }
}
