package io.meridian.governance.identity;

import java.util.List;
import java.util.Optional;

/**
 * Where the identity index is kept: at the edge, encrypted. Calls come from one {@link
 * IdentityIndex} at a time; each call must be durable when it returns.
 */
public interface IdentityStore {
    Optional<SubjectId> find(LookupKey key);

    /** Stores the event and the links that follow from it, all or nothing. */
    void append(IdentityEvent event, List<Link> links);

    /** The identifiers that now lead to a subject. */
    List<LookupKey> keysOf(SubjectId subject);

    /** All events, oldest first. */
    List<IdentityEvent> events();

    /** {@code key} now leads to {@code subject}, whatever it led to before. */
    record Link(LookupKey key, SubjectId subject) {}
}
