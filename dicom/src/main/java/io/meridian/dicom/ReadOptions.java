package io.meridian.dicom;

import java.util.Optional;

/**
 * How an object is read.
 *
 * @param characterSet what a site knows its devices to send, whatever the object declares; recorded
 *     as a warning
 * @param stopBefore the first attribute of the outermost data set that is not read
 */
public record ReadOptions(
        Limits limits, Optional<CharacterSet> characterSet, Optional<Tag> stopBefore) {
    public static final ReadOptions DEFAULT =
            new ReadOptions(Limits.DEFAULT, Optional.empty(), Optional.empty());

    /** All that stands before pixel data. */
    public static final ReadOptions HEADER = DEFAULT.stoppingBefore(new Tag(0x7FE00000));

    public ReadOptions within(Limits bounds) {
        return new ReadOptions(bounds, characterSet, stopBefore);
    }

    /** Reads text in this character set, whatever the object declares. */
    public ReadOptions assuming(CharacterSet set) {
        return new ReadOptions(limits, Optional.of(set), stopBefore);
    }

    public ReadOptions stoppingBefore(Tag tag) {
        return new ReadOptions(limits, characterSet, Optional.of(tag));
    }
}
