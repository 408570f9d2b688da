package io.meridian.dicom.web;

import io.meridian.dicom.Dictionary;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Vr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the parameters of a search (PS3.18 table 8.3.4-1); whatever is wrong is named. */
final class QidoParameters {
    private static final int FIELDS = 100;
    private static final int DEPTH = 4;
    private static final Pattern DIGITS = Pattern.compile("[0-9A-Fa-f]{8}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern KEYWORD = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,63}");

    private final List<QidoMatch> matches = new ArrayList<>();
    private final List<List<Tag>> fields = new ArrayList<>();
    private final HashSet<String> seen = new HashSet<>();
    private boolean allFields;
    private int limit = QidoQuery.NO_LIMIT;
    private int offset;
    private boolean fuzzy;

    private QidoParameters() {}

    static QidoQuery read(QidoQuery.Level level, String query) {
        var reader = new QidoParameters();
        for (var each : QueryString.parse(query).parameters()) {
            reader.take(each.name(), each.value());
        }
        return new QidoQuery(
                level,
                reader.matches,
                reader.fields,
                reader.allFields,
                reader.limit,
                reader.offset,
                reader.fuzzy);
    }

    private void take(String name, String value) {
        switch (name) {
            case "includefield" -> include(value);
            case "limit" -> limit = once(name) ? number(name, value, 1) : limit;
            case "offset" -> offset = once(name) ? number(name, value, 0) : offset;
            case "fuzzymatching" -> fuzzy = once(name) && flag(name, value);
            case "accept", "charset" -> {
                // For whoever writes the answer (PS3.18 section 8.3.3).
            }
            case "emptyvaluematching", "multiplevaluematching" -> {
                if (flag(name, value)) {
                    throw new DicomWebException.Malformed(name + " is not offered here");
                }
            }
            default -> match(name, value);
        }
    }

    private void include(String value) {
        for (var each : value.split(",", FIELDS + 1)) {
            if (each.equals("all")) {
                allFields = true;
            } else {
                fields.add(path(each));
            }
        }
        if (fields.size() > FIELDS) {
            throw new DicomWebException.TooLarge("includefield names too many attributes");
        }
    }

    private void match(String name, String value) {
        var path = path(name);
        once(QidoQuery.path(path));
        if (value.isEmpty()) {
            fields.add(path);
        } else {
            matches.add(QidoMatch.of(path, value));
        }
    }

    private boolean once(String name) {
        if (!seen.add(name)) {
            throw new DicomWebException.Malformed(name + " is there twice");
        }
        return true;
    }

    private static List<Tag> path(String text) {
        var names = text.split("\\.", DEPTH + 1);
        if (names.length > DEPTH) {
            throw new DicomWebException.Malformed(
                    "a path of attributes has at most %d steps".formatted(DEPTH));
        }
        var path = new ArrayList<Tag>();
        for (var name : names) {
            path.add(tag(name));
        }
        for (var tag : path.subList(0, path.size() - 1)) {
            if (Dictionary.standard().vr(tag) != Vr.SQ) {
                throw new DicomWebException.Malformed(
                        "%s is no sequence".formatted(Dictionary.standard().name(tag)));
            }
        }
        return path;
    }

    /** A name that is neither keyword nor tag is not repeated: it may be a misplaced value. */
    private static Tag tag(String name) {
        if (DIGITS.matcher(name).matches()) {
            return new Tag(Integer.parseUnsignedInt(name, 16));
        }
        if (!KEYWORD.matcher(name).matches()) {
            throw new DicomWebException.Malformed(
                    "a parameter is neither one of the standard's nor an attribute");
        }
        return Dictionary.standard()
                .tag(name)
                .orElseThrow(() ->
                        new DicomWebException.Malformed(
                                "a parameter is neither one of the standard's nor an attribute"));
    }

    private static int number(String name, String value, int least) {
        if (!NUMBER.matcher(value).matches() || Integer.parseInt(value) < least) {
            throw new DicomWebException.Malformed(
                    "%s is a whole number of at least %d".formatted(name, least));
        }
        return Integer.parseInt(value);
    }

    private static boolean flag(String name, String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw new DicomWebException.Malformed(name + " is true or false");
        }
        return value.equals("true");
    }
}
