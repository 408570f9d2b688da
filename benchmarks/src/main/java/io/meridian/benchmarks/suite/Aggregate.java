package io.meridian.benchmarks.suite;

import io.meridian.benchmarks.harness.Benchmark;
import io.meridian.benchmarks.harness.Case;
import io.meridian.benchmarks.harness.Figure;
import io.meridian.benchmarks.harness.Memory;
import io.meridian.benchmarks.harness.Peer;
import io.meridian.benchmarks.harness.PythonSide;
import io.meridian.benchmarks.harness.Resources;
import io.meridian.benchmarks.harness.Setting;
import io.meridian.benchmarks.harness.Side;
import io.meridian.benchmarks.harness.Trial;
import io.meridian.federation.update.BlockAggregator;
import io.meridian.federation.update.BlockAggregator.Weighted;
import io.meridian.federation.update.UpdateSource;
import io.meridian.model.weights.SafetensorsFile;
import io.meridian.model.weights.SafetensorsWriter;
import io.meridian.model.weights.Tensor;
import io.meridian.model.weights.TensorInfo;
import io.meridian.model.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;

/** The weighted mean of stored updates, from files to a synced file. */
final class Aggregate implements Benchmark {
    private static final int ROWS = 512;

    @Override
    public String name() {
        return "aggregate";
    }

    @Override
    public String summary() {
        return "averages 16 updates of 10 MiB, from safetensors files to a synced file";
    }

    @Override
    public Peer peer(Setting setting) {
        Peer safetensors = setting.programs().pythonPackage("safetensors");
        return safetensors instanceof Peer.Missing
                ? safetensors
                : setting.programs().pythonPackage("flwr");
    }

    @Override
    public Trial open(Setting setting) throws IOException {
        List<Path> updates = new ArrayList<>();
        for (int i = 0; i < setting.pick(16, 2); i++) {
            Path file = setting.work().resolve("update-%d.safetensors".formatted(i));
            update(i, setting.pick(20, 2), setting.pick(256, 4)).write(file);
            updates.add(file);
        }
        Path result = setting.work().resolve("mean.safetensors");
        List<String> arguments = new ArrayList<>();
        arguments.add(setting.work().resolve("peer.safetensors").toString());
        updates.forEach(file -> arguments.add(file.toString()));
        var resources = new Resources();
        Side peer =
                resources.add(new PythonSide(setting, Aggregate.class, "aggregate.py", arguments));
        var one =
                new Case(
                        "%d updates".formatted(updates.size()),
                        new Ours(updates, result),
                        peer,
                        List.of(Figure.seconds()));
        return new Trial(List.of(one), List.of(), resources);
    }

    private static Weights update(int seed, int tensors, int columns) {
        Random random = new Random(seed);
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (int t = 0; t < tensors; t++) {
            float[] values = new float[ROWS * columns];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat() - 0.5f;
            }
            named.put(
                    "layer%02d.weight".formatted(t),
                    Tensor.floats(List.of((long) ROWS, (long) columns), values));
        }
        return new Weights(named);
    }

    /** Our side; its memory is that of the whole process, harness included. */
    private record Ours(List<Path> updates, Path result) implements Side {
        @Override
        public double seconds() throws IOException {
            Memory.forgetPeak(ProcessHandle.current().pid());
            long begin = System.nanoTime();
            var files = new Resources();
            try (files) {
                List<Weighted> weighted = new ArrayList<>();
                for (Path update : updates) {
                    var file = SafetensorsFile.open(update);
                    files.add(file::close);
                    weighted.add(new Weighted(UpdateSource.of(file), 100 + weighted.size()));
                }
                List<TensorInfo> layout = weighted.getFirst().source().tensors();
                try (var writer = SafetensorsWriter.create(result, layout)) {
                    new BlockAggregator().mean(layout, weighted, writer::append);
                    writer.commit();
                }
            }
            return (System.nanoTime() - begin) / 1e9;
        }

        @Override
        public OptionalLong peakBytes() {
            return Memory.peak(ProcessHandle.current().pid());
        }
    }
}
