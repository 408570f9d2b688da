package io.meridian.edge.link;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One thing that the hub asks, and what became of it here.
 *
 * @param document as the hub wrote it
 * @param status what the hub is told beside the phase, JSON
 * @param wanted whether the hub still asks for it
 * @param received when it was first asked; the time that its record states
 */
public record TaskRow(
        String id,
        String kind,
        long revision,
        String document,
        String phase,
        @Nullable String reason,
        @Nullable String status,
        @Nullable String verdict,
        boolean wanted,
        Instant received,
        Instant changed) {

    /** What is asked. */
    public JsonNode item() {
        return JsonMapper.shared().readTree(document);
    }

    /** What the hub was told last; an empty object at first. */
    public ObjectNode statusJson() {
        if (status == null) {
            return JsonMapper.shared().createObjectNode();
        }
        try {
            return (ObjectNode) JsonMapper.shared().readTree(status);
        } catch (JacksonException _) {
            return JsonMapper.shared().createObjectNode();
        }
    }
}
