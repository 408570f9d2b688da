package io.meridian.network.outbox;

/**
 * Something that happened at an edge and that its hub may know.
 *
 * @param id unique for ever within the site
 * @param document JSON without identity
 */
public record OutboxEvent(String id, String kind, String document) {
    private static final int MAXIMUM_ID = 200;

    public OutboxEvent {
        if (id.isBlank() || id.length() > MAXIMUM_ID) {
            throw new IllegalArgumentException(
                    "an event's id has 1 to 200 characters; length is %d".formatted(id.length()));
        }
    }
}
