package io.meridian.artifact.journal;

import io.meridian.artifact.Digest;
import io.meridian.artifact.JournalId;
import io.meridian.artifact.internal.Json;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * What a journal was at a moment.
 *
 * @param size number of entries
 * @param root RFC 6962 Merkle tree hash of that many entries
 * @param at when it was signed
 */
public record Head(JournalId journal, long size, Digest root, Instant at) {
    public Head {
        if (size < 0) {
            throw new IllegalArgumentException("a journal has 0 entries or more; this has " + size);
        }
    }

    byte[] toJson() {
        var json = Json.object();
        json.put("journal", journal.value());
        json.put("size", size);
        json.put("root", root.value());
        json.put("at", at.toString());
        return Json.write(json);
    }

    static Head of(JsonNode json) {
        return new Head(
                new JournalId(json.path("journal").asString("")),
                json.path("size").asLong(-1),
                new Digest(json.path("root").asString("")),
                Instant.parse(json.path("at").asString("")));
    }
}
