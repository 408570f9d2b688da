package io.meridian.dicom.internal;

import io.meridian.dicom.PrivateDictionary;
import io.meridian.dicom.PrivateDictionary.Entry;
import io.meridian.dicom.Vr;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The table of private attributes, loaded when the first one is met. */
public final class PrivateTable {
    private static final byte[] TEXT =
            DictionaryTable.resource(PrivateDictionary.class, "private.tsv");

    /** Where the lines of a creator begin in the text. */
    private static final Map<String, Integer> CREATORS = new HashMap<>();

    static {
        for (var at = 0; at < TEXT.length; at = end(at) + 1) {
            if (TEXT[at] == '=') {
                CREATORS.put(text(at + 1, end(at)), end(at) + 1);
            }
        }
    }

    private PrivateTable() {}

    public static Set<String> creators() {
        return Set.copyOf(CREATORS.keySet());
    }

    public static Optional<Entry> entry(String creator, int group, int offset) {
        var begin = CREATORS.get(creator);
        if (begin == null) {
            return Optional.empty();
        }
        for (var at = begin.intValue(); at < TEXT.length && TEXT[at] != '='; at = end(at) + 1) {
            if (digits(at, 4) == group && digits(at + 5, 2) == offset) {
                var columns = text(at, end(at)).split("\t", -1);
                return Optional.of(new Entry(columns[4], Vr.valueOf(columns[2]), columns[3]));
            }
        }
        return Optional.empty();
    }

    private static int digits(int at, int count) {
        var value = 0;
        for (var i = 0; i < count; i++) {
            value = value << 4 | Character.digit(TEXT[at + i], 16);
        }
        return value;
    }

    private static String text(int from, int to) {
        return new String(TEXT, from, to - from, StandardCharsets.UTF_8);
    }

    private static int end(int at) {
        while (TEXT[at] != '\n') {
            at++;
        }
        return at;
    }
}
