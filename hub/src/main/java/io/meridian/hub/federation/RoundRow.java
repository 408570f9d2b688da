package io.meridian.hub.federation;

import io.meridian.federation.round.RoundState;
import org.jspecify.annotations.Nullable;

/**
 * A round as the database has it.
 *
 * @param opened and closed, milliseconds since 1970
 */
record RoundRow(
        String job,
        int round,
        RoundState state,
        @Nullable String manifest,
        @Nullable String weights,
        long opened,
        @Nullable Long closed) {}
