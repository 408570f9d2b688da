package io.meridian.network.outbox;

import java.nio.charset.StandardCharsets;

/**
 * Something that happened at an edge and that its hub may know.
 *
 * @param id unique for ever within the site
 * @param document JSON without identity
 */
public record OutboxEvent(String id, String kind, String document) {
    private static final int MAXIMUM_ID = 200;
    private static final int MAXIMUM_DOCUMENT = 1 << 20;

    public OutboxEvent {
        if (id.isBlank() || id.length() > MAXIMUM_ID) {
            throw new IllegalArgumentException(
                    "an event's id has 1 to 200 characters; length is %d".formatted(id.length()));
        }
        if (document.length() > MAXIMUM_DOCUMENT / 3
                && document.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_DOCUMENT) {
            throw new IllegalArgumentException("an event's document has at most 1 MiB");
        }
    }
}
