package io.meridian.network.outbox;

import io.meridian.network.link.v1.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The hub's side of outboxes: each event has its effect once, however often it arrives. */
public final class Inbox {
    private final Storage storage;

    /** Where a hub remembers which events it has; implemented on its database. */
    public interface Storage {
        /**
         * In one transaction: remembers the event of this site, and, if it was not remembered
         * before, has the effect.
         */
        void once(String site, OutboxEvent event, Runnable effect);
    }

    public Inbox(Storage storage) {
        this.storage = storage;
    }

    /**
     * Takes the events of an observed state.
     *
     * @param effect what an event means, by site; called once for each
     * @return the ids to acknowledge
     */
    public List<String> receive(
            String site, List<Event> events, BiConsumer<String, OutboxEvent> effect) {
        var acknowledged = new ArrayList<String>();
        for (var event : events) {
            var received =
                    new OutboxEvent(
                            event.getId(), event.getKind(), event.getDocument().toStringUtf8());
            storage.once(site, received, () -> effect.accept(site, received));
            acknowledged.add(event.getId());
        }
        return List.copyOf(acknowledged);
    }
}
