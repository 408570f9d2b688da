package io.meridian.federation.strategy;

import io.meridian.federation.round.AcceptedUpdate;
import io.meridian.federation.strategy.Combination.Term;
import java.util.List;

/**
 * Federated averaging: the mean of the sites' weights, each counted by its number of training
 * examples.
 *
 * <p>McMahan, Moore, Ramage, Hampson, Agüera y Arcas: "Communication-Efficient Learning of Deep
 * Networks from Decentralized Data", AISTATS 2017, algorithm 1.
 */
public record FedAvg() implements Strategy {
    public static final String NAME = "fedavg";

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
        return new Combination.WeightedMean(
                accepted.stream()
                        .map(one -> new Term(one.site(), one.update(), one.examples()))
                        .toList());
    }
}
