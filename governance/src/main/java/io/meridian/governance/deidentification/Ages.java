package io.meridian.governance.deidentification;

import io.meridian.governance.deidentification.DeidentificationProfile.AgeBands;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Ages as bands. */
final class Ages {
    private static final Pattern AGE = Pattern.compile("(\\d{3})([DWMY])");

    private Ages() {}

    /** Years of an AS value. */
    static Optional<Integer> years(String value) {
        var match = AGE.matcher(value);
        if (!match.matches()) {
            return Optional.empty();
        }
        var number = Integer.parseInt(match.group(1));
        return Optional.of(
                switch (match.group(2)) {
                    case "Y" -> number;
                    case "M" -> number / 12;
                    case "W" -> number / 52;
                    default -> number / 365;
                });
    }

    /** Years between two DA values. */
    static Optional<Integer> years(String birth, String study) {
        try {
            var format = DateTimeFormatter.BASIC_ISO_DATE;
            var years =
                    ChronoUnit.YEARS.between(
                            LocalDate.parse(birth, format), LocalDate.parse(study, format));
            return years < 0 || years > 150 ? Optional.empty() : Optional.of((int) years);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** The lower end of the band, as AS value. */
    static String value(int years, AgeBands bands) {
        return "%03dY".formatted(lower(years, bands));
    }

    /** The band in words: {@code 60-64} or {@code 90+}. */
    static String words(int years, AgeBands bands) {
        var lower = lower(years, bands);
        return lower == bands.topYears()
                ? lower + "+"
                : "%d-%d"
                        .formatted(
                                lower, Math.min(lower + bands.bandYears(), bands.topYears()) - 1);
    }

    private static int lower(int years, AgeBands bands) {
        return years >= bands.topYears()
                ? bands.topYears()
                : years / bands.bandYears() * bands.bandYears();
    }
}
