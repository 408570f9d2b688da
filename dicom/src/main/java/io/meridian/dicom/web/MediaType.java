package io.meridian.dicom.web;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A media type or a range of them with its parameters (RFC 9110 section 8.3). Names are lower case;
 * values are kept as they came.
 */
public record MediaType(String type, String subtype, Map<String, String> parameters) {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,127}");
    private static final int MAXIMUM = 2_000;
    private static final int PARAMETERS = 16;

    public static final MediaType DICOM = of("application", "dicom");
    public static final MediaType DICOM_JSON = of("application", "dicom+json");
    public static final MediaType JSON = of("application", "json");
    public static final MediaType OCTET_STREAM = of("application", "octet-stream");
    public static final MediaType JPEG = of("image", "jpeg");
    public static final MediaType PNG = of("image", "png");
    public static final MediaType RELATED = of("multipart", "related");
    public static final MediaType ANY = of("*", "*");

    public MediaType {
        if (!TOKEN.matcher(type).matches() || !TOKEN.matcher(subtype).matches()) {
            throw new DicomWebException.Malformed("a media type is two tokens with a slash");
        }
        type = type.toLowerCase(Locale.ROOT);
        subtype = subtype.toLowerCase(Locale.ROOT);
        parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    public static MediaType of(String type, String subtype) {
        return new MediaType(type, subtype, Map.of());
    }

    /** Reads one media type, as in {@code Content-Type}. */
    public static MediaType parse(String text) {
        if (text.length() > MAXIMUM) {
            throw new DicomWebException.Malformed(
                    "a media type has at most %d characters".formatted(MAXIMUM));
        }
        var scanner = new HeaderScanner(text);
        var read = scanner.mediaType(PARAMETERS);
        scanner.requireEnd();
        return read;
    }

    /** This type in {@code multipart/related}, with its transfer syntax where it has one. */
    public MediaType related() {
        var related = RELATED.with("type", essence());
        var syntax = parameters.get("transfer-syntax");
        return syntax == null ? related : related.with("transfer-syntax", syntax);
    }

    /** The same with one parameter more, or another value for it. */
    public MediaType with(String name, String value) {
        var more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return new MediaType(type, subtype, more);
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** Type and subtype only. */
    public String essence() {
        return type + "/" + subtype;
    }

    /** Same type and subtype; parameters do not count. */
    public boolean is(MediaType other) {
        return type.equals(other.type) && subtype.equals(other.subtype);
    }

    /** Whether a range such as {@code image/*} has this type in it; parameters do not count. */
    public boolean isIn(MediaType range) {
        return (range.type.equals("*") || range.type.equals(type))
                && (range.subtype.equals("*") || range.subtype.equals(subtype));
    }

    /** As a header field says it, values quoted where they must be. */
    @Override
    public String toString() {
        var out = new StringBuilder(essence());
        parameters.forEach((name, value) ->
                out.append("; ")
                        .append(name)
                        .append('=')
                        .append(TOKEN.matcher(value).matches() ? value : quoted(value)));
        return out.toString();
    }

    private static String quoted(String value) {
        var out = new StringBuilder("\"");
        for (var i = 0; i < value.length(); i++) {
            var each = value.charAt(i);
            if (each < ' ' || each == 0x7F) {
                throw new IllegalArgumentException("a parameter has no control characters");
            }
            if (each == '"' || each == '\\') {
                out.append('\\');
            }
            out.append(each);
        }
        return out.append('"').toString();
    }
}
