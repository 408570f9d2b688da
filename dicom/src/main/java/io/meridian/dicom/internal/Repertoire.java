package io.meridian.dicom.internal;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The characters of one defined term (PS3.3 tables C.12-2 to C.12-5).
 *
 * @param charset that has them, together with ASCII if it has single bytes or those above 127 only
 * @param escape after ESC, what designates them; none without code extension
 * @param place where they are designated to
 */
public record Repertoire(String term, Charset charset, String escape, Place place) {
    /** Code elements of ISO 2022: G0 is bytes below 128, G1 those above. */
    public enum Place {
        G0,
        G0_TWO_BYTES,
        G1,
        /** Several bytes with their own rules; no code extension. */
        WHOLE
    }

    private static final Map<String, Repertoire> TERMS =
            Map.ofEntries(
                    entry("6", "US-ASCII", "(B", Place.G0),
                    entry("100", "ISO-8859-1", "-A", Place.G1),
                    entry("101", "ISO-8859-2", "-B", Place.G1),
                    entry("109", "ISO-8859-3", "-C", Place.G1),
                    entry("110", "ISO-8859-4", "-D", Place.G1),
                    entry("144", "ISO-8859-5", "-L", Place.G1),
                    entry("127", "ISO-8859-6", "-G", Place.G1),
                    entry("126", "ISO-8859-7", "-F", Place.G1),
                    entry("138", "ISO-8859-8", "-H", Place.G1),
                    entry("148", "ISO-8859-9", "-M", Place.G1),
                    entry("203", "ISO-8859-15", "-b", Place.G1),
                    entry("13", "JIS_X0201", ")I", Place.G1),
                    entry("166", "TIS-620", "-T", Place.G1),
                    entry("87", "x-JIS0208", "$B", Place.G0_TWO_BYTES),
                    entry("159", "JIS_X0212-1990", "$(D", Place.G0_TWO_BYTES),
                    entry("149", "EUC-KR", "$)C", Place.G1),
                    entry("58", "GB2312", "$)A", Place.G1),
                    entry("192", "UTF-8", "", Place.WHOLE),
                    entry("GB18030", "GB18030", "", Place.WHOLE),
                    entry("GBK", "GBK", "", Place.WHOLE));

    /** What senders write instead of defined terms. */
    private static final Map<String, String> MISSPELT =
            Map.of(
                    "UTF8", "192",
                    "UNICODE", "192",
                    "LATIN1", "100",
                    "ASCII", "6",
                    "GB2312", "GBK",
                    "CP936", "GBK",
                    "EUCKR", "149",
                    "ISO88591", "100",
                    "ISO88592", "101",
                    "ISO88595", "144");

    public static final Repertoire ASCII = TERMS.get("6") == null ? none() : TERMS.get("6");
    public static final Repertoire LATIN_1 = TERMS.get("100") == null ? none() : TERMS.get("100");

    /** The characters of the roman half of JIS X 0201, for which an escape sequence of its own. */
    public static final Repertoire JIS_ROMAN =
            new Repertoire("13", Charset.forName("US-ASCII"), "(J", Place.G0);

    private static Repertoire none() {
        throw new IllegalStateException("the table of character sets lacks a row");
    }

    private static Map.Entry<String, Repertoire> entry(
            String number, String charset, String escape, Place place) {
        return Map.entry(number, new Repertoire(number, Charset.forName(charset), escape, place));
    }

    /** By a defined term; none for others. */
    public static Optional<Repertoire> of(String term) {
        var number = number(term);
        return number.isEmpty() ? Optional.of(ASCII) : Optional.ofNullable(TERMS.get(number));
    }

    /** By what was meant instead of a defined term. */
    public static Optional<Repertoire> meant(String term) {
        var letters = term.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        var number = letters.replaceFirst("^ISO(2022)?IR", "");
        return Optional.ofNullable(TERMS.get(MISSPELT.getOrDefault(letters, number)));
    }

    private static String number(String term) {
        if (term.startsWith("ISO_IR ")) {
            return term.substring("ISO_IR ".length());
        }
        return term.startsWith("ISO 2022 IR ") ? term.substring("ISO 2022 IR ".length()) : term;
    }

    /** What an escape sequence designates; none if it is none of the standard's. */
    static Optional<Repertoire> designated(byte[] bytes, int at, int to) {
        for (var each : ESCAPES) {
            if (each.escape.length() <= to - at && matches(each.escape, bytes, at)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private static final List<Repertoire> ESCAPES = escapes();

    private static List<Repertoire> escapes() {
        var all = new ArrayList<>(TERMS.values());
        all.removeIf(each -> each.escape.isEmpty());
        all.add(JIS_ROMAN);
        return List.copyOf(all);
    }

    private static boolean matches(String escape, byte[] bytes, int at) {
        for (var i = 0; i < escape.length(); i++) {
            if (bytes[at + i] != escape.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    CharsetEncoder encoder() {
        return charset.newEncoder();
    }
}
