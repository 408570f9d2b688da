package io.meridian.dicom.network.query;

import io.meridian.dicom.Tag;
import java.util.Optional;

/** A level of an information model, with its unique key. */
public enum QueryLevel {
    PATIENT(0x00100020),
    STUDY(0x0020000D),
    SERIES(0x0020000E),
    IMAGE(0x00080018);

    /** Names the level in an identifier. */
    public static final Tag QUERY_RETRIEVE_LEVEL = new Tag(0x00080052);

    private final int uniqueKey;

    QueryLevel(int uniqueKey) {
        this.uniqueKey = uniqueKey;
    }

    public Tag uniqueKey() {
        return new Tag(uniqueKey);
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
