package io.meridian.dicom;

import io.meridian.dicom.internal.DictionaryTable;
import java.util.List;
import java.util.Optional;

/** The data dictionary of PS3.6, edition 2024e, with the command elements of PS3.7 annex E. */
public final class Dictionary {
    /**
     * What the dictionary says of one attribute.
     *
     * @param vr by which it is written unless the object says otherwise
     * @param vrs all that the standard allows, the first one included
     * @param vm as in the standard, such as 1-n
     */
    public record Entry(String keyword, Vr vr, List<Vr> vrs, String vm, boolean retired) {
        public Entry {
            vrs = List.copyOf(vrs);
        }
    }

    private static final Dictionary STANDARD =
            new Dictionary(DictionaryTable.load(Dictionary.class, "dictionary.tsv"));

    private final DictionaryTable table;

    private Dictionary(DictionaryTable table) {
        this.table = table;
    }

    public static Dictionary standard() {
        return STANDARD;
    }

    /** The entry of a standard attribute; none for private and unknown ones. */
    public Optional<Entry> entry(Tag tag) {
        var row = table.row(tag.value());
        return row < 0 ? Optional.empty() : Optional.of(table.entry(row));
    }

    /** The tag of a keyword such as PatientName; of a repeating group, that of the first. */
    public Optional<Tag> tag(String keyword) {
        return table.tag(keyword);
    }

    /** All standard attributes in the order of their tags; repeating groups by their first. */
    public List<Tag> tags() {
        return table.tags();
    }

    /** The VR by which an attribute is written; UN where it is not known. */
    public Vr vr(Tag tag) {
        return vr(tag.value());
    }

    /** The keyword, or the tag's digits where there is none. */
    public String name(Tag tag) {
        return entry(tag).map(Entry::keyword).orElseGet(tag::toString);
    }

    Vr vr(int tag) {
        if ((tag & 0xFFFF) == 0) {
            return Vr.UL;
        }
        if ((tag & 0x10000) != 0) {
            return (tag & 0xFF00) == 0 && (tag & 0xFFFF) >= 0x10 ? Vr.LO : Vr.UN;
        }
        var row = table.row(tag);
        return row < 0 ? Vr.UN : table.vr(row);
    }

    /** The dictionary lists this VR for the attribute, or does not know the attribute. */
    boolean allows(int tag, Vr vr) {
        if ((tag & 0x10000) != 0) {
            return vr == Vr.LO || (tag & 0xFFFF) < 0x10 || (tag & 0xFF00) != 0;
        }
        if ((tag & 0xFFFF) == 0) {
            return vr == Vr.UL;
        }
        var row = table.row(tag);
        return row < 0 || table.allows(row, vr);
    }
}
