package io.meridian.dicom.iod;

import io.meridian.dicom.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rows of the table of attributes. */
final class RowReader {
    private final List<Set<String>> permitted;

    RowReader(List<Set<String>> permitted) {
        this.permitted = permitted;
    }

    static String column(String[] columns, int index) {
        return index < columns.length ? columns[index] : "";
    }

    static int number(String[] columns, int index) {
        var text = column(columns, index);
        return text.isEmpty() || text.equals("?") ? Row.NONE : Integer.parseInt(text);
    }

    Row read(String[] columns) {
        return switch (columns[0]) {
            case "A" ->
                    new Row.Attribute(
                            tag(columns[1]),
                            Row.Type.of(columns[2]),
                            when(column(columns, 3)),
                            checks(column(columns, 4)));
            case "S" ->
                    new Row.Sequence(
                            tag(columns[1]),
                            Row.Type.of(columns[2]),
                            when(column(columns, 3)),
                            Multiplicity.of(columns[4]),
                            number(columns, 5));
            case "V" -> new Row.Verify(tag(columns[1]), number(columns, 2), checks(columns[3]));
            case "G" -> new Row.Macro(Integer.parseInt(columns[1]), number(columns, 2));
            default -> throw new IllegalStateException("a row of the tables is not known");
        };
    }

    private static Tag tag(String digits) {
        return new Tag(Integer.parseUnsignedInt(digits, 16));
    }

    private static Row.When when(String text) {
        var otherwise = text.endsWith("+");
        var number = otherwise ? text.substring(0, text.length() - 1) : text;
        return new Row.When(
                number.isEmpty() || number.equals("?") ? Row.NONE : Integer.parseInt(number),
                otherwise);
    }

    private List<Row.Check> checks(String text) {
        var checks = new ArrayList<Row.Check>();
        for (var part : text.split(",", -1)) {
            if (!part.isEmpty()) {
                checks.add(check(part));
            }
        }
        return checks;
    }

    private Row.Check check(String text) {
        var value = -1;
        var rest = text;
        if (text.startsWith("@")) {
            var end = 1;
            while (Character.isDigit(text.charAt(end))) {
                end++;
            }
            value = Integer.parseInt(text.substring(1, end));
            rest = text.substring(end);
        }
        var severity = rest.endsWith("!") ? Finding.Severity.ERROR : Finding.Severity.WARNING;
        var argument = rest.substring(1);
        return switch (rest.charAt(0)) {
            case 'E', 'G' -> oneOf(value, true, false, argument);
            case 'D' -> oneOf(value, false, false, argument);
            case 'B' -> oneOf(value, true, true, argument);
            case 'Z' -> new Row.Check.NotZero(value, severity);
            case 'M' -> new Row.Check.Count(Multiplicity.of(argument));
            case 'X' -> new Row.Check.Wrong(true, severity);
            case 'Y' -> new Row.Check.Wrong(false, severity);
            default -> throw new IllegalStateException("a check of the tables is not known");
        };
    }

    private Row.Check oneOf(int value, boolean enumerated, boolean numeric, String number) {
        return new Row.Check.OneOf(
                value, enumerated, numeric, permitted.get(Integer.parseInt(number)));
    }
}
