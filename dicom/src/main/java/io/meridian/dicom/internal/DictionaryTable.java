package io.meridian.dicom.internal;

import io.meridian.dicom.Dictionary.Entry;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Vr;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The compact table of PS3.6: its text as loaded, with an index by tag. Entries are made when they
 * are asked for, so that loading costs little.
 */
public final class DictionaryTable {
    private static final int SLOTS = 1 << 14;
    private static final int HASH_SHIFT = 32 - 14;
    private static final int DIGITS = 8;

    private final byte[] text;
    private int rows;
    private int[] lines = new int[6000];
    private int[] tags = new int[6000];
    private Vr[] defaults = new Vr[6000];

    /** What else a row allows, where it does. */
    private final Map<Integer, Set<Vr>> alternatives = new HashMap<>();

    /** Row plus one by hashed tag; 0 where there is none. */
    private final short[] slots = new short[SLOTS];

    private int[] patterns = new int[0];
    private int[] masks = new int[0];

    private DictionaryTable(byte[] text) {
        this.text = text;
    }

    public static DictionaryTable load(Class<?> owner, String name) {
        var table = new DictionaryTable(resource(owner, name));
        table.index();
        return table;
    }

    static byte[] resource(Class<?> owner, String name) {
        try (var stream = owner.getResourceAsStream(name)) {
            return Objects.requireNonNull(stream, "a table is not in the archive: " + name)
                    .readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The row of a tag, -1 if the standard does not know it. */
    public int row(int tag) {
        for (var slot = slot(tag); slots[slot] != 0; slot = (slot + 1) & (SLOTS - 1)) {
            if (tags[slots[slot] - 1] == tag) {
                return slots[slot] - 1;
            }
        }
        for (var i = 0; i < masks.length; i++) {
            if ((tag & masks[i]) == tags[patterns[i]]) {
                return patterns[i];
            }
        }
        return -1;
    }

    public Vr vr(int row) {
        return defaults[row];
    }

    public boolean allows(int row, Vr vr) {
        return defaults[row] == vr || alternatives.getOrDefault(row, Set.of()).contains(vr);
    }

    public Entry entry(int row) {
        var columns = line(row).split("\t", -1);
        var vrs = Arrays.stream(columns[1].split("/")).map(Vr::valueOf).toList();
        return new Entry(columns[3], vrs.getFirst(), vrs, columns[2], columns.length > 4);
    }

    public Optional<Tag> tag(String keyword) {
        return Optional.ofNullable(Keywords.of(this).get(keyword));
    }

    public List<Tag> tags() {
        return Arrays.stream(tags, 0, rows).mapToObj(Tag::new).toList();
    }

    private String line(int row) {
        var end = lines[row];
        while (text[end] != '\n') {
            end++;
        }
        return new String(text, lines[row], end - lines[row], StandardCharsets.US_ASCII);
    }

    private void index() {
        var wild = new ArrayList<int[]>();
        for (var at = 0; at < text.length; at++) {
            if (text[at] != '#') {
                var mask = 0;
                var tag = 0;
                for (var i = 0; i < DIGITS; i++) {
                    var digit = Character.digit(text[at + i], 16);
                    mask = mask << 4 | (digit < 0 ? 0 : 0xF);
                    tag = tag << 4 | Math.max(digit, 0);
                }
                if (mask != -1) {
                    wild.add(new int[] {rows, mask});
                }
                add(at, tag, mask == -1);
            }
            while (text[at] != '\n') {
                at++;
            }
        }
        patterns = wild.stream().mapToInt(each -> each[0]).toArray();
        masks = wild.stream().mapToInt(each -> each[1]).toArray();
    }

    private void add(int line, int tag, boolean exact) {
        if (rows == tags.length) {
            lines = Arrays.copyOf(lines, rows * 2);
            tags = Arrays.copyOf(tags, rows * 2);
            defaults = Arrays.copyOf(defaults, rows * 2);
        }
        lines[rows] = line;
        tags[rows] = tag;
        for (var at = line + DIGITS; text[at] == '\t' || text[at] == '/'; at += 3) {
            var vr = Vrs.find(text[at + 1], text[at + 2]);
            if (vr == null) {
                break;
            }
            if (at == line + DIGITS) {
                defaults[rows] = vr;
            } else {
                alternatives.computeIfAbsent(rows, _ -> EnumSet.of(vr)).add(vr);
            }
            if (text[at + 3] != '/') {
                break;
            }
        }
        rows++;
        if (exact) {
            var slot = slot(tag);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (SLOTS - 1);
            }
            slots[slot] = (short) rows;
        }
    }

    private static int slot(int tag) {
        return (tag * 0x9E3779B1) >>> HASH_SHIFT;
    }

    /** Made when a keyword is first looked up. */
    private static final class Keywords {
        private static volatile Map<String, Tag> map = Map.of();

        static Map<String, Tag> of(DictionaryTable table) {
            var known = map;
            if (known.isEmpty()) {
                var made = new HashMap<String, Tag>(8192);
                for (var row = 0; row < table.rows; row++) {
                    if (table.row(table.tags[row]) != row) {
                        continue; // the first of its tags is another attribute's
                    }
                    made.putIfAbsent(table.entry(row).keyword(), new Tag(table.tags[row]));
                }
                known = Map.copyOf(made);
                map = known;
            }
            return known;
        }
    }
}
