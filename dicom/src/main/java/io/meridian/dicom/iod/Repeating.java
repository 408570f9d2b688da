package io.meridian.dicom.iod;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;

/** Groups that may come several times: curves 50xx and overlays 60xx (PS3.5 section 7.6). */
final class Repeating {
    private static final int KIND = 0xFF00;
    private static final int CURVES = 0x5000;
    private static final int OVERLAYS = 0x6000;

    private Repeating() {}

    /** The tag as it stands in the tables: of the first such group. */
    static Tag first(Tag tag) {
        var kind = tag.group() & KIND;
        return !tag.isPrivate() && (kind == CURVES || kind == OVERLAYS)
                ? Tag.of(kind, tag.element())
                : tag;
    }

    static boolean isPresent(DataSet dataSet, Tag tag) {
        return dataSet.elements().stream().anyMatch(each -> first(each.tag()).equals(tag));
    }
}
