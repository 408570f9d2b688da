package io.meridian.hub.federation;

import io.meridian.artifact.Digest;
import io.meridian.federation.job.FederatedJob;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as the database has it.
 *
 * @param state running, finished, failed or cancelled
 * @param weights initial ones
 */
record JobRow(
        String id,
        FederatedJob job,
        String state,
        @Nullable String reason,
        Digest manifest,
        Digest graph,
        Digest weights,
        Instant created) {}
