package io.meridian.federation.strategy;

import io.meridian.federation.round.AcceptedUpdate;
import java.util.List;

/**
 * Federated averaging whose sites are held near the round's base by a proximal term.
 *
 * <p>Li, Sahu, Zaheer, Sanjabi, Talwalkar, Smith: "Federated Optimization in Heterogeneous
 * Networks", MLSys 2020, algorithm 2.
 *
 * @param mu weight of the proximal term, above 0
 */
public record FedProx(double mu) implements Strategy {
    public static final String NAME = "fedprox";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public LocalObjective objective() {
        return new LocalObjective.Proximal(mu);
    }

    @Override
    public Combination combine(List<AcceptedUpdate> accepted) {
        return new FedAvg().combine(accepted);
    }
}
