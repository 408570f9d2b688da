package io.meridian.hub.registry;

import io.meridian.artifact.store.LocalStore;
import io.meridian.artifact.store.UnknownUploadException;
import io.meridian.artifact.store.UploadId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The uploads that each site has under way. One more than a site may have ends the one that it
 * touched least recently, so that a site whose connection breaks again and again is never locked
 * out. Thread-safe.
 */
@Component
class OpenUploads {
    static final int PER_SITE = 8;

    private final LocalStore store;
    private final Map<String, LinkedHashSet<UploadId>> bySite = new HashMap<>();

    OpenUploads(LocalStore store) {
        this.store = store;
    }

    UploadId start(Visitor visitor) {
        var id = store.uploads().start();
        touch(visitor, id);
        return id;
    }

    /** Notes that a visitor goes on with an upload; after a restart of the hub it is noted anew. */
    synchronized void touch(Visitor visitor, UploadId id) {
        if (!(visitor instanceof Visitor.Site(var site, var _))) {
            return;
        }
        for (var other : bySite.entrySet()) {
            if (!other.getKey().equals(site) && other.getValue().contains(id)) {
                throw new UnknownUploadException(id);
            }
        }
        var open = bySite.computeIfAbsent(site, _ -> new LinkedHashSet<>());
        open.remove(id);
        if (open.size() >= PER_SITE) {
            store.uploads().cancel(open.removeFirst());
        }
        open.add(id);
    }

    /** The upload ended, one way or the other. */
    synchronized void leave(Visitor visitor, UploadId id) {
        if (visitor instanceof Visitor.Site(var site, var _) && bySite.containsKey(site)) {
            bySite.get(site).remove(id);
        }
    }
}
