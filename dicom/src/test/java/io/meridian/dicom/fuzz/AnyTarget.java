package io.meridian.dicom.fuzz;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** All targets in one run: the first byte says which, in an order that stored inputs rely on. */
record AnyTarget(List<FuzzTarget> targets) implements FuzzTarget {
    /** Larger seeds slow a short run down. */
    private static final int MAXIMUM_SEED = 4_096;

    /** A power of two, as many targets as there may be. */
    private static final int PLACES = 16;

    AnyTarget {
        targets = List.copyOf(targets);
    }

    @Override
    public String name() {
        return "any";
    }

    @Override
    public void run(byte[] input) throws IOException {
        var target = target(input);
        if (target.isPresent()) {
            target.get().run(rest(input));
        }
    }

    private Optional<FuzzTarget> target(byte[] input) {
        var index = input.length == 0 ? targets.size() : input[0] & PLACES - 1;
        return index < targets.size() ? Optional.of(targets.get(index)) : Optional.empty();
    }

    private static byte[] rest(byte[] input) {
        return Arrays.copyOfRange(input, 1, input.length);
    }

    @Override
    public long allowance(byte[] input) {
        return target(input)
                .map(target -> input.length + target.allowance(rest(input)))
                .orElse(Long.MAX_VALUE);
    }

    @Override
    public List<byte[]> seeds() {
        var seeds = new ArrayList<byte[]>();
        for (var i = 0; i < targets.size(); i++) {
            for (var seed : targets.get(i).seeds()) {
                add(seeds, i, seed);
            }
        }
        return seeds;
    }

    @Override
    public List<byte[]> realSeeds() throws IOException {
        var seeds = new ArrayList<byte[]>();
        for (var i = 0; i < targets.size(); i++) {
            for (var seed : targets.get(i).realSeeds()) {
                if (seed.length <= MAXIMUM_SEED) {
                    add(seeds, i, seed);
                }
            }
        }
        return seeds;
    }

    private static void add(List<byte[]> seeds, int target, byte[] seed) {
        var input = new byte[seed.length + 1];
        input[0] = (byte) target;
        System.arraycopy(seed, 0, input, 1, seed.length);
        seeds.add(input);
    }
}
