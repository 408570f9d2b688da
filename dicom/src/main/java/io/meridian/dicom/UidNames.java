package io.meridian.dicom;

import io.meridian.dicom.internal.ResourceTable;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The names of UIDs: PS3.4 annex B, edition 2024e, and the rest of PS3.6 annex A. */
public final class UidNames {
    /**
     * One UID of the standard.
     *
     * @param kind such as Transfer Syntax or SOP Class
     */
    public record Entry(String uid, String kind, String keyword, String name, boolean retired) {}

    private static final Map<String, Entry> ENTRIES = load();

    private UidNames() {}

    /** What the standard says of a UID; none for UIDs that it does not list. */
    public static Optional<Entry> entry(String uid) {
        return Optional.ofNullable(ENTRIES.get(uid));
    }

    /** The standard's name, such as CT Image Storage; none for UIDs that it does not list. */
    public static Optional<String> name(String uid) {
        return entry(uid).map(Entry::name);
    }

    /** All of them. */
    public static Collection<Entry> entries() {
        return ENTRIES.values();
    }

    private static Map<String, Entry> load() {
        var entries = new HashMap<String, Entry>();
        ResourceTable.read(
                UidNames.class,
                "uids.tsv",
                columns ->
                        entries.put(
                                columns[0],
                                new Entry(
                                        columns[0],
                                        columns[1],
                                        columns[2],
                                        columns[3],
                                        columns.length > 4)));
        return Map.copyOf(entries);
    }
}
