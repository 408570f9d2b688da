package io.meridian.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * SpecificCharacterSet (PS3.3 section C.12.1.1.2): turns bytes into text and back. With several
 * terms, escape sequences of ISO 2022 switch between them; a value begins in the first.
 */
public final class CharacterSet {
    private static final byte ESCAPE = 0x1B;

    private static final Map<String, String> SINGLE =
            Map.ofEntries(
                    Map.entry("", "US-ASCII"),
                    Map.entry("ISO_IR 6", "US-ASCII"),
                    Map.entry("ISO_IR 100", "ISO-8859-1"),
                    Map.entry("ISO_IR 101", "ISO-8859-2"),
                    Map.entry("ISO_IR 109", "ISO-8859-3"),
                    Map.entry("ISO_IR 110", "ISO-8859-4"),
                    Map.entry("ISO_IR 144", "ISO-8859-5"),
                    Map.entry("ISO_IR 127", "ISO-8859-6"),
                    Map.entry("ISO_IR 126", "ISO-8859-7"),
                    Map.entry("ISO_IR 138", "ISO-8859-8"),
                    Map.entry("ISO_IR 148", "ISO-8859-9"),
                    Map.entry("ISO_IR 203", "ISO-8859-15"),
                    Map.entry("ISO_IR 13", "JIS_X0201"),
                    Map.entry("ISO_IR 166", "TIS-620"),
                    Map.entry("ISO_IR 192", "UTF-8"),
                    Map.entry("GB18030", "GB18030"),
                    Map.entry("GBK", "GBK"),
                    Map.entry("ISO 2022 IR 6", "US-ASCII"),
                    Map.entry("ISO 2022 IR 87", "US-ASCII"),
                    Map.entry("ISO 2022 IR 159", "US-ASCII"),
                    Map.entry("ISO 2022 IR 149", "EUC-KR"),
                    Map.entry("ISO 2022 IR 58", "GB2312"));

    /** Escape sequences after ESC, with the character set that they switch to. */
    private static final Map<String, String> ESCAPES =
            Map.ofEntries(
                    Map.entry("(B", "US-ASCII"),
                    Map.entry("-A", "ISO-8859-1"),
                    Map.entry("-B", "ISO-8859-2"),
                    Map.entry("-C", "ISO-8859-3"),
                    Map.entry("-D", "ISO-8859-4"),
                    Map.entry("-L", "ISO-8859-5"),
                    Map.entry("-G", "ISO-8859-6"),
                    Map.entry("-F", "ISO-8859-7"),
                    Map.entry("-H", "ISO-8859-8"),
                    Map.entry("-M", "ISO-8859-9"),
                    Map.entry("-T", "TIS-620"),
                    Map.entry("-b", "ISO-8859-15"),
                    Map.entry(")I", "JIS_X0201"),
                    Map.entry("(J", "JIS_X0201"),
                    Map.entry("$B", "x-JIS0208"),
                    Map.entry("$(D", "JIS_X0212-1990"),
                    Map.entry("$)C", "EUC-KR"),
                    Map.entry("$)A", "GB2312"));

    // After the tables that they are made with.
    public static final CharacterSet DEFAULT = new CharacterSet(List.of());
    public static final CharacterSet UTF_8 = of("ISO_IR 192");
    public static final CharacterSet GB18030 = of("GB18030");

    private final List<String> terms;
    private final Charset initial;

    private CharacterSet(List<String> terms) {
        this.terms = List.copyOf(terms);
        this.initial = initial(terms.isEmpty() ? "" : terms.getFirst());
    }

    /** The set of the terms of SpecificCharacterSet; an unknown term reads as ISO_IR 100. */
    public static CharacterSet of(String... terms) {
        var clean = new ArrayList<String>();
        for (var term : terms) {
            clean.add(term.strip());
        }
        return clean.isEmpty() || clean.stream().allMatch(String::isEmpty)
                ? new CharacterSet(List.of())
                : new CharacterSet(clean);
    }

    /** Defined terms as they stand in the data set. */
    public List<String> terms() {
        return terms;
    }

    /** What is wrong with the declaration. */
    Optional<String> problem() {
        return Optional.empty();
    }

    /** The single character set behind the first term. */
    public Charset charset() {
        return initial;
    }

    public String decode(byte[] bytes) {
        if (!mayEscape(bytes)) {
            return new String(bytes, initial);
        }
        var text = new StringBuilder();
        var current = initial;
        var from = 0;
        for (var at = 0; at < bytes.length; at++) {
            if (bytes[at] == ESCAPE) {
                text.append(decodePart(bytes, from, at, current));
                var sequence = escape(bytes, at + 1);
                if (sequence.isEmpty()) {
                    from = at;
                    continue;
                }
                current = Charset.forName(ESCAPES.getOrDefault(sequence, "US-ASCII"));
                at += sequence.length();
                from = at + 1;
            } else if (isDelimiter(bytes[at]) && !isTwoByte(current)) {
                text.append(decodePart(bytes, from, at + 1, current));
                current = initial;
                from = at + 1;
            }
        }
        return text.append(decodePart(bytes, from, bytes.length, current)).toString();
    }

    /**
     * Text as bytes of the first term's character set.
     *
     * @throws DicomException if a character cannot be written in it
     */
    public byte[] encode(String text) {
        if (!initial.newEncoder().canEncode(text)) {
            throw new DicomException(
                    "a character cannot be written in %s; use ISO_IR 192 or GB18030"
                            .formatted(terms.isEmpty() ? "the default repertoire" : terms));
        }
        return text.getBytes(initial);
    }

    private boolean mayEscape(byte[] bytes) {
        for (var each : bytes) {
            if (each == ESCAPE) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDelimiter(byte each) {
        return each == '\\'
                || each == '^'
                || each == '='
                || each == '\n'
                || each == '\r'
                || each == '\t';
    }

    private static boolean isTwoByte(Charset charset) {
        return charset.name().equals("x-JIS0208") || charset.name().equals("JIS_X0212-1990");
    }

    private static String escape(byte[] bytes, int at) {
        for (var length = 3; length >= 2; length--) {
            if (at + length <= bytes.length) {
                var sequence = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
                if (ESCAPES.containsKey(sequence)) {
                    return sequence;
                }
            }
        }
        return "";
    }

    private static String decodePart(byte[] bytes, int from, int to, Charset charset) {
        return to <= from ? "" : new String(bytes, from, to - from, charset);
    }

    private static Charset initial(String term) {
        var name = SINGLE.get(term);
        if (name == null && term.startsWith("ISO 2022 ")) {
            name = SINGLE.get("ISO_" + term.substring("ISO 2022 ".length()));
        }
        return Charset.forName(name == null ? "ISO-8859-1" : name);
    }

    @Override
    public String toString() {
        return terms.isEmpty() ? "ISO_IR 6" : String.join("\\", terms);
    }
}
