package io.meridian.governance.residual;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.Vr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The identifiers that an original header states, in the spellings in which they may turn up
 * elsewhere. Holds them in clear: short-lived.
 */
final class Identifiers {
    private static final String STANDARD_UIDS = "1.2.840.10008.";
    private static final Pattern PART = Pattern.compile("[\\s^=,./;_-]+");
    private static final Pattern NOT_DIGITS = Pattern.compile("\\D+");
    private static final int LATIN_PART = 3;
    private static final int NUMBER_LENGTH = 5;
    private static final int BARE_DIGITS = 6;

    /** Names that stand for no name, and words that would meet themselves in any header. */
    private static final Set<String> NO_NAMES =
            Set.of(
                    "ANONYMOUS",
                    "ANONYMIZED",
                    "ANONYMISED",
                    "ANON",
                    "REMOVED",
                    "UNKNOWN",
                    "NONE",
                    "NULL",
                    "TEST",
                    "PATIENT",
                    "NAME",
                    "HOSPITAL",
                    "DOCTOR");

    private static final Set<Tag> NUMBERS =
            Set.of(
                    Tags.PatientID,
                    Tags.OtherPatientIDs,
                    Tags.AccessionNumber,
                    new Tag(0x00100050),
                    new Tag(0x00101005),
                    new Tag(0x00101090),
                    new Tag(0x00380010),
                    new Tag(0x00380060),
                    new Tag(0x00401001),
                    new Tag(0x00402016),
                    new Tag(0x00402017));

    private static final Set<Tag> CONTACTS =
            Set.of(
                    Tags.PatientTelephoneNumbers,
                    Tags.PatientAddress,
                    new Tag(0x00102155),
                    new Tag(0x00102299));

    private final Map<String, IdentifierKind> texts = new LinkedHashMap<>();

    private Identifiers() {}

    /**
     * Collects from a header.
     *
     * @param keepsDates whether the profile keeps dates as they are, so that only the birth date
     *     counts
     */
    static Map<String, IdentifierKind> of(DataSet original, boolean keepsDates) {
        var result = new Identifiers();
        result.collect(original, keepsDates);
        return result.texts;
    }

    private void collect(DataSet dataSet, boolean keepsDates) {
        for (var element : dataSet) {
            var tag = element.tag();
            if (element.vr() == Vr.SQ) {
                // Private sequences too: they are removed, but what they state must not be
                // elsewhere.
                element.items().forEach(item -> collect(item, keepsDates));
            } else if (element.vr() == Vr.PN) {
                dataSet.texts(tag).forEach(this::name);
            } else if (NUMBERS.contains(tag)) {
                dataSet.texts(tag).forEach(this::number);
            } else if (CONTACTS.contains(tag)) {
                dataSet.texts(tag).forEach(this::contact);
            } else if (element.vr() == Vr.UI) {
                dataSet.texts(tag).forEach(uid -> uid(tag, uid));
            } else if (element.vr() == Vr.DA
                    && (tag.equals(Tags.PatientBirthDate) || !keepsDates)) {
                dataSet.texts(tag).forEach(this::date);
            }
        }
    }

    private void add(String text, IdentifierKind kind) {
        texts.putIfAbsent(text.toUpperCase(Locale.ROOT), kind);
    }

    private void name(String value) {
        for (var group : value.split("=", -1)) {
            var parts = new ArrayList<String>();
            for (var part : PART.split(group.strip(), -1)) {
                if (!part.isEmpty() && !NO_NAMES.contains(part.toUpperCase(Locale.ROOT))) {
                    parts.add(part);
                }
            }
            parts.stream()
                    .filter(Identifiers::telling)
                    .forEach(part -> add(part, IdentifierKind.NAME));
            if (parts.size() > 1) {
                joined(parts);
                joined(parts.reversed());
            }
        }
    }

    private void joined(List<String> parts) {
        for (var separator : List.of("", " ", "^", ", ", "_", "-", ".")) {
            var text = String.join(separator, parts.subList(0, 2));
            if (text.length() > LATIN_PART || isIdeographic(text)) {
                add(text, IdentifierKind.NAME);
            }
            add(String.join(separator, parts), IdentifierKind.NAME);
        }
    }

    /**
     * Long enough not to meet ordinary words: three letters, or two characters of a script with
     * thousands.
     */
    private static boolean telling(String part) {
        return part.length() >= (isIdeographic(part) ? 2 : LATIN_PART);
    }

    private static boolean isIdeographic(String text) {
        return text.codePoints().anyMatch(point -> point > 0x1100);
    }

    private void number(String value) {
        if (value.length() >= NUMBER_LENGTH && !NO_NAMES.contains(value.toUpperCase(Locale.ROOT))) {
            add(value, IdentifierKind.NUMBER);
            var digits = NOT_DIGITS.matcher(value).replaceAll("");
            for (var bare : List.of(digits, digits.replaceFirst("^0+", ""))) {
                if (bare.length() >= BARE_DIGITS) {
                    add(bare, IdentifierKind.NUMBER);
                }
            }
        }
    }

    private void contact(String value) {
        if (value.length() >= 6) {
            add(value, IdentifierKind.CONTACT);
        }
        var digits = NOT_DIGITS.matcher(value).replaceAll("");
        if (digits.length() >= 7) {
            add(digits, IdentifierKind.CONTACT);
        }
        for (var part : PART.split(value, -1)) {
            if (isIdeographic(part) ? part.length() >= 4 : part.length() >= 7) {
                add(part, IdentifierKind.CONTACT);
            }
        }
    }

    private void uid(Tag tag, String value) {
        // Class, coding-scheme and context UIDs say what, not who.
        var names =
                tag.equals(Tags.SOPClassUID)
                        || (tag.group() == 0x0008
                                && tag.element() >= 0x0100
                                && tag.element() < 0x0120);
        if (!names && value.length() >= 8 && !value.startsWith(STANDARD_UIDS)) {
            add(value, IdentifierKind.UID);
        }
    }

    private void date(String value) {
        var digits = NOT_DIGITS.matcher(value).replaceAll("");
        if (digits.length() != 8 || digits.startsWith("0000")) {
            return;
        }
        var y = digits.substring(0, 4);
        var m = digits.substring(4, 6);
        var d = digits.substring(6);
        add(digits, IdentifierKind.DATE);
        for (var separator : List.of("-", "/", ".")) {
            add(String.join(separator, y, m, d), IdentifierKind.DATE);
            add(String.join(separator, d, m, y), IdentifierKind.DATE);
            add(String.join(separator, m, d, y), IdentifierKind.DATE);
        }
        add("%s年%s月%s日".formatted(y, m, d), IdentifierKind.DATE);
        add(
                "%s年%d月%d日".formatted(y, Integer.parseInt(m), Integer.parseInt(d)),
                IdentifierKind.DATE);
    }
}
