package io.meridian.hub.validation;

import io.meridian.artifact.Digest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A validation run as the database has it.
 *
 * @param models the model under test first, then those that it is compared with
 * @param state running, finished or failed
 * @param findings JSON of the gate's findings
 */
record ValidationRow(
        String id,
        Digest packageDigest,
        String dataset,
        List<Model> models,
        List<String> sites,
        String state,
        @Nullable String reason,
        @Nullable String report,
        @Nullable Boolean passed,
        @Nullable String findings,
        Instant created,
        Instant deadline) {
    ValidationRow {
        models = List.copyOf(models);
        sites = List.copyOf(sites);
    }

    /** A model by the name that the scores use, and its package. */
    record Model(String name, String packageDigest) {}

    /** The id of the item by which a site is asked. */
    String task(String site) {
        return id + "/" + site;
    }
}
