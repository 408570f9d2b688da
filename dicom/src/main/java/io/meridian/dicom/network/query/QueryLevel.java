package io.meridian.dicom.network.query;

import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import java.util.Optional;

/** A level of an information model, with its unique key. */
public enum QueryLevel {
    PATIENT(Tags.PatientID),
    STUDY(new Tag(0x0020000D)),
    SERIES(new Tag(0x0020000E)),
    IMAGE(Tags.SOPInstanceUID);

    /** Names the level in an identifier. */
    public static final Tag QUERY_RETRIEVE_LEVEL = new Tag(0x00080052);

    private final Tag uniqueKey;

    QueryLevel(Tag uniqueKey) {
        this.uniqueKey = uniqueKey;
    }

    public Tag uniqueKey() {
        return uniqueKey;
    }

    /** The level that an identifier names. */
    static Optional<QueryLevel> of(String name) {
        for (var level : values()) {
            if (level.name().equals(name)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
