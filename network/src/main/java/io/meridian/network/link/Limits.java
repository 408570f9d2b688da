package io.meridian.network.link;

import io.meridian.network.link.v1.Desired;
import io.meridian.network.link.v1.Observed;
import java.util.Optional;

/** The sizes that link.proto promises; what is beyond them is refused before anyone reads it. */
final class Limits {
    /** Of one message, in bytes. */
    static final int MESSAGE = 8 << 20;

    private static final int ENTRIES = 1_000;
    private static final int ID = 200;
    private static final int DOCUMENT = 1 << 20;

    private Limits() {}

    /** The limit that a message of an edge breaks. */
    static Optional<String> brokenBy(Observed message) {
        if (message.getStatusesCount() > ENTRIES || message.getEventsCount() > ENTRIES) {
            return Optional.of("a message has at most 1,000 statuses and 1,000 events");
        }
        var ids =
                message.getStatusesList().stream().anyMatch(status -> wrong(status.getId()))
                        || message.getEventsList().stream().anyMatch(event -> wrong(event.getId()));
        var documents =
                message.getInventory().size() > DOCUMENT
                        || message.getStatusesList().stream()
                                .anyMatch(status -> status.getDocument().size() > DOCUMENT)
                        || message.getEventsList().stream()
                                .anyMatch(event -> event.getDocument().size() > DOCUMENT);
        return broken(ids, documents);
    }

    /** The limit that a message of a hub breaks. */
    static Optional<String> brokenBy(Desired message) {
        if (message.getItemsCount() > ENTRIES || message.getAcknowledgedEventsCount() > ENTRIES) {
            return Optional.of("a message has at most 1,000 items and 1,000 acknowledgements");
        }
        return broken(
                message.getItemsList().stream().anyMatch(item -> wrong(item.getId())),
                message.getItemsList().stream()
                        .anyMatch(item -> item.getDocument().size() > DOCUMENT));
    }

    private static Optional<String> broken(boolean ids, boolean documents) {
        if (ids) {
            return Optional.of("an id has 1 to 200 characters");
        }
        return documents ? Optional.of("a document has at most 1 MiB") : Optional.empty();
    }

    private static boolean wrong(String id) {
        return id.isEmpty() || id.length() > ID;
    }
}
