package io.meridian.federation.strategy;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a strategy wants a site to minimise, as data that any worker interprets. */
public sealed interface LocalObjective {
    /** The task's own loss. */
    record Plain() implements LocalObjective {}

    /**
     * The task's loss plus μ/2 · ‖w − w₀‖², w₀ being the round's base.
     *
     * @param mu above 0
     */
    record Proximal(double mu) implements LocalObjective {
        public Proximal {
            if (!(mu > 0) || !Double.isFinite(mu)) {
                throw new IllegalArgumentException("a proximal term's mu must be above 0");
            }
        }
    }

    /** The {@code objective} of a training task. */
    default Map<String, Object> toMap() {
        double mu =
                switch (this) {
                    case Plain() -> 0;
                    case Proximal(double weight) -> weight;
                };
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", "plain");
        map.put("proximalMu", mu);
        return map;
    }
}
