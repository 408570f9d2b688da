package io.meridian.federation.update;

import io.meridian.model.weights.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weighted mean of stored updates: tensor by tensor, block by block, update after update in the
 * order given, in float64. Memory is a few blocks and one header for each update, whatever the size
 * of the model; the same updates in the same order give the same bits.
 *
 * <p>Whole-number buffers (batch counters) take the nearest whole number of their mean.
 */
public final class BlockAggregator {
    private final int blockBytes;

    /**
     * One update of a mean.
     *
     * @param weight its share before division by the sum, above 0
     */
    public record Weighted(UpdateSource source, double weight) {}

    /**
     * With blocks of a size.
     *
     * @param blockBytes how much of each update is read at once: a multiple of 8, at least 8
     */
    public BlockAggregator(int blockBytes) {
        this.blockBytes = Blocks.requireSize(blockBytes);
    }

    /** With blocks of 1 MiB. */
    public BlockAggregator() {
        this(Blocks.DEFAULT_BYTES);
    }

    /**
     * Writes the mean's tensors to {@code sink}, in the order and the types of {@code layout}.
     *
     * @param layout the base's tensors, without gaps
     * @param updates in site order, at least one, each checked by {@link UpdateCheck}
     */
    public void mean(List<TensorInfo> layout, List<Weighted> updates, BlockSink sink)
            throws IOException {
        if (updates.isEmpty()) {
            throw new IllegalArgumentException("a mean needs at least one update");
        }
        List<Map<String, TensorInfo>> headers = new ArrayList<>();
        double total = 0;
        for (Weighted update : updates) {
            Map<String, TensorInfo> header = new LinkedHashMap<>();
            update.source().tensors().forEach(tensor -> header.put(tensor.name(), tensor));
            headers.add(header);
            total += update.weight();
        }
        Workspace space = new Workspace(blockBytes);
        for (TensorInfo tensor : layout) {
            List<TensorInfo> parts = headers.stream().map(header -> part(header, tensor)).toList();
            for (long at = 0; at < tensor.size(); at += blockBytes) {
                int count = sum(updates, parts, at, space);
                for (int i = 0; i < count; i++) {
                    space.sums[i] /= total;
                }
                sink.append(Blocks.write(tensor, space.sums, count, space.buffer));
            }
        }
    }

    private static int sum(List<Weighted> updates, List<TensorInfo> parts, long at, Workspace space)
            throws IOException {
        Arrays.fill(space.sums, 0);
        int count = 0;
        for (int k = 0; k < parts.size(); k++) {
            Weighted update = updates.get(k);
            count = Blocks.read(update.source(), parts.get(k), at, space.buffer, space.values);
            double weight = update.weight();
            double[] sums = space.sums;
            double[] values = space.values;
            for (int i = 0; i < count; i++) {
                sums[i] += weight * values[i];
            }
        }
        return count;
    }

    private static TensorInfo part(Map<String, TensorInfo> header, TensorInfo tensor) {
        TensorInfo part = header.get(tensor.name());
        if (part == null || part.type() != tensor.type() || !part.shape().equals(tensor.shape())) {
            throw new IllegalArgumentException(
                    "every update must hold tensor %s as the base does; check updates first"
                            .formatted(tensor.name()));
        }
        return part;
    }

    private static final class Workspace {
        final ByteBuffer buffer;
        final double[] values;
        final double[] sums;

        Workspace(int blockBytes) {
            buffer = ByteBuffer.allocate(blockBytes).order(ByteOrder.LITTLE_ENDIAN);
            values = new double[blockBytes / Float.BYTES];
            sums = new double[blockBytes / Float.BYTES];
        }
    }
}
