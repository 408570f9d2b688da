package io.meridian.governance.deidentification;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Moves dates by a whole number of days (PS3.15 E.3.6, modified dates). Times of day stay, so that
 * intervals do.
 */
record DateShifter(int days) {
    private static final Pattern DATE = Pattern.compile("(\\d{4})[.]?(\\d{2})[.]?(\\d{2})");
    private static final Pattern DATE_TIME =
            Pattern.compile("(\\d{4})(\\d{2})(\\d{2})([0-9.]*(?:[+-]\\d{4})?)");
    private static final Pattern TIME = Pattern.compile("[0-9:]{2,8}([.]\\d{1,6})?");

    /** A DA value; empty when it is no date. */
    Optional<String> date(String value) {
        var match = DATE.matcher(value);
        return match.matches()
                ? moved(match.group(1), match.group(2), match.group(3))
                : Optional.empty();
    }

    /** A DT value; empty when it is none, or less precise than a day. */
    Optional<String> dateTime(String value) {
        var match = DATE_TIME.matcher(value);
        return match.matches()
                ? moved(match.group(1), match.group(2), match.group(3))
                        .map(date -> date + match.group(4))
                : Optional.empty();
    }

    /** A TM value, unchanged; empty when it is no time. */
    Optional<String> time(String value) {
        return TIME.matcher(value).matches() ? Optional.of(value) : Optional.empty();
    }

    private Optional<String> moved(String year, String month, String day) {
        try {
            var date =
                    LocalDate.of(
                            Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
            var shifted = date.plusDays(days);
            return shifted.getYear() < 1
                    ? Optional.empty()
                    : Optional.of(shifted.format(DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
