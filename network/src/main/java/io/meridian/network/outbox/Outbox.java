package io.meridian.network.outbox;

import com.google.protobuf.ByteString;
import io.meridian.network.link.v1.Event;
import java.util.Collection;
import java.util.List;

/** Hands events to the link until the hub acknowledges them. Safe for use by several threads. */
public final class Outbox {
    private static final int BATCH = 200;

    private final OutboxStorage storage;
    private final Runnable changed;

    /**
     * An outbox.
     *
     * @param changed told after an event was stored
     */
    public Outbox(OutboxStorage storage, Runnable changed) {
        this.storage = storage;
        this.changed = changed;
    }

    /** Stores an event durably and wakes the link. */
    public void add(OutboxEvent event) {
        storage.append(event);
        changed.run();
    }

    /** What the next observed state carries. */
    public List<Event> pending() {
        return storage.oldest(BATCH).stream()
                .map(event ->
                        Event.newBuilder()
                                .setId(event.id())
                                .setKind(event.kind())
                                .setDocument(ByteString.copyFromUtf8(event.document()))
                                .build())
                .toList();
    }

    /** The hub has these. */
    public void acknowledged(Collection<String> ids) {
        if (!ids.isEmpty()) {
            storage.remove(ids);
        }
    }
}
