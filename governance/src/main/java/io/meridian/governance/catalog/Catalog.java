package io.meridian.governance.catalog;

import io.meridian.governance.annotation.Label;
import java.util.List;
import java.util.Optional;

/**
 * The research zone's table of instances; the edge implements it. Nothing in it identifies a
 * person.
 */
public interface Catalog {
    /** Adds the entry, or replaces the one of the same instance UID, keeping its label. */
    void put(CatalogEntry entry);

    Optional<CatalogEntry> find(String instanceUid);

    /** Sets the label of an instance; false when the instance is not there. */
    boolean label(String instanceUid, Label label);

    /** At most {@code limit} entries matching the query, ordered by instance UID. */
    List<CatalogEntry> select(Query query, int limit);

    /**
     * Which instances; an empty text matches all.
     *
     * @param modality such as {@code DX}
     * @param labelDefinition name of the label definition that the instance must have a label of
     */
    record Query(String modality, String labelDefinition) {
        /** All instances. */
        public static final Query ALL = new Query("", "");
    }
}
