package io.meridian.dicom.web;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Dictionary;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Vr;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One attribute and the value that it must match (PS3.4 section C.2.2.2): a single value, a list of
 * UIDs, a range of dates or times, or text with the wildcards {@code *} and {@code ?}. Valid by
 * construction.
 *
 * @param path sequences first, the attribute last
 */
public record QidoMatch(List<Tag> path, Vr vr, String value) {
    private static final int MAXIMUM = 4_000;
    private static final int VALUES = 500;
    private static final Set<Vr> WITH_WILDCARDS =
            EnumSet.of(Vr.AE, Vr.CS, Vr.LO, Vr.LT, Vr.PN, Vr.SH, Vr.ST, Vr.UC, Vr.UR, Vr.UT);
    private static final Set<Vr> NUMBERS =
            EnumSet.of(Vr.DS, Vr.IS, Vr.US, Vr.SS, Vr.UL, Vr.SL, Vr.FL, Vr.FD, Vr.SV, Vr.UV);
    private static final Pattern UID = Pattern.compile("[0-9.]{1,64}");
    private static final Pattern DATE = Pattern.compile("[0-9]{8}");
    private static final Pattern TIME =
            Pattern.compile("([01][0-9]|2[0-3])([0-5][0-9]([0-5][0-9](\\.[0-9]{1,6})?)?)?");
    private static final Pattern MOMENT =
            Pattern.compile("[0-9]{4,14}(\\.[0-9]{1,6})?([+-][0-9]{4})?");

    public QidoMatch {
        path = List.copyOf(path);
        var name = path.isEmpty() ? "" : QidoQuery.path(path);
        if (path.isEmpty() || value.isEmpty() || value.length() > MAXIMUM) {
            throw new DicomWebException.Malformed(
                    "a match names an attribute and has 1 to %d characters".formatted(MAXIMUM));
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new DicomWebException.Malformed(
                    "the value of %s has control characters".formatted(name));
        }
        require(vr, name, value);
    }

    static QidoMatch of(List<Tag> path, String value) {
        return new QidoMatch(path, Dictionary.standard().vr(path.getLast()), value);
    }

    /** The attribute itself. */
    public Tag tag() {
        return path.getLast();
    }

    /** The UIDs of a list, or the value alone. */
    public List<String> values() {
        return vr == Vr.UI
                ? Arrays.stream(value.split("[,\\\\]")).map(String::strip).toList()
                : List.of(value);
    }

    /** One value without wildcard or range, which an index can be asked for. */
    public boolean isExact() {
        return vr == Vr.UI
                || (!value.contains("*") && !value.contains("?") && !(isTime() && hasRange()));
    }

    public boolean isMatchedBy(DataSet dataSet) {
        return isMatchedBy(dataSet, 0);
    }

    private boolean isMatchedBy(DataSet dataSet, int depth) {
        if (depth + 1 < path.size()) {
            return dataSet.items(path.get(depth)).stream()
                    .anyMatch(item -> isMatchedBy(item, depth + 1));
        }
        if (NUMBERS.contains(vr)) {
            var wanted = Double.parseDouble(value.strip());
            return dataSet.numbers(tag()).stream().anyMatch(each -> each == wanted);
        }
        return dataSet.texts(tag()).stream().anyMatch(predicate());
    }

    private Predicate<String> predicate() {
        return switch (vr) {
            case UI -> values()::contains;
            case DA, TM, DT -> this::isInRange;
            case PN -> {
                var pattern = wildcards(value.toLowerCase(Locale.ROOT));
                yield name -> isName(name.toLowerCase(Locale.ROOT), pattern);
            }
            default -> {
                var pattern = wildcards(value);
                yield text -> pattern.matches(text);
            }
        };
    }

    private static boolean isName(String name, Wildcards pattern) {
        return pattern.matches(name) || Arrays.stream(name.split("=")).anyMatch(pattern::matches);
    }

