package io.meridian.dicom.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.Part10;
import io.meridian.dicom.Samples;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every shared file, with dcmdump on the other side. */
class DumpPeerTests {
    private static final Pattern START =
            Pattern.compile("^ *\\(([0-9A-Fa-f]{4},[0-9A-Fa-f]{4})\\) (\\S\\S|\\?\\?) .*");
    private static final Pattern END = Pattern.compile("# *(u/l|\\d+), *(\\d+) .*$");

    /** What both say of an attribute; spaces before it say how deep it stands. */
    record Line(int depth, String tag, String vr, String length, String multiplicity) {}

    /** Where dcmdump differs, and why; anything else fails. */
    enum Known {
        REFUSED_THERE("dcmdump refuses the file"),
        OPENED("a sequence that came as UN is opened here"),
        ENCAPSULATED("encapsulated pixels that were sent as OW are OB there"),
        CHOICE("implicit VR: US or SS depends on other attributes; xs or SS there"),
        UNKNOWN("a VR that PS3.5 does not have is UN here, ?? there"),
        EMPTY_UNKNOWN(
                "an empty value of VR UN has multiplicity 0 here (PS3.5 section 6.4), 1 there"),
        ODD("an odd length is shown as sent here, rounded up there"),
        BLANK("a value of spaces has multiplicity 1 here, 0 there"),
        MULTIBYTE("a backslash within a character of several bytes counts there"),
        NO_KNOWN_REASON("");

        private final String reason;

        Known(String reason) {
            this.reason = reason;
        }
    }

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
                                record.indexOf("("),
                                start.group(1).toUpperCase(Locale.ROOT),
                                start.group(2),
                                end.group(1),
                                end.group(2)));
            }
        }
        return lines;
    }

    private static Known reason(Line ours, Line theirs) {
        var sameTag = ours.tag().equals(theirs.tag()) && ours.depth() == theirs.depth();
        if (!sameTag) {
            return Known.NO_KNOWN_REASON;
        }
        if (ours.vr().equals("SQ") && theirs.vr().equals("UN")) {
            return Known.OPENED;
        }
        if (!ours.length().equals(theirs.length())) {
            var odd = Long.parseLong(ours.length()) + 1 == Long.parseLong(theirs.length());
            return odd ? Known.ODD : Known.NO_KNOWN_REASON;
        }
        if (!ours.vr().equals(theirs.vr())) {
            return switch (ours.vr() + theirs.vr()) {
                case "OWOB" ->
                        ours.tag().equals("7FE0,0010") ? Known.ENCAPSULATED : Known.NO_KNOWN_REASON;
                case "USSS", "USxs", "SSxs" -> Known.CHOICE;
                case "UN??" -> Known.UNKNOWN;
                default -> Known.NO_KNOWN_REASON;
            };
        }
        return switch (ours.multiplicity() + theirs.multiplicity()) {
            case "01" -> ours.vr().equals("UN") ? Known.EMPTY_UNKNOWN : Known.NO_KNOWN_REASON;
            case "10" -> Known.BLANK;
            default -> ours.vr().equals("PN") ? Known.MULTIBYTE : Known.NO_KNOWN_REASON;
        };
    }

    private static void compare(Path file, Map<Known, List<String>> differences)
            throws IOException {
        var name = file.getFileName().toString();
        var output = Peers.runProgram("dcmdump", "-q", "-Un", file.toString());
        var ours = parsed(Dump.text(Part10.read(file)));
        var theirs = parsed(output.text());
        if (output.exit() != 0) {
            note(differences, Known.REFUSED_THERE, name);
            return;
        }
        var i = 0;
        var j = 0;
        while (i < ours.size() && j < theirs.size()) {
            var a = ours.get(i++);
            var b = theirs.get(j++);
            if (!a.equals(b)) {
                var reason = reason(a, b);
                note(differences, reason, name + ": " + a + " / " + b);
                while (reason == Known.OPENED
                        && i < ours.size()
                        && ours.get(i).depth() > a.depth()) {
                    i++;
                }
            }
        }
        if (i < ours.size() || j < theirs.size()) {
            note(differences, Known.NO_KNOWN_REASON, name + " has more lines");
        }
    }

    private static void note(Map<Known, List<String>> differences, Known reason, String what) {
        differences.computeIfAbsent(reason, _ -> new ArrayList<>()).add(what);
    }

    @Test
    void everyFileHasTheTagsVrsLengthsAndMultiplicitiesOfDcmdump() throws IOException {
        var differences = new EnumMap<Known, List<String>>(Known.class);
        var lines = 0;
        for (var file : Samples.files()) {
            compare(file, differences);
            lines += parsed(Dump.text(Part10.read(file))).size();
        }

        assertThat(lines).isGreaterThan(9_000);
        differences.forEach((reason, what) ->
                System.out.printf("dcmdump: %d: %s%n", what.size(), reason.reason));
        assertThat(differences.getOrDefault(Known.NO_KNOWN_REASON, List.of())).isEmpty();
        assertThat(differences.getOrDefault(Known.REFUSED_THERE, List.of())).hasSizeLessThan(4);
        assertThat(differences.values().stream().mapToInt(List::size).sum()).isLessThan(60);
    }
}
