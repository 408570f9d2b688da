package io.meridian.cli.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Divides labelled items among sites unevenly: for every label, the sites' shares are drawn from a
 * symmetric Dirichlet distribution (Hsu, Qi, Brown: "Measuring the Effects of Non-Identical Data
 * Distribution for Federated Visual Classification", 2019). Deterministic by seed.
 *
 * @param alpha concentration; large is even, small is uneven
 */
record Dirichlet(double alpha, long seed) {
    Dirichlet {
        if (!(alpha > 0)) {
            throw new IllegalArgumentException("alpha must be above 0; it is " + alpha);
        }
    }

    <T> List<List<T>> divide(List<T> items, int sites, Function<T, String> label) {
        var random = new Random(seed);
        var byLabel = new LinkedHashMap<String, List<T>>();
        items.forEach(
                item ->
                        byLabel.computeIfAbsent(label.apply(item), _ -> new ArrayList<>())
                                .add(item));
        var parts = new ArrayList<List<T>>();
        for (var site = 0; site < sites; site++) {
            parts.add(new ArrayList<>());
        }
        for (var group : byLabel.values()) {
            Collections.shuffle(group, random);
            var shares = shares(sites, random);
            var from = 0;
            var sum = 0.0;
            for (var site = 0; site < sites; site++) {
                sum += shares[site];
                var to =
                        site == sites - 1
                                ? group.size()
                                : Math.max(from, (int) Math.round(sum * group.size()));
                parts.get(site).addAll(group.subList(from, to));
                from = to;
            }
        }
        return List.copyOf(parts);
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
