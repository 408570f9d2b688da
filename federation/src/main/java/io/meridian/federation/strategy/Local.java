package io.meridian.federation.strategy;

import io.meridian.federation.round.AcceptedUpdate;
import java.util.List;

/** Each site alone: what a federation must be better than. */
public record Local() implements Strategy {
    public static final String NAME = "local";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public LocalObjective objective() {
        return new LocalObjective.Plain();
    }

    @Override
    public Combination combine(List<AcceptedUpdate> accepted) {
        return new Combination.KeepApart();
    }
}
