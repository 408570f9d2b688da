package io.meridian.artifact.secret;

import io.meridian.artifact.Kind;
import io.meridian.artifact.Kinds;
import io.meridian.artifact.Parent;
import io.meridian.artifact.RecordConfig;
import io.meridian.artifact.internal.Json;
import java.time.Instant;
import java.util.List;

/**
 * That a subject's key was destroyed.
 *
 * @param key the name of the key, which names nobody
 * @param at when
 */
public record Tombstone(KeyName key, Instant at) {
    /** The kind of its journal entry. */
    public static Kind kind() {
        return Kinds.standard().named("tombstone");
    }

    /**
     * The bytes of its journal entry.
     *
     * @param erased the records that can no longer be read
     */
    public byte[] toEntry(String organisation, List<Parent> erased) {
        var fields = Json.object();
        fields.put("subjectKey", key.value());
        return RecordConfig.write(kind(), at, organisation, fields, erased, List.of());
    }
}
