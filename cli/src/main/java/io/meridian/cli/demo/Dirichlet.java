package io.meridian.cli.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Divides labelled items among sites unevenly: for every label, the sites' shares are drawn from a
 * symmetric Dirichlet distribution (Hsu, Qi, Brown: "Measuring the Effects of Non-Identical Data
 * Distribution for Federated Visual Classification", 2019). Deterministic by seed.
 *
 * @param alpha concentration; large is even, small is uneven
 */
record Dirichlet(double alpha, long seed) {
    /** Of an even share. Draws with a smaller one are drawn again. */
    static final double LEAST_SHARE = 0.15;

    Dirichlet {
        if (!(alpha >= 0.1)) {
            throw new IllegalArgumentException("alpha must be at least 0.1; it is " + alpha);
        }
    }

    /**
     * Divides items. The shares of a label are drawn once and hold in each of its strata, for
     * instance its training and its test images; every item goes to exactly one site.
     */
    <T> List<List<T>> divide(
            List<T> items, int sites, Function<T, String> label, Function<T, String> stratum) {
        var random = new Random(seed);
        var parts = new ArrayList<List<T>>();
        for (var site = 0; site < sites; site++) {
            parts.add(new ArrayList<>());
        }
        var byLabel = new TreeMap<String, TreeMap<String, List<T>>>();
        items.forEach(item ->
                byLabel.computeIfAbsent(label.apply(item), _ -> new TreeMap<>())
                        .computeIfAbsent(stratum.apply(item), _ -> new ArrayList<>())
                        .add(item));
        for (var strata : byLabel.values()) {
            var shares = sufficientShares(sites, random);
            for (var group : strata.values()) {
                Collections.shuffle(group, random);
                deal(group, shares, parts);
            }
        }
        return List.copyOf(parts);
    }

    private static <T> void deal(List<T> group, double[] shares, List<List<T>> parts) {
        var from = 0;
        var sum = 0.0;
        for (var site = 0; site < shares.length; site++) {
            sum += shares[site];
            var to =
                    site == shares.length - 1
                            ? group.size()
                            : Math.max(from, (int) Math.round(sum * group.size()));
            parts.get(site).addAll(group.subList(from, to));
            from = to;
        }
    }

    /** Shares of which none is so small that a site could not take part. */
    private double[] sufficientShares(int sites, Random random) {
        var least = LEAST_SHARE / sites;
        while (true) {
            var shares = shares(sites, random);
            if (Arrays.stream(shares).allMatch(share -> share >= least)) {
                return shares;
            }
        }
    }

    private double[] shares(int sites, Random random) {
        var shares = new double[sites];
        var total = 0.0;
        for (var site = 0; site < sites; site++) {
            shares[site] = gamma(alpha, random);
            total += shares[site];
        }
        for (var site = 0; site < sites; site++) {
            shares[site] /= total;
        }
        return shares;
    }

    /** A Gamma(shape, 1) variate; Marsaglia and Tsang, "A Simple Method", 2000. */
    private static double gamma(double shape, Random random) {
        if (shape < 1) {
            return gamma(shape + 1, random) * Math.pow(1 - random.nextDouble(), 1 / shape);
        }
        var d = shape - 1.0 / 3;
        var c = 1 / Math.sqrt(9 * d);
        while (true) {
            var x = random.nextGaussian();
            var v = 1 + c * x;
            if (v <= 0) {
                continue;
            }
            v = v * v * v;
            var u = 1 - random.nextDouble();
            if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}
