package io.meridian.dicom;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The data dictionary of PS3.6, edition 2024e. */
public final class Dictionary {
    /** What the dictionary says of one attribute; {@code vm} as in the standard, such as 1-n. */
    public record Entry(String keyword, Vr vr, String vm, boolean retired) {}

    private record Pattern(int mask, int bits, Entry entry) {}

    private static final Dictionary STANDARD = load();

    private final Map<Integer, Entry> byTag;
    private final Map<String, Tag> byKeyword;
    private final List<Pattern> patterns;

    private Dictionary(
            Map<Integer, Entry> byTag, Map<String, Tag> byKeyword, List<Pattern> patterns) {
        this.byTag = byTag;
        this.byKeyword = byKeyword;
        this.patterns = patterns;
    }

    public static Dictionary standard() {
        return STANDARD;
    }

    /** The entry of a standard attribute; none for private and unknown ones. */
    public Optional<Entry> entry(Tag tag) {
        var exact = byTag.get(tag.value());
        if (exact != null) {
            return Optional.of(exact);
        }
        for (var pattern : patterns) {
            if ((tag.value() & pattern.mask()) == pattern.bits()) {
                return Optional.of(pattern.entry());
            }
        }
        return Optional.empty();
    }

    /** The tag of a keyword such as PatientName. */
    public Optional<Tag> tag(String keyword) {
        return Optional.ofNullable(byKeyword.get(keyword));
    }

    /** The VR by which an attribute is written; UN where it is not known. */
    public Vr vr(Tag tag) {
        if (tag.element() == 0) {
            return Vr.UL;
        }
        if (tag.isPrivateCreator()) {
            return Vr.LO;
        }
        return entry(tag).map(Entry::vr).orElse(Vr.UN);
    }

    /** The keyword, or the tag's digits where there is none. */
    public String name(Tag tag) {
        return entry(tag).map(Entry::keyword).orElseGet(tag::toString);
    }

    private static Dictionary load() {
        var byTag = new HashMap<Integer, Entry>(8192);
        var byKeyword = new HashMap<String, Tag>(8192);
        var patterns = new ArrayList<Pattern>();
        var stream =
                Objects.requireNonNull(
                        Dictionary.class.getResourceAsStream("dictionary.tsv"),
                        "the dictionary's table is not in the archive");
        try (var reader =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("#")) {
                    continue;
                }
                var columns = line.split("\t", -1);
                var entry =
                        new Entry(
                                columns[3], Vr.valueOf(columns[1]), columns[2], columns.length > 4);
                if (columns[0].indexOf('x') < 0) {
                    var tag = new Tag(Integer.parseUnsignedInt(columns[0], 16));
                    byTag.put(tag.value(), entry);
                    byKeyword.put(entry.keyword(), tag);
                } else {
                    patterns.add(pattern(columns[0], entry));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Dictionary(Map.copyOf(byTag), Map.copyOf(byKeyword), List.copyOf(patterns));
    }

    private static Pattern pattern(String digits, Entry entry) {
        var mask = 0;
        var bits = 0;
        for (var i = 0; i < digits.length(); i++) {
            var digit = digits.charAt(i);
            mask = mask << 4 | (digit == 'x' ? 0 : 0xF);
            bits = bits << 4 | (digit == 'x' ? 0 : Character.digit(digit, 16));
        }
        return new Pattern(mask, bits, entry);
    }
}
