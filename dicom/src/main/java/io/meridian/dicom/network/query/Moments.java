package io.meridian.dicom.network.query;

import io.meridian.dicom.Vr;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates, times and moments as digits that compare as text: 8 of a date, 12 of a time, 20 of both.
 * What a value leaves out counts as its beginning or, at the end of a range, as its end.
 */
final class Moments {
    private static final Pattern DATE = Pattern.compile("(\\d{4})\\.?(\\d{2})?\\.?(\\d{2})?");
    private static final Pattern TIME =
            Pattern.compile("(\\d{2})(?::?(\\d{2})(?::?(\\d{2})(?:\\.(\\d{1,6}))?)?)?");
    private static final Pattern DATE_TIME =
            Pattern.compile(
                    "(\\d{4}(?:\\d{2}(?:\\d{2}(?:\\d{2}(?:\\d{2}(?:\\d{2})?)?)?)?)?)(?:\\.(\\d{1,6}))?([+-]\\d{4})?");
    private static final String FIRST = "00000101000000000000";
    private static final String LAST = "99991231235959999999";
    private static final DateTimeFormatter DIGITS =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

    private Moments() {}

    /** From one moment to another, both included. */
    record Range(String low, String high) {
        boolean holds(String moment) {
            return low.compareTo(moment) <= 0 && moment.compareTo(high) <= 0;
        }
    }

    /** The beginning of what a value says; none if it is not a value of this VR. */
    static Optional<String> begin(Vr vr, String value) {
        return digits(vr, value, FIRST);
    }

    private static Optional<String> end(Vr vr, String value) {
        return digits(vr, value, LAST);
    }

    /** The range that a key with a hyphen names; none if it names no range. */
    static Optional<Range> range(Vr vr, String key) {
        if (vr == Vr.DT && DATE_TIME.matcher(key).matches()) {
            return Optional.empty(); // the hyphen belongs to the offset from UTC
        }
        for (var at = key.indexOf('-'); at >= 0; at = key.indexOf('-', at + 1)) {
            var left = key.substring(0, at).strip();
            var right = key.substring(at + 1).strip();
            if (left.isEmpty() && right.isEmpty()) {
                return Optional.empty();
            }
            var low = left.isEmpty() ? part(vr, FIRST) : begin(vr, left);
            var high = right.isEmpty() ? part(vr, LAST) : end(vr, right);
            if (low.isPresent() && high.isPresent()) {
                return Optional.of(new Range(low.get(), high.get()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> part(Vr vr, String whole) {
        return Optional.of(
                switch (vr) {
                    case DA -> whole.substring(0, 8);
                    case TM -> whole.substring(8);
                    default -> whole;
                });
    }

    private static Optional<String> digits(Vr vr, String value, String filling) {
        return switch (vr) {
            case DA -> date(value, filling);
            case TM -> time(value, filling);
            default -> dateTime(value, filling);
        };
    }

    private static Optional<String> date(String value, String filling) {
        var match = DATE.matcher(value);
        return match.matches()
                ? Optional.of(fill(joined(match, 3), filling.substring(0, 8)))
                : Optional.empty();
    }

    private static Optional<String> time(String value, String filling) {
        var match = TIME.matcher(value);
        return match.matches()
                ? Optional.of(fill(joined(match, 4), filling.substring(8)))
                : Optional.empty();
    }

    private static Optional<String> dateTime(String value, String filling) {
        var match = DATE_TIME.matcher(value);
        if (!match.matches()) {
            return Optional.empty();
        }
        var whole = fill(joined(match, 2), filling);
        var offset = match.group(3);
        if (offset == null) {
            return Optional.of(whole);
        }
        try {
            var local = LocalDateTime.parse(whole.substring(0, 14), DIGITS);
            var utc = local.minusSeconds(ZoneOffset.of(offset).getTotalSeconds());
            return Optional.of(DIGITS.format(utc) + whole.substring(14));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static String joined(Matcher match, int groups) {
        var digits = new StringBuilder();
        for (var i = 1; i <= groups; i++) {
            digits.append(match.group(i) == null ? "" : match.group(i));
        }
        return digits.toString();
    }

    private static String fill(String digits, String filling) {
        return digits.length() >= filling.length()
                ? digits.substring(0, filling.length())
                : digits + filling.substring(digits.length());
    }
}
