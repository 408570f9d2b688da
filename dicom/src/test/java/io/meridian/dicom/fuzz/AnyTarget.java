package io.meridian.dicom.fuzz;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All targets in one run: the first byte says which. */
record AnyTarget(List<FuzzTarget> targets) implements FuzzTarget {
    /** Larger seeds slow a short run down. */
    private static final int MAXIMUM_SEED = 4_096;

    AnyTarget {
        targets = List.copyOf(targets);
    }

    @Override
    public String name() {
        return "any";
    }

    @Override
    public void run(byte[] input) throws IOException {
        if (input.length > 0) {
            target(input).run(rest(input));
        }
    }

    private FuzzTarget target(byte[] input) {
        return targets.get((input[0] & 0xFF) % targets.size());
    }

    private static byte[] rest(byte[] input) {
        return Arrays.copyOfRange(input, 1, input.length);
    }

    @Override
    public long allowance(byte[] input) {
        return input.length == 0
                ? Long.MAX_VALUE
                : input.length + target(input).allowance(rest(input));
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
