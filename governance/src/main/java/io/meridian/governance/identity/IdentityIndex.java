package io.meridian.governance.identity;

import io.meridian.governance.ResearchKeys;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides who is one subject. A number that was never seen gets a subject of its own; a merge and a
 * split are recorded and change what the numbers lead to from then on. What was already made under
 * the old subject is found through the events. Thread-safe: one decision at a time.
 */
public final class IdentityIndex implements SubjectResolver {
    private final ResearchKeys keys;
    private final IdentityStore store;

    private IdentityIndex(ResearchKeys keys, IdentityStore store) {
        this.keys = keys;
        this.store = store;
    }

    public static IdentityIndex of(ResearchKeys keys, IdentityStore store) {
        return new IdentityIndex(keys, store);
    }

    /** The subject of a number; a new one when the number is not known yet. */
    @Override
    public synchronized SubjectId resolve(PatientIdentifier identifier, Instant at) {
        var key = keys.lookup(identifier);
        return store.find(key)
                .orElseGet(() -> {
                    var subject = keys.subject(key, 0);
                    store.append(
                            new IdentityEvent.Assigned(key, subject, at),
                            List.of(new IdentityStore.Link(key, subject)));
                    return subject;
                });
    }

    /** The subject of a number, if the index knows it. */
    public synchronized Optional<SubjectId> find(PatientIdentifier identifier) {
        return store.find(keys.lookup(identifier));
    }

    /**
     * States that two numbers belong to one person. All numbers of the first now lead to the
     * subject of the second.
     *
     * @return the subject of both
     */
    public synchronized SubjectId merge(
            PatientIdentifier from, PatientIdentifier into, Instant at) {
        var gone = resolve(from, at);
        var kept = resolve(into, at);
        if (!gone.equals(kept)) {
            var links =
                    store.keysOf(gone).stream()
                            .map(key -> new IdentityStore.Link(key, kept))
                            .toList();
            store.append(new IdentityEvent.Merged(gone, kept, at), links);
        }
        return kept;
    }

    /**
     * States that a number belongs to another person than its subject's other numbers.
     *
     * @return the number's new subject
     */
    public synchronized SubjectId split(PatientIdentifier identifier, Instant at) {
        var key = keys.lookup(identifier);
        var old = resolve(identifier, at);
        var fresh =
                Stream.iterate(1, generation -> generation + 1)
                        .map(generation -> keys.subject(key, generation))
                        .filter(this::unused)
                        .findFirst()
                        .orElseThrow();
        store.append(
                new IdentityEvent.Split(key, old, fresh, at),
                List.of(new IdentityStore.Link(key, fresh)));
        return fresh;
    }

    private boolean unused(SubjectId subject) {
        return store.events().stream()
                .noneMatch(event ->
                        switch (event) {
                            case IdentityEvent.Assigned assigned ->
                                    assigned.subject().equals(subject);
                            case IdentityEvent.Merged merged ->
                                    merged.from().equals(subject) || merged.into().equals(subject);
                            case IdentityEvent.Split split -> split.into().equals(subject);
                        });
    }
}
