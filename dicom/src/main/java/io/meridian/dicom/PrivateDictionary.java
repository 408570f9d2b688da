package io.meridian.dicom;

import io.meridian.dicom.internal.PrivateTable;
import java.util.Optional;

/**
 * Private attributes of the main vendors, by private creator (PS3.5 section 7.8); facts from public
 * tables, which may err. Used for VRs in implicit encodings and for names that people read.
 */
public final class PrivateDictionary {
    /** What is known of one private attribute. */
    public record Entry(String name, Vr vr, String vm) {}

    private PrivateDictionary() {}

    /**
     * The entry of an attribute.
     *
     * @param creator as in the data set; outer spaces do not count
     * @param tag its group, and its offset in the block, count
     */
    public static Optional<Entry> entry(String creator, Tag tag) {
        return tag.isPrivate() && tag.element() >= 0x1000
                ? PrivateTable.entry(creator.strip(), tag.group(), tag.element() & 0xFF)
                : Optional.empty();
    }

    /** The entry of an attribute whose creator stands in the same data set. */
    public static Optional<Entry> entry(DataSet dataSet, Tag tag) {
        return dataSet.privateCreator(tag).flatMap(creator -> entry(creator, tag));
    }

    /** Creators of which attributes are known. */
    public static java.util.Set<String> creators() {
        return PrivateTable.creators();
    }
}
