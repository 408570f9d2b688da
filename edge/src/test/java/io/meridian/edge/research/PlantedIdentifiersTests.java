package io.meridian.edge.research;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.governance.annotation.Split;
import io.meridian.governance.catalog.SplitUnit;
import io.meridian.model.preprocessing.Preprocessing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What identifies the people of the originals is in no byte that the research zone leaves. */
final class PlantedIdentifiersTests {
    private static final List<String> PLANTED =
            List.of(
                    "欧阳锦绣",
                    "锦绣",
                    "Ouyang",
                    "Jinxiu",
                    "PLANTED",
                    "13812345678",
                    "19620304",
                    "青山县",
                    Samples.ROOT);
    private static final List<String> CHARACTER_SETS = List.of("UTF-8", "GB18030", "UTF-16LE");

    @TempDir Path folder;

    @Test
    void areNowhere() throws IOException {
        try (var site = new TestSite(folder)) {
            var lines = new ArrayList<String>();
            for (var number = 0; number < 20; number++) {
                site.receive("i" + number, planted(number));
                lines.add(Samples.uid(number) + "," + number % 2);
            }
            site.receive(
                    "text",
                    Samples.radiographWithText(90, "PLANTED-90", "Ouyang^Jinxiu=欧阳锦绣", 256));
            site.receive("malformed", "PLANTED 欧阳锦绣".getBytes(StandardCharsets.UTF_8));
            site.workOff();
            lines.add("PLANTED,1");
            var answer = site.labelImport().take(TestSite.labels(lines));
            site.datasets.freeze("chest", site.basis(null), "training", SplitUnit.SUBJECT);
            site.counts.tellIfChanged();
            var version = site.versions.newest("chest").orElseThrow();
            site.versions.export(
                    version,
                    Split.TRAIN,
                    "1",
                    Preprocessing.of(1, 32, 32),
                    site.home.work().resolve("train.safetensors"));

            assertThat(find(planted(0))).as("the search finds what is there").isNotEmpty();
            assertThat(TestSite.count(site.research, "catalog")).isEqualTo(20);
            assertNone(
                    "the label import's answer",
                    answer.toString().getBytes(StandardCharsets.UTF_8));
            for (var row : site.catalog.labelled(100)) {
                var content = row.content();
                assertNone(
                        "a de-identified object",
                        site.objects.read(content.digest(), content.subject()));
            }
        }
        var files = files(folder.resolve("home"));
        assertThat(files).hasSizeGreaterThan(40);
        for (var file : files.entrySet()) {
            assertNone(file.getKey().toString(), file.getValue());
        }
    }

    private static byte[] planted(int number) {
        return Samples.radiograph(number, "PLANTED-" + number / 2, "Ouyang^Jinxiu=欧阳锦绣", 64);
    }

    private static void assertNone(String where, byte[] bytes) throws IOException {
        assertThat(find(bytes)).as(where).isEmpty();
    }

    /** The planted texts in some bytes, and inside them where they are an archive. */
    private static List<String> find(byte[] bytes) throws IOException {
        var found = new ArrayList<String>();
        // Latin 1 keeps each byte as it is, so that text search is byte search.
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (var each : PLANTED) {
            for (var set : CHARACTER_SETS) {
                var wanted =
                        new String(
                                each.getBytes(Charset.forName(set)), StandardCharsets.ISO_8859_1);
                if (text.contains(wanted)) {
                    found.add(each + " in " + set);
                }
            }
        }
        if (bytes.length > 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b) {
            try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                found.addAll(find(in.readAllBytes()));
            }
        }
        if (bytes.length > 2 && bytes[0] == 'P' && bytes[1] == 'K') {
            try (var in = new ZipInputStream(new ByteArrayInputStream(bytes))) {
                while (in.getNextEntry() != null) {
                    found.addAll(find(in.readAllBytes()));
                }
            }
        }
        return found;
    }

    private static Map<Path, byte[]> files(Path root) throws IOException {
        var all = new LinkedHashMap<Path, byte[]>();
        try (var walk = Files.walk(root)) {
            for (var each : walk.filter(Files::isRegularFile).toList()) {
                all.put(each, Files.readAllBytes(each));
            }
        }
        return all;
    }
}
