package io.meridian.dicom.internal;

import io.meridian.dicom.internal.Repertoire.Place;
import java.io.ByteArrayOutputStream;
import java.nio.charset.CharsetEncoder;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Code extension by ISO 2022 as PS3.5 section 6.1.2.5 allows it, both ways. */
public final class Iso2022 {
    private static final byte ESCAPE = 0x1B;

    private final List<Repertoire> terms;
    private final Repertoire initialG0;
    private final @Nullable Repertoire initialG1;
    private final String delimiters;

    /**
     * @param terms what is declared, the first one active at the beginning
     * @param delimiters characters after which the first one is active again
     */
    public Iso2022(List<Repertoire> terms, String delimiters) {
        var first = terms.getFirst();
        this.terms = terms;
        this.initialG0 = first.term().equals("13") ? Repertoire.JIS_ROMAN : Repertoire.ASCII;
        this.initialG1 = first.place() == Place.G1 ? first : null;
        this.delimiters = delimiters;
    }

    public String decode(byte[] bytes) {
        var text = new StringBuilder(bytes.length);
        var g0 = initialG0;
        var g1 = initialG1;
        var from = 0;
        var at = 0;
        while (at < bytes.length) {
            var designated =
                    bytes[at] == ESCAPE
                            ? Repertoire.designated(bytes, at + 1, bytes.length)
                            : Optional.<Repertoire>empty();
            if (designated.isPresent()) {
                part(bytes, from, at, g0, g1, text);
                var next = designated.get();
                at += 1 + next.escape().length();
                from = at;
                if (next.place() == Place.G1) {
                    g1 = next;
                } else {
                    g0 = next;
                }
            } else if (g0.place() == Place.G0_TWO_BYTES && !isControl(bytes[at])) {
                at += bytes[at] > 0 ? 2 : 1;
            } else if (bytes[at] >= 0 && delimiters.indexOf(bytes[at]) >= 0) {
                part(bytes, from, at, g0, g1, text);
                text.append((char) bytes[at]);
                g0 = initialG0;
                g1 = initialG1;
                at++;
                from = at;
            } else {
                at++;
            }
        }
        part(bytes, from, bytes.length, g0, g1, text);
        return text.toString();
    }

    private static boolean isControl(byte each) {
        return each >= 0 && each <= ' ';
    }

    private void part(
            byte[] bytes,
            int from,
            int to,
            Repertoire g0,
            @Nullable Repertoire g1,
            StringBuilder text) {
        if (from >= to) {
            return;
        }
        if (g0.place() != Place.G0_TWO_BYTES) {
            var set = g1 == null ? undesignated() : g1;
            text.append(roman(new String(bytes, from, to - from, set.charset()), set));
            return;
        }
        var at = from;
        while (at < to) {
            var low = bytes[at] >= 0;
            var end = at;
            while (end < to && bytes[end] >= 0 == low) {
                end++;
            }
            var set = low ? g0 : g1 == null ? undesignated() : g1;
            text.append(new String(bytes, at, end - at, set.charset()));
            at = end;
        }
    }

    /** Bytes above 127 where nothing was designated: what was declared for them. */
    private Repertoire undesignated() {
        for (var term : terms) {
            if (term.place() == Place.G1) {
                return term;
            }
        }
        return Repertoire.ASCII;
    }

    /** The byte 5C parts values whatever it looks like. */
    private static String roman(String text, Repertoire set) {
        return set.term().equals("13") ? text.replace('\u00A5', '\\').replace('\u203E', '~') : text;
    }

    /** The bytes of a text; none if a character is in no declared set. */
    public Optional<byte[]> encode(String text) {
        var out = new ByteArrayOutputStream(text.length() * 2);
        var encoders = new IdentityHashMap<Repertoire, CharsetEncoder>();
        var g0 = initialG0;
        var g1 = initialG1;
        for (var at = 0; at < text.length(); ) {
            var point = text.codePointAt(at);
            var character = Character.toString(point);
            at += character.length();
            if (point < 0x80) {
                if (g0.place() == Place.G0_TWO_BYTES) {
                    g0 = initialG0;
                    designate(g0, out);
                }
                out.write(point);
                if (delimiters.indexOf(point) >= 0) {
                    g1 = initialG1;
                }
                continue;
            }
            var set =
                    holds(g1, character, encoders)
                            ? g1
                            : holds(g0, character, encoders) ? g0 : null;
            if (set == null) {
                var found =
                        terms.stream().filter(each -> holds(each, character, encoders)).findFirst();
                if (found.isEmpty()) {
                    return Optional.empty();
                }
                set = found.get();
                designate(set, out);
                if (set.place() == Place.G1) {
                    g1 = set;
                } else {
                    g0 = set;
                }
            }
            out.writeBytes(character.getBytes(set.charset()));
        }
        if (g0.place() == Place.G0_TWO_BYTES) {
            designate(initialG0, out);
        }
        return Optional.of(out.toByteArray());
    }

    private static boolean holds(
            @Nullable Repertoire set,
            String character,
            IdentityHashMap<Repertoire, CharsetEncoder> encoders) {
        return set != null
                && encoders.computeIfAbsent(set, Repertoire::encoder).canEncode(character);
    }

    private static void designate(Repertoire set, ByteArrayOutputStream out) {
        out.write(ESCAPE);
        for (var i = 0; i < set.escape().length(); i++) {
            out.write(set.escape().charAt(i));
        }
    }
}
