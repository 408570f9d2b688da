package io.meridian.network.outbox;

import com.google.protobuf.ByteString;
import io.meridian.network.link.v1.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Hands events to the link until the hub acknowledges them. Safe for use by several threads. */
public final class Outbox {
    private static final int BATCH = 200;

    /** In bytes, so that what else an observed state holds has room within its 8 MiB. */
    private static final int BATCH_BYTES = 4 << 20;

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

    /** What the next observed state carries: the oldest that fit. */
    public List<Event> pending() {
        var events = new ArrayList<Event>();
        var bytes = 0;
        for (var stored : storage.oldest(BATCH)) {
            var event =
                    Event.newBuilder()
                            .setId(stored.id())
                            .setKind(stored.kind())
                            .setDocument(ByteString.copyFromUtf8(stored.document()))
                            .build();
            bytes += event.getSerializedSize();
            if (bytes > BATCH_BYTES) {
                break;
            }
            events.add(event);
        }
        return List.copyOf(events);
    }

    /** The hub has these. */
    public void acknowledged(Collection<String> ids) {
        if (!ids.isEmpty()) {
            storage.remove(ids);
        }
    }
}
