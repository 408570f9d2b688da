package io.meridian.artifact;

import java.util.Set;

/**
 * A kind of record: one row of the table in docs/manifests.md.
 *
 * @param name for example {@code dataset-commitment}
 * @param mediaType the manifest's artifactType
 * @param configType the media type of the config blob; mediaType again, but for packages
 * @param disclosure how far it may travel
 * @param form a manifest or a journal entry
 * @param critical config entries that this version understands where a record lists them as
 *     critical
 */
public record Kind(
        String name,
        MediaType mediaType,
        MediaType configType,
        Disclosure disclosure,
        Form form,
        Set<String> critical) {
    /** How records of a kind are kept. */
    public enum Form {
        MANIFEST,
        ENTRY
    }

    public Kind {
        critical = Set.copyOf(critical);
    }
}
