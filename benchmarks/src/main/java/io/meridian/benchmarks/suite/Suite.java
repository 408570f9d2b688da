package io.meridian.benchmarks.suite;

import io.meridian.benchmarks.harness.Benchmark;
import java.util.List;

/** All benchmarks, in the order in which data meets what they measure. */
public final class Suite {
    private Suite() {}

    public static List<Benchmark> all() {
        return List.of(
                new DicomHeader(),
                new DcmdumpHeader(),
                new DicomDecode(),
                new Rehead(),
                new CStore(),
                new IdleAssociations(),
                new Aggregate(),
                new TrainStep(),
                new InferenceCall());
    }
}
