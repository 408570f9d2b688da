package io.meridian.dicom.web;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Dictionary;
import io.meridian.dicom.Tag;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A search (PS3.18 sections 8.3.4 and 10.6).
 *
 * @param fields paths of attributes that are asked for beside the usual ones
 * @param allFields whether every attribute is asked for that the server has
 * @param limit most results; {@link #NO_LIMIT} where none was stated
 * @param offset results that are passed over
 * @param fuzzy whether names may match by their sound
 */
public record QidoQuery(
        Level level,
        List<QidoMatch> matches,
        List<List<Tag>> fields,
        boolean allFields,
        int limit,
        int offset,
        boolean fuzzy) {
    public static final int NO_LIMIT = Integer.MAX_VALUE;

    /** What is searched for. */
    public enum Level {
        STUDIES,
        SERIES,
        INSTANCES;

        /** As it stands in URLs. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public QidoQuery {
        matches = List.copyOf(matches);
        fields = fields.stream().map(List::copyOf).toList();
        if (limit < 1 || offset < 0) {
            throw new DicomWebException.Malformed("limit is at least 1 and offset at least 0");
        }
    }

    /** For everything. */
    public static QidoQuery of(Level level) {
        return new QidoQuery(level, List.of(), List.of(), false, NO_LIMIT, 0, false);
    }

    /**
     * Reads the query of a URL.
     *
     * @param query percent-encoded, without the question mark; empty if there was none
     */
    public static QidoQuery parse(Level level, String query) {
        return QidoParameters.read(level, query);
    }

    /** With an attribute that must match; ranges, lists and wildcards as PS3.4 has them. */
    public QidoQuery matching(Tag tag, String value) {
        var more = new ArrayList<>(matches);
        more.add(QidoMatch.of(List.of(tag), value));
        return new QidoQuery(level, more, fields, allFields, limit, offset, fuzzy);
    }

    public QidoQuery including(Tag tag) {
        var more = new ArrayList<>(fields);
        more.add(List.of(tag));
        return new QidoQuery(level, matches, more, allFields, limit, offset, fuzzy);
    }

    public QidoQuery includingAll() {
        return new QidoQuery(level, matches, fields, true, limit, offset, fuzzy);
    }

    public QidoQuery page(int newOffset, int newLimit) {
        return new QidoQuery(level, matches, fields, allFields, newLimit, newOffset, fuzzy);
    }

    /** Whether a data set that has the attributes of this level fits all of the matches. */
    public boolean isMatchedBy(DataSet dataSet) {
        return matches.stream().allMatch(match -> match.isMatchedBy(dataSet));
    }

    /** As a URL has it, without the question mark. */
    public String toQueryString() {
        var parameters = new ArrayList<String>();
        for (var match : matches) {
            parameters.add(path(match.path()) + "=" + encoded(match.value()));
        }
        for (var field : fields) {
            parameters.add("includefield=" + path(field));
        }
        if (allFields) {
            parameters.add("includefield=all");
        }
        if (fuzzy) {
            parameters.add("fuzzymatching=true");
        }
        if (limit != NO_LIMIT) {
            parameters.add("limit=" + limit);
        }
        if (offset > 0) {
            parameters.add("offset=" + offset);
        }
        return String.join("&", parameters);
    }

    static String path(List<Tag> path) {
        return path.stream()
                .map(tag ->
                        Dictionary.standard()
                                .entry(tag)
                                .map(Dictionary.Entry::keyword)
                                .orElse("%08X".formatted(tag.value())))
                .collect(Collectors.joining("."));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Names attributes, no values. */
    @Override
    public String toString() {
        return "QidoQuery[%s by %s]"
                .formatted(
                        level.word(),
                        matches.stream()
                                .map(match -> path(match.path()))
                                .collect(Collectors.joining(", ")));
    }
}
