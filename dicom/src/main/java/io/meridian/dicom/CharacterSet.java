package io.meridian.dicom;

import io.meridian.dicom.internal.Iso2022;
import io.meridian.dicom.internal.Repertoire;
import io.meridian.dicom.internal.Repertoire.Place;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * SpecificCharacterSet (PS3.3 section C.12.1.1.2): turns bytes into text and back. With several
 * terms, escape sequences of ISO 2022 switch between them; a value begins in the first, and so does
 * what follows a delimiter (PS3.5 section 6.1.2.5.3).
 */
public final class CharacterSet {
    private static final String LINES = "\r\n\f\t";

    // The declarations that nearly all objects have.
    public static final CharacterSet DEFAULT = new CharacterSet(List.of());
    public static final CharacterSet UTF_8 = new CharacterSet(List.of("ISO_IR 192"));
    public static final CharacterSet GB18030 = new CharacterSet(List.of("GB18030"));
    private static final CharacterSet LATIN_1 = new CharacterSet(List.of("ISO_IR 100"));

    private final List<String> terms;
    private final List<Repertoire> repertoires;
    private final String problem;

    private CharacterSet(List<String> terms) {
        this.terms = List.copyOf(terms);
        var problems = new ArrayList<String>();
        var all = new ArrayList<Repertoire>();
        for (var term : terms) {
            all.add(repertoire(term, problems));
        }
        if (all.size() > 1 && all.stream().anyMatch(each -> each.place() == Place.WHOLE)) {
            problems.add("a character set without code extension stands beside others");
            all.removeIf(each -> each.place() != Place.WHOLE);
        }
        if (all.size() > 1 && terms.stream().anyMatch(term -> term.startsWith("ISO_IR "))) {
            problems.add("a term without code extension stands beside others");
        }
        this.repertoires = all.isEmpty() ? List.of(Repertoire.ASCII) : List.copyOf(all);
        this.problem = String.join("; ", problems);
    }

    private static Repertoire repertoire(String term, List<String> problems) {
        var defined = Repertoire.of(term);
        if (defined.isPresent()) {
            return defined.get();
        }
        var meant = Repertoire.meant(term);
        problems.add(
                meant.isPresent()
                        ? "a term is misspelt; read as what was meant"
                        : "a term is none of the standard; read as ISO_IR 100");
        return meant.orElse(Repertoire.LATIN_1);
    }

    /** The set of the terms of SpecificCharacterSet; an unknown term reads as ISO_IR 100. */
    public static CharacterSet of(String... terms) {
        if (terms.length == 1) {
            switch (terms[0].strip()) {
                case "" -> {
                    return DEFAULT;
                }
                case "ISO_IR 100" -> {
                    return LATIN_1;
                }
                case "ISO_IR 192" -> {
                    return UTF_8;
                }
                default -> {}
            }
        }
        var clean = new ArrayList<String>();
        for (var term : terms) {
            clean.add(term.strip());
        }
        return clean.stream().allMatch(String::isEmpty) ? DEFAULT : new CharacterSet(clean);
    }

    /** Defined terms as they stand in the data set. */
    public List<String> terms() {
        return terms;
    }

    /** What is wrong with the declaration, without what it says. */
    public Optional<String> problem() {
        return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
    }

    /** The single character set behind the first term; ASCII if that is two-byte only. */
    public Charset charset() {
        var first = repertoires.getFirst();
        return first.place() == Place.G0_TWO_BYTES ? StandardCharsets.US_ASCII : first.charset();
    }

    /** Text of any VR but PN, in which ^ and = are delimiters, too. */
    public String decode(byte[] bytes) {
        return decode(bytes, Vr.LO);
    }

    /** What cannot be decoded becomes U+FFFD. */
    public String decode(byte[] bytes, Vr vr) {
        return isPlain(bytes) ? new String(bytes, plain()) : extension(vr).decode(bytes);
    }

    /** Every byte means a character. */
    public boolean canDecode(byte[] bytes, Vr vr) {
        if (!isPlain(bytes)) {
            return extension(vr).decode(bytes).indexOf('\uFFFD') < 0;
        }
        try {
            plain().newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    /** As {@link #encode(String, Vr)}, for any VR but PN. */
    public byte[] encode(String text) {
        return encode(text, Vr.LO);
    }

    /**
     * Text as bytes, with escape sequences where several terms are declared.
     *
     * @throws DicomException if a character cannot be written in any of the sets
     */
    public byte[] encode(String text, Vr vr) {
        if (repertoires.size() == 1 && plain().newEncoder().canEncode(text)) {
            return text.getBytes(plain());
        }
        return (repertoires.size() == 1 ? Optional.<byte[]>empty() : extension(vr).encode(text))
                .orElseThrow(() ->
                        new DicomException(
                                "a character cannot be written in %s; use ISO_IR 192 or GB18030"
                                        .formatted(
                                                terms.isEmpty()
                                                        ? "the default repertoire"
                                                        : terms)));
    }

    private Iso2022 extension(Vr vr) {
        var delimiters = vr == Vr.PN ? "\\^=" : vr.isSingleText() ? LINES : "\\" + LINES;
        return new Iso2022(repertoires, delimiters);
    }

    /** No escape sequence, so that one character set says all. */
    private boolean isPlain(byte[] bytes) {
        var first = repertoires.getFirst();
        if (first.place() == Place.WHOLE) {
            return true;
        }
        if (first.term().equals("13")) {
            return false;
        }
        var high = false;
        for (var each : bytes) {
            if (each == 0x1B) {
                return false;
            }
            high |= each < 0;
        }
        return !high || repertoires.size() == 1;
    }

    private Charset plain() {
        return charset();
    }

    @Override
    public String toString() {
        return terms.isEmpty() ? "ISO_IR 6" : String.join("\\", terms);
    }
}
