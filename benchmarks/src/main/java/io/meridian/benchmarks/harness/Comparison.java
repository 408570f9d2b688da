package io.meridian.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the runs of one case took; run i of ours was followed by run i of the peer's.
 *
 * @param ours seconds, one for each repeat
 * @param peer seconds, as many
 * @param ourPeakBytes the most resident memory of our process in any run, where known
 */
public record Comparison(
        Case of,
        List<Double> ours,
        List<Double> peer,
        OptionalLong ourPeakBytes,
        OptionalLong peerPeakBytes) {
    public Comparison {
        ours = List.copyOf(ours);
        peer = List.copyOf(peer);
        if (ours.size() != peer.size() || ours.isEmpty()) {
            throw new IllegalArgumentException(
                    "a comparison is of pairs; there are %d and %d runs"
                            .formatted(ours.size(), peer.size()));
        }
    }

    /** The peer's time over ours, pair by pair: above 1, Meridian was faster. */
    public Spread ratio() {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(peer.get(i) / ours.get(i));
        }
        return Spread.of(ratios);
    }

    /** Our figure over all runs. */
    public Spread ours(Figure figure) {
        return spread(ours, figure);
    }

    /** The peer's figure over all runs. */
    public Spread peer(Figure figure) {
        return spread(peer, figure);
    }

    private static Spread spread(List<Double> seconds, Figure figure) {
        return Spread.of(seconds.stream().map(figure::of).toList());
    }
}
