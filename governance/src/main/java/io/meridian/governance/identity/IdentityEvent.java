package io.meridian.governance.identity;

import java.time.Instant;

/** A decision on who is one subject, kept for ever and in order. */
public sealed interface IdentityEvent {
    /** When it was decided. */
    Instant at();

    /** An identifier that was not known before got a subject. */
    record Assigned(LookupKey key, SubjectId subject, Instant at) implements IdentityEvent {}

    /**
     * Two subjects turned out to be one: everything of {@code from} now belongs to {@code into}.
     */
    record Merged(SubjectId from, SubjectId into, Instant at) implements IdentityEvent {}

    /** An identifier turned out to be of another person and got a subject of its own. */
    record Split(LookupKey key, SubjectId from, SubjectId into, Instant at)
            implements IdentityEvent {}
}
