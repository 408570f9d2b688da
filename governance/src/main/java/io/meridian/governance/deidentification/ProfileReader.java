package io.meridian.governance.deidentification;

import static io.meridian.governance.deidentification.ConfidentialityOption.CLEAN_DESCRIPTORS;
import static io.meridian.governance.deidentification.ConfidentialityOption.CLEAN_GRAPHICS;
import static io.meridian.governance.deidentification.ConfidentialityOption.CLEAN_STRUCTURED_CONTENT;
import static io.meridian.governance.deidentification.ConfidentialityOption.RETAIN_LONGITUDINAL_FULL_DATES;
import static io.meridian.governance.deidentification.ConfidentialityOption.RETAIN_LONGITUDINAL_MODIFIED_DATES;
import static io.meridian.governance.deidentification.ConfidentialityOption.RETAIN_PATIENT_CHARACTERISTICS;
import static io.meridian.governance.deidentification.ConfidentialityOption.RETAIN_SAFE_PRIVATE;

import io.meridian.governance.deidentification.DeidentificationProfile.AgeBands;
import io.meridian.governance.deidentification.DeidentificationProfile.DateShift;
import io.meridian.governance.internal.LocatedYaml;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The schema of profile files. */
final class ProfileReader {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z.]{1,16}");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{1,32}");
    private static final Pattern UID = Pattern.compile("[0-9.]{1,64}");
    private static final Set<ConfidentialityOption> NOT_HONOURED =
            EnumSet.of(RETAIN_SAFE_PRIVATE, CLEAN_STRUCTURED_CONTENT, CLEAN_GRAPHICS);

    private ProfileReader() {}

    static DeidentificationProfile read(String file, byte[] yaml) {
        var root =
                LocatedYaml.read(file, yaml)
                        .only(
                                "profile",
                                "version",
                                "table",
                                "options",
                                "ages",
                                "dates",
                                "descriptors",
                                "sopClasses");
        var edition = root.scalar("table");
        if (!edition.text().equals(ConfidentialityTable.standard().edition())) {
            throw edition.fault(
                    "is not the edition of the table that this release ships, "
                            + ConfidentialityTable.standard().edition());
        }
        var options = options(root);
        return new DeidentificationProfile(
                matching(root.scalar("profile"), NAME, "must be lower-case letters, digits and -"),
                matching(
                        root.scalar("version"),
                        VERSION,
                        "must be 1 to 16 letters, digits and dots"),
                sha256(yaml),
                options,
                options.contains(RETAIN_PATIENT_CHARACTERISTICS)
                        ? ages(root.mapping("ages"))
                        : new AgeBands(1, 90),
                options.contains(RETAIN_LONGITUDINAL_MODIFIED_DATES)
                        ? dates(root.mapping("dates"))
                        : new DateShift(1, 1),
                words(root, options),
                root.scalars("sopClasses").stream()
                        .map(uid -> matching(uid, UID, "must be a SOP Class UID"))
                        .collect(Collectors.toSet()));
    }

    private static Set<ConfidentialityOption> options(LocatedYaml.Mapping root) {
        var options = EnumSet.noneOf(ConfidentialityOption.class);
        for (var word : root.scalars("options")) {
            var option =
                    ConfidentialityOption.of(word.text())
                            .orElseThrow(() ->
                                    word.fault(
                                            "is not an option of PS3.15 Table E.1-1; options are "
                                                    + Arrays.stream(ConfidentialityOption.values())
                                                            .filter(
                                                                    Predicate.not(
                                                                            NOT_HONOURED::contains))
                                                            .map(ConfidentialityOption::word)
                                                            .collect(Collectors.joining(", "))));
            if (NOT_HONOURED.contains(option)) {
                throw word.fault("cannot be honoured by this release; remove it");
            }
            if (!options.add(option)) {
                throw word.fault("is listed twice");
            }
            if (options.contains(RETAIN_LONGITUDINAL_FULL_DATES)
                    && options.contains(RETAIN_LONGITUDINAL_MODIFIED_DATES)) {
                throw word.fault("excludes the other option on dates; keep one");
            }
        }
        return options;
    }

    private static AgeBands ages(LocatedYaml.Mapping ages) {
        ages.only("bandYears", "topYears");
        return new AgeBands(
                ages.scalar("bandYears").integer(1, 50), ages.scalar("topYears").integer(50, 90));
    }

    private static DateShift dates(LocatedYaml.Mapping dates) {
        dates.only("minimumDays", "maximumDays");
        var minimum = dates.scalar("minimumDays").integer(1, 36500);
        return new DateShift(minimum, dates.scalar("maximumDays").integer(minimum + 1, 36500));
    }

    private static Set<String> words(LocatedYaml.Mapping root, Set<ConfidentialityOption> options) {
        if (options.contains(CLEAN_DESCRIPTORS) && !root.has("descriptors")) {
            root.scalar("descriptors");
        }
        return root.scalars("descriptors").stream()
                .map(word -> matching(word, WORD, "must be one word of letters and digits"))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static String matching(LocatedYaml.Scalar value, Pattern pattern, String rule) {
        if (!pattern.matcher(value.text()).matches()) {
            throw value.fault(rule);
        }
        return value.text();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