    private boolean isTime() {
        return vr == Vr.DA || vr == Vr.TM || vr == Vr.DT;
    }

    private boolean hasRange() {
        return rangeAt(value) >= 0;
    }

    /** Where the hyphen of a range is; that of a DT's zone is none. */
    private int rangeAt(String text) {
        if (vr != Vr.DT) {
            return text.indexOf('-');
        }
        for (var at = text.indexOf('-'); at >= 0; at = text.indexOf('-', at + 1)) {
            var isZone =
                    text.length() - at == 5
                            || (at + 5 < text.length() && text.charAt(at + 5) == '-');
            if (!isZone || at == 0) {
                return at;
            }
        }
        return -1;
    }

    private boolean isInRange(String text) {
        var at = rangeAt(value);
        if (at < 0) {
            // A time that is less exact stands for the whole span.
            return vr == Vr.DA ? text.equals(value) : text.startsWith(value);
        }
        var from = value.substring(0, at);
        var to = value.substring(at + 1);
        return (from.isEmpty() || text.compareTo(from) >= 0)
                && (to.isEmpty() || text.compareTo(to) <= 0 || text.startsWith(to));
    }

    private static void require(Vr vr, String name, String value) {
        var fits =
                switch (vr) {
                    case SQ -> false;
                    case UI ->
                            value.split("[,\\\\]", VALUES + 1).length <= VALUES
                                    && Arrays.stream(value.split("[,\\\\]", -1))
                                            .allMatch(uid -> UID.matcher(uid.strip()).matches());
                    case DA -> ranges(value, QidoMatch::isDate);
                    case TM -> ranges(value, text -> TIME.matcher(text).matches());
                    case DT -> MOMENT.matcher(value).matches() || value.matches("[0-9.+-]{5,60}");
                    default -> {
                        if (NUMBERS.contains(vr)) {
                            yield isNumber(value);
                        }
                        yield WITH_WILDCARDS.contains(vr) || vr == Vr.AS;
                    }
                };
        if (!fits) {
            throw new DicomWebException.Malformed(
                    "the value of %s is none that %s can be matched by".formatted(name, vr));
        }
    }

    private static boolean ranges(String value, Predicate<String> valid) {
        var at = value.indexOf('-');
        if (at < 0) {
            return valid.test(value);
        }
        var from = value.substring(0, at);
        var to = value.substring(at + 1);
        return !(from.isEmpty() && to.isEmpty())
                && (from.isEmpty() || valid.test(from))
                && (to.isEmpty() || valid.test(to));
    }

    private static boolean isDate(String text) {
        try {
            return DATE.matcher(text).matches()
                    && LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE).getYear() > 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isNumber(String text) {
        return text.strip().matches("[+-]?[0-9]{1,19}(\\.[0-9]{1,16})?([eE][+-]?[0-9]{1,3})?");
    }

    private static Wildcards wildcards(String pattern) {
        return new Wildcards(pattern);
    }

    /**
     * Text with {@code *} and {@code ?}, matched in linear space and without backtracking trees.
     */
    private record Wildcards(String pattern) {
        boolean matches(String text) {
            var at = 0;
            var in = 0;
            var star = -1;
            var mark = 0;
            while (in < text.length()) {
                if (at < pattern.length() && pattern.charAt(at) == '*') {
                    star = at++;
                    mark = in;
                } else if (at < pattern.length()
                        && (pattern.charAt(at) == '?' || pattern.charAt(at) == text.charAt(in))) {
                    at++;
                    in++;
                } else if (star >= 0) {
                    at = star + 1;
                    in = ++mark;
                } else {
                    return false;
                }
            }
            while (at < pattern.length() && pattern.charAt(at) == '*') {
                at++;
            }
            return at == pattern.length();
        }
    }

    /** Names the attribute, no value. */
    @Override
    public String toString() {
        return "QidoMatch[%s]".formatted(QidoQuery.path(path));
    }
}
