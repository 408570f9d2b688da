package io.meridian.dicom.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a URL's query, decoded, in their order. */
public record QueryString(List<Parameter> parameters) {
    private static final int MAXIMUM = 16_000;
    private static final int PARAMETERS = 100;

    /** A name and its value, which is empty where there was no equals sign. */
    public record Parameter(String name, String value) {
        /** Says nothing: values may be of a person, and so may misplaced names. */
        @Override
        public String toString() {
            return "Parameter";
        }
    }

    public QueryString {
        parameters = List.copyOf(parameters);
    }

    /**
     * Reads a query as it came.
     *
     * @param query percent-encoded, without the question mark; empty if there was none
     */
    public static QueryString parse(String query) {
        if (query.length() > MAXIMUM) {
            throw new DicomWebException.TooLarge(
                    "a query has at most %d characters".formatted(MAXIMUM));
        }
        var parameters = new ArrayList<Parameter>();
        for (var pair : query.split("&", PARAMETERS + 2)) {
            if (!pair.isEmpty()) {
                var equals = pair.indexOf('=');
                parameters.add(
                        new Parameter(
                                decoded(equals < 0 ? pair : pair.substring(0, equals)),
                                equals < 0 ? "" : decoded(pair.substring(equals + 1))));
            }
        }
        if (parameters.size() > PARAMETERS) {
            throw new DicomWebException.TooLarge(
                    "a query has at most %d parameters".formatted(PARAMETERS));
        }
        return new QueryString(parameters);
    }

    /** All values of this name. */
    public List<String> values(String name) {
        return parameters.stream()
                .filter(each -> each.name().equals(name))
                .map(Parameter::value)
                .toList();
    }

    /** By name; one that is there twice is refused. */
    public Map<String, String> toMap() {
        var map = new LinkedHashMap<String, String>();
        for (var each : parameters) {
            if (map.put(each.name(), each.value()) != null) {
                throw new DicomWebException.Malformed("a parameter is there twice");
            }
        }
        return map;
    }

    /** Percent-encoded UTF-8; a plus sign is a blank, as forms have it. */
    private static String decoded(String text) {
        var out = new ByteArrayOutputStream(text.length());
        for (var i = 0; i < text.length(); i++) {
            var each = text.charAt(i);
            if (each == '%') {
                var isWhole = i + 2 < text.length();
                var high = isWhole ? Character.digit(text.charAt(i + 1), 16) : -1;
                var low = isWhole ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw new DicomWebException.Malformed("the query is not percent-encoded");
                }
                out.write(high << 4 | low);
                i += 2;
            } else {
                out.writeBytes(
                        (each == '+' ? " " : Character.toString(each))
                                .getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(out.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new DicomWebException.Malformed("the query is not UTF-8");
        }
    }
}
