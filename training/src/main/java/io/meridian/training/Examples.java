package io.meridian.training;

import io.meridian.model.Shape;
import io.meridian.model.weights.ElementType;
import io.meridian.model.weights.SafetensorsFile;
import io.meridian.model.weights.TensorInfo;
import io.meridian.runtime.worker.TaskFailure;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The examples of a task: {@code inputs} (F32 [N, …]) and, for training, {@code labels} (I64 [N], 0
 * or 1) of a safetensors file. The inputs are mapped, not read, so that they may exceed memory.
 * Owns the mapping until closed.
 */
final class Examples implements AutoCloseable {
    /** The most examples of one task. */
    private static final long MAXIMUM = 100_000_000;

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Arena arena;
    private final MemorySegment inputs;
    private final int size;
    private final int count;
    private final byte[] labels;

    private Examples(Arena arena, MemorySegment inputs, int size, int count, byte[] labels) {
        this.arena = arena;
        this.inputs = inputs;
        this.size = size;
        this.count = count;
        this.labels = labels;
    }

    /** Opens labelled examples for a network's input. */
    static Examples labelled(Path file, Shape input) throws IOException {
        return open(file, input, true);
    }

    /** Opens examples whose labels, if any, do not matter. */
    static Examples unlabelled(Path file, Shape input) throws IOException {
        return open(file, input, false);
    }

    @SuppressWarnings("MustBeClosedChecker") // The examples own the arena.
    private static Examples open(Path file, Shape input, boolean labelled) throws IOException {
        Arena arena = Arena.ofShared();
        try (SafetensorsFile source = SafetensorsFile.open(file)) {
            TensorInfo inputs = source.get("inputs");
            List<Long> shape =
                    Stream.concat(
                                    inputs.shape().stream().limit(1),
                                    input.dimensions().stream().map(Integer::longValue))
                            .toList();
            if (inputs.type() != ElementType.F32
                    || !inputs.shape().equals(shape)
                    || shape.getFirst() < 1
                    || shape.getFirst() > MAXIMUM) {
                throw TaskFailure.invalid(
                        "inputs must be F32 [N, …] with N from 1 to %d for a network that reads %s; they are %s %s"
                                .formatted(MAXIMUM, input, inputs.type(), inputs.shape()));
            }
            int count = Math.toIntExact(shape.getFirst());
            byte[] labels = labelled ? labels(source, count) : new byte[0];
            return new Examples(
                    arena,
                    source.map(inputs, arena),
                    Math.toIntExact(input.elements()),
                    count,
                    labels);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private static byte[] labels(SafetensorsFile source, int count) throws IOException {
        TensorInfo info = source.get("labels");
        if (info.type() != ElementType.I64 || !info.shape().equals(List.of((long) count))) {
            throw TaskFailure.invalid(
                    "labels must be I64 [%d], they are %s %s"
                            .formatted(count, info.type(), info.shape()));
        }
        long[] values = source.read(info).longs();
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            if (values[i] != 0 && values[i] != 1) {
                throw TaskFailure.invalid("labels of a binary task must be 0 or 1");
            }
            labels[i] = (byte) values[i];
        }
        return labels;
    }

    int count() {
        return count;
    }

    int positives() {
        int sum = 0;
        for (byte label : labels) {
            sum += label;
        }
        return sum;
    }

    int label(int index) {
        return labels[index];
    }

    /** Reads consecutive examples; a number that is not finite is refused. */
    void read(int from, int examples, float[] into) {
        MemorySegment.copy(
                inputs, FLOAT, (long) from * size * Float.BYTES, into, 0, examples * size);
        for (int i = 0; i < examples * size; i++) {
            if (!Float.isFinite(into[i])) {
                throw TaskFailure.invalid(
                        "inputs must be finite numbers; example %d holds another"
                                .formatted(from + i / size));
            }
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
