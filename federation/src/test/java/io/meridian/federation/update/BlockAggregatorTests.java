package io.meridian.federation.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.federation.update.BlockAggregator.Weighted;
import io.meridian.model.weights.ElementType;
import io.meridian.model.weights.SafetensorsFile;
import io.meridian.model.weights.SafetensorsWriter;
import io.meridian.model.weights.Tensor;
import io.meridian.model.weights.TensorInfo;
import io.meridian.model.weights.Weights;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlockAggregatorTests {
    @TempDir private Path folder;

    private static Weights random(long seed) {
        Random random = new Random(seed);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int[] shape : new int[][] {{7, 3, 3, 3}, {7}, {1}, {257, 19}}) {
            int count = 1;
            List<Long> dimensions = new ArrayList<>();
            for (int dimension : shape) {
                count *= dimension;
                dimensions.add((long) dimension);
            }
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-6, 4)));
            }
            tensors.put("t" + tensors.size(), Tensor.floats(dimensions, values));
        }
        tensors.put("bn.num_batches_tracked", Tensor.longs(List.of(), random.nextLong(5000)));
        return new Weights(tensors);
    }

    private Path write(int site) throws IOException {
        Path file = folder.resolve("site-%d.safetensors".formatted(site));
        random(site).write(file);
        return file;
    }

    private Path aggregate(int blockBytes, String name, List<Path> files, double... weights)
            throws IOException {
        List<SafetensorsFile> open = new ArrayList<>();
        try {
            List<Weighted> updates = new ArrayList<>();
            for (Path file : files) {
                open.add(SafetensorsFile.open(file));
                updates.add(new Weighted(UpdateSource.of(open.getLast()), weights[updates.size()]));
            }
            Path result = folder.resolve(name);
            List<TensorInfo> layout = open.getFirst().tensors();
            try (SafetensorsWriter writer = SafetensorsWriter.create(result, layout)) {
                new BlockAggregator(blockBytes).mean(layout, updates, writer::append);
                writer.commit();
            }
            return result;
        } finally {
            for (SafetensorsFile file : open) {
                file.close();
            }
        }
    }

    @Test
    void equalsNumpysWeightedMeanBitForBit() throws Exception {
        double[] weights = {1024, 37, 3001};
        List<Path> files = List.of(write(1), write(2), write(3));
        Path ours = aggregate(4096, "ours.safetensors", files, weights);
        String script =
                """
                import sys, numpy as np
                from safetensors.numpy import load_file
                ours, w = load_file(sys.argv[1]), [1024.0, 37.0, 3001.0]
                parts = [load_file(p) for p in sys.argv[2:]]
                assert set(ours) == set(parts[0])
                for name, mine in ours.items():
                    total = np.zeros(mine.shape, np.float64)
                    for k, p in zip(w, parts):
                        total = total + k * p[name].astype(np.float64)
                    mean = total / sum(w)
                    mean = np.rint(mean) if mine.dtype.kind == 'i' else mean
                    assert (mean.astype(mine.dtype) == mine).all(), name
                    if mine.dtype.kind == 'f':
                        peer = np.average([p[name].astype(np.float64) for p in parts], axis=0, weights=w)
                        assert np.allclose(peer, mine, rtol=1e-6, atol=0), name
                print(len(ours), 'tensors')
                """;

        String said =
                Peers.runPython(
                        List.of("numpy", "safetensors"),
                        script,
                        ours,
                        files.get(0),
                        files.get(1),
                        files.get(2));

        assertThat(said).isEqualTo("5 tensors");
    }

    @Test
    void equalsFlowersFedAvg() throws Exception {
        List<Path> files = List.of(write(1), write(2));
        Path ours = aggregate(1 << 16, "ours.safetensors", files, 300, 17);
        String script =
                """
                import sys, numpy as np
                from safetensors.numpy import load_file
                from flwr.server.strategy.aggregate import aggregate
                ours = load_file(sys.argv[1])
                a, b = load_file(sys.argv[2]), load_file(sys.argv[3])
                names = [n for n in ours if ours[n].dtype.kind == 'f']
                peer = aggregate([([a[n] for n in names], 300), ([b[n] for n in names], 17)])
                for n, p in zip(names, peer):
                    assert np.abs(p - ours[n]).max() <= 1e-6 * max(1, np.abs(p).max()), n
                """;

        Peers.runPython(
                List.of("numpy", "safetensors", "flwr"), script, ours, files.get(0), files.get(1));

        assertThat(ours).exists();
    }

    @Test
    void theSizeOfABlockChangesNoBit() throws IOException {
        List<Path> files = List.of(write(1), write(2), write(3));

        byte[] small = Files.readAllBytes(aggregate(8, "small", files, 1, 2, 3));
        byte[] large = Files.readAllBytes(aggregate(1 << 20, "large", files, 1, 2, 3));

        assertThat(small).isEqualTo(large);
    }

    @Test
    void oneUpdateIsItsOwnMean() throws IOException {
        Path file = write(4);

        assertThat(aggregate(1 << 12, "one", List.of(file), 8)).hasSameBinaryContentAs(file);
    }

    @Test
    void doesNotGrowWithTheModel() throws IOException {
        long elements = 256L << 20;
        TensorInfo huge = new TensorInfo("huge", ElementType.F32, List.of(elements), 0);
        UpdateSource ones = constant(huge, 1);
        UpdateSource threes = constant(huge, 3);
        long[] written = {0};
        boolean[] right = {true};

        new BlockAggregator()
                .mean(
                        List.of(huge),
                        List.of(new Weighted(ones, 1), new Weighted(threes, 1)),
                        block -> {
                            written[0] += block.remaining();
                            right[0] &= block.getFloat(block.position()) == 2f;
                        });

        assertThat(written[0])
                .isEqualTo(huge.size())
                .isGreaterThan(Runtime.getRuntime().maxMemory());
        assertThat(right[0]).isTrue();
    }

    private static UpdateSource constant(TensorInfo tensor, float value) {
        return new UpdateSource() {
            @Override
            public List<TensorInfo> tensors() {
                return List.of(tensor);
            }

            @Override
            public void read(TensorInfo one, long from, ByteBuffer into) {
                while (into.hasRemaining()) {
                    into.putFloat(value);
                }
            }
        };
    }

    @Test
    void refusesUpdatesThatDoNotMatchTheLayout() throws IOException {
        Weights other = new Weights(Map.of("x", Tensor.floats(List.of(1L), 1)));
        Path file = folder.resolve("other");
        other.write(file);

        assertThatThrownBy(() -> aggregate(8, "bad", List.of(write(1), file), 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("every update must hold tensor");
        assertThat(folder.resolve("bad")).doesNotExist();
    }

    @Test
    void countersTakeTheNearestWholeNumber() throws IOException {
        List<Path> files = new ArrayList<>();
        for (long counter : LongStream.of(10, 13).toArray()) {
            Path file = folder.resolve("counter-" + counter);
            new Weights(Map.of("n", Tensor.longs(List.of(), counter))).write(file);
            files.add(file);
        }

        Weights mean = Weights.read(aggregate(8, "mean", files, 1, 3));

        assertThat(mean.get("n").longs()).containsExactly(12);
    }
}
