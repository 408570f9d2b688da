package io.meridian.dicom.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.Part10;
import io.meridian.dicom.Samples;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every shared file, with dcmdump on the other side. */
class DumpPeerTests {
    private static final Pattern START =
            Pattern.compile("^ *\\(([0-9A-Fa-f]{4},[0-9A-Fa-f]{4})\\) (\\S\\S|\\?\\?) .*");
    private static final Pattern END = Pattern.compile("# *(u/l|\\d+), *(\\d+) [^#]*$");

    /** What both say of an attribute: tag, VR, length, multiplicity. */
    record Line(String tag, String vr, String length, String multiplicity) {}

    static List<Line> parsed(String dump) {
        var records = new ArrayList<StringBuilder>();
        for (var line : dump.lines().toList()) {
            if (START.matcher(line).matches()) {
                records.add(new StringBuilder(line));
            } else if (!records.isEmpty() && !line.startsWith("#")) {
                records.getLast().append(' ').append(line); // a value with line breaks
            }
        }
        var lines = new ArrayList<Line>();
        for (var record : records) {
            var start = START.matcher(record);
            var end = END.matcher(record.toString().strip());
            assertThat(start.matches() && end.find()).as(record.toString()).isTrue();
            if (!record.toString().contains("DelimitationItem")) {
                lines.add(
                        new Line(
                                start.group(1).toUpperCase(java.util.Locale.ROOT),
                                start.group(2),
                                end.group(1),
                                end.group(2)));
            }
        }
        return lines;
    }

    static List<String> differences(Path file) throws IOException {
        var theirs = Peers.runProgram("dcmdump", "-q", "-Un", file.toString());
        var ours = parsed(Dump.text(Part10.read(file)));
        var other = parsed(theirs.text());
        var differences = new ArrayList<String>();
        var length = Math.max(ours.size(), other.size());
        for (var i = 0; i < length; i++) {
            var a = i < ours.size() ? ours.get(i) : null;
            var b = i < other.size() ? other.get(i) : null;
            if (a == null || !a.equals(b)) {
                differences.add(file.getFileName() + " " + i + ": " + a + " / " + b);
            }
        }
        return differences;
    }

    @Test
    void everyFileHasTheTagsVrsLengthsAndMultiplicitiesOfDcmdump() throws IOException {
        var all = new ArrayList<String>();
        var lines = 0;
        for (var file : Samples.files()) {
            all.addAll(differences(file).stream().limit(8).toList());
            lines += parsed(Dump.text(Part10.read(file))).size();
        }

        assertThat(lines).isGreaterThan(9_000);
        assertThat(all).isEmpty();
    }
}
