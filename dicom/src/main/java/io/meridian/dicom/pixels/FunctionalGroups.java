package io.meridian.dicom.pixels;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;
import java.util.Optional;

/** Macros of enhanced multi-frame objects, per frame or shared (PS3.3 section C.7.6.16). */
final class FunctionalGroups {
    private FunctionalGroups() {}

    /**
     * The item of a macro that holds for a frame; the data set itself if there is none.
     *
     * @param frame from 0
     */
    static DataSet macro(DataSet dataSet, int frame, Tag sequence) {
        var each = dataSet.items(PixelTags.PerFrameFunctionalGroupsSequence);
        return (frame < each.size() ? first(each.get(frame), sequence) : Optional.<DataSet>empty())
                .or(() ->
                        dataSet.items(PixelTags.SharedFunctionalGroupsSequence).stream()
                                .findFirst()
                                .flatMap(shared -> first(shared, sequence)))
                .orElse(dataSet);
    }

    private static Optional<DataSet> first(DataSet group, Tag sequence) {
        return group.items(sequence).stream().findFirst();
    }
}
