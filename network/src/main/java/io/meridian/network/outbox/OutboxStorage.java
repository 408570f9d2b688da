package io.meridian.network.outbox;

import java.util.Collection;
import java.util.List;

/** Where an edge keeps events that its hub has not acknowledged; implemented on its database. */
public interface OutboxStorage {
    /** Appends durably; an id that is there, or was, changes nothing. */
    void append(OutboxEvent event);

    /** The oldest events, in the order in which they came. */
    List<OutboxEvent> oldest(int limit);

    /** Forgets events; ids that are not there are passed over. */
    void remove(Collection<String> ids);
}
