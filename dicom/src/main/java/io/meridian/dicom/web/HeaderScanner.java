package io.meridian.dicom.web;

import java.util.LinkedHashMap;
import java.util.Locale;

/** Reads tokens, quoted strings and parameters of header fields (RFC 9110 section 5.6). */
final class HeaderScanner {
    private final String text;
    private int at;

    HeaderScanner(String text) {
        this.text = text;
    }

    MediaType mediaType(int maximumParameters) {
        var type = token();
        require('/');
        var subtype = token();
        var parameters = new LinkedHashMap<String, String>();
        while (take(';')) {
            blank();
            if (at == text.length() || text.charAt(at) == ';' || text.charAt(at) == ',') {
                continue;
            }
            var name = token().toLowerCase(Locale.ROOT);
            require('=');
            var value = at < text.length() && text.charAt(at) == '"' ? quoted() : looseToken();
            if (parameters.putIfAbsent(name, value) != null) {
                throw new DicomWebException.Malformed("a parameter of a media type is there twice");
            }
            if (parameters.size() > maximumParameters) {
                throw new DicomWebException.Malformed(
                        "a media type has at most %d parameters".formatted(maximumParameters));
            }
        }
        return new MediaType(type, subtype, parameters);
    }

    /** Whether this character comes next, after blanks; it is passed over then. */
    boolean take(char wanted) {
        blank();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    boolean atEnd() {
        blank();
        return at == text.length();
    }

    void requireEnd() {
        if (!atEnd()) {
            throw new DicomWebException.Malformed("something follows the media type");
        }
    }

    private void require(char wanted) {
        if (at == text.length() || text.charAt(at) != wanted) {
            throw new DicomWebException.Malformed(
                    "a media type needs %s at character %d".formatted(wanted, at));
        }
        at++;
    }

    private void blank() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private String token() {
        blank();
        return looseToken();
    }

    /**
     * Ends at a blank or a delimiter. Many senders forget to quote {@code application/dicom}, so a
     * slash is taken in a value; the type itself is checked by the record.
     */
    private String looseToken() {
        var from = at;
        while (at < text.length() && " \t;,=\"".indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '/' && !afterEquals(from)) {
                break;
            }
            at++;
        }
        return text.substring(from, at);
    }

    private boolean afterEquals(int from) {
        return from > 0 && text.charAt(from - 1) == '=';
    }

    private String quoted() {
        var out = new StringBuilder();
        for (at++; at < text.length(); at++) {
            var each = text.charAt(at);
            if (each == '"') {
                at++;
                return out.toString();
            }
            if (each == '\\' && at + 1 < text.length()) {
                at++;
            }
            out.append(text.charAt(at));
        }
        throw new DicomWebException.Malformed("a quoted value has no end");
    }
}
