package io.meridian.artifact;

/**
 * Names one record for ever: a manifest, or a journal's entry.
 *
 * <p>The text form is stable and needs no escaping in a path or a query: a manifest's digest as it
 * is, or {@code journal:NAME:SEQUENCE:LEAF}.
 */
public sealed interface Reference {
    /** A manifest, by its digest. */
    record OfManifest(Digest digest) implements Reference {
        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * A leaf of a journal.
     *
     * @param sequence from 0
     * @param leaf RFC 6962 hash of the entry
     */
    record OfEntry(JournalId journal, long sequence, Digest leaf) implements Reference {
        public OfEntry {
            if (sequence < 0) {
                throw new IllegalArgumentException(
                        "an entry's sequence starts at 0; this is " + sequence);
            }
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** A reference to a manifest. */
    static OfManifest to(Digest digest) {
        return new OfManifest(digest);
    }

    /** The stable text form. */
    default String text() {
        return switch (this) {
            case OfManifest(var digest) -> digest.value();
            case OfEntry(var journal, var sequence, var leaf) ->
                    "journal:%s:%d:%s".formatted(journal, sequence, leaf);
        };
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if it is not one
     */
    static Reference parse(String text) {
        if (!text.startsWith("journal:")) {
            return new OfManifest(new Digest(text));
        }
        var parts = text.split(":", 4);
        if (parts.length != 4 || !parts[2].matches("0|[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException(
                    "a journal reference is journal:NAME:SEQUENCE:sha256:HEX; length is %d"
                            .formatted(text.length()));
        }
        return new OfEntry(new JournalId(parts[1]), Long.parseLong(parts[2]), new Digest(parts[3]));
    }
}
