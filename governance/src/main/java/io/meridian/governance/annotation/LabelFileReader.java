package io.meridian.governance.annotation;

import io.meridian.governance.annotation.LabelFile.Problem;
import io.meridian.governance.annotation.LabelFile.Row;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads one label file; used once. Quoting is not part of the format, because neither UIDs nor
 * labels need it.
 */
final class LabelFileReader {
    private static final int BYTE_LIMIT = 64 << 20;
    private static final int LINE_LIMIT = 1_000_000;
    private static final int PROBLEM_LIMIT = 100;
    private static final Pattern UID = Pattern.compile("[0-9]+(\\.[0-9]+)*");
    private static final Pattern LABEL = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} _.+-]{0,63}");

    private final List<Row> rows = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private int columns;

    LabelFile read(byte[] csv) {
        if (csv.length > BYTE_LIMIT) {
            return refused("a label file has at most %d bytes; split it".formatted(BYTE_LIMIT));
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(csv)).toString();
        } catch (CharacterCodingException _) {
            return refused("a label file must be UTF-8; save it as CSV UTF-8");
        }
        var lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
        if (lines.size() > LINE_LIMIT) {
            return refused("a label file has at most %d lines; split it".formatted(LINE_LIMIT));
        }
        if (lines.isEmpty() || !header(lines.getFirst())) {
            return new LabelFile(
                    List.of(),
                    List.of(
                            new Problem(
                                    1,
                                    "the header must be SOPInstanceUID,label or SOPInstanceUID,label,split")));
        }
        for (var index = 1; index < lines.size() && problems.size() < PROBLEM_LIMIT; index++) {
            if (!lines.get(index).isBlank()) {
                row(index + 1, lines.get(index));
            }
        }
        return new LabelFile(rows, problems);
    }

    private boolean header(String line) {
        var words = line.strip().replace(" ", "");
        columns = words.equals("SOPInstanceUID,label,split") ? 3 : 2;
        return columns == 3 || words.equals("SOPInstanceUID,label");
    }

    private void row(int line, String text) {
        var cells = text.split(",", -1);
        if (cells.length != columns) {
            problem(line, "expected %d columns, found %d".formatted(columns, cells.length));
            return;
        }
        var uid = cells[0].strip();
        var label = cells[1].strip();
        if (uid.length() > 64 || !UID.matcher(uid).matches()) {
            problem(line, "SOPInstanceUID must be a UID: digits and dots, at most 64 characters");
            return;
        }
        if (!LABEL.matcher(label).matches()) {
            problem(line, "label must be 1 to 64 letters, digits, spaces or _ . + -");
            return;
        }
        var splitWord = columns == 3 ? cells[2].strip() : "";
        var split = Split.of(splitWord);
        if (!splitWord.isEmpty() && split.isEmpty()) {
            problem(line, "split must be train, validation or test, or empty");
            return;
        }
        if (!seen.add(uid)) {
            problem(line, "SOPInstanceUID is labelled by an earlier line too; keep one");
            return;
        }
        rows.add(new Row(line, uid, label, split.orElse(null)));
    }

    private void problem(int line, String rule) {
        problems.add(new Problem(line, rule));
        if (problems.size() == PROBLEM_LIMIT) {
            problems.add(
                    new Problem(0, "reading stopped after %d problems".formatted(PROBLEM_LIMIT)));
        }
    }

    private static LabelFile refused(String rule) {
        return new LabelFile(List.of(), List.of(new Problem(0, rule)));
    }
}
