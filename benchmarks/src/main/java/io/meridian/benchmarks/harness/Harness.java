package io.meridian.benchmarks.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Runs cases: warm-up first, then ours and the peer's in turn, so that what else the machine does
 * falls on both.
 */
public final class Harness {
    private final int warmUps;
    private final int repeats;
    private final Progress progress;

    /**
     * Runs of this length.
     *
     * @param warmUps pairs that do not count, 0 or more
     * @param repeats pairs that count, 1 to 1000
     */
    public Harness(int warmUps, int repeats, Progress progress) {
        if (warmUps < 0 || repeats < 1 || repeats > 1000) {
            throw new IllegalArgumentException("repeats must be in [1, 1000], not " + repeats);
        }
        this.warmUps = warmUps;
        this.repeats = repeats;
        this.progress = progress;
    }

    /** Measures one case. */
    public Comparison compare(Case one) throws IOException {
        List<Double> ours = new ArrayList<>();
        List<Double> peer = new ArrayList<>();
        var ourPeak = OptionalLong.empty();
        var peerPeak = OptionalLong.empty();
        for (int pair = 1 - warmUps; pair <= repeats; pair++) {
            progress.at(one.name(), pair + warmUps, repeats + warmUps);
            double our = one.ours().seconds();
            double their = one.peer().seconds();
            if (pair >= 1) {
                ours.add(positive(our));
                peer.add(positive(their));
                ourPeak = larger(ourPeak, one.ours().peakBytes());
                peerPeak = larger(peerPeak, one.peer().peakBytes());
            }
        }
        return new Comparison(one, ours, peer, ourPeak, peerPeak);
    }

    private static double positive(double seconds) {
        if (!(seconds > 0)) {
            throw new IllegalStateException("a run takes time; it took %s s".formatted(seconds));
        }
        return seconds;
    }

    private static OptionalLong larger(OptionalLong one, OptionalLong other) {
        return one.isEmpty() || (other.isPresent() && other.getAsLong() > one.getAsLong())
                ? other
                : one;
    }
}
