package io.meridian.federation.update;

import io.meridian.model.weights.ElementType;
import io.meridian.model.weights.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares an update with the base it started from: the same tensors, types and shapes, every
 * number finite, and not too far away. Reads block by block; memory is two blocks and one header
 * each.
 */
public final class UpdateCheck {
    private final int blockBytes;

    /**
     * With blocks of a size.
     *
     * @param blockBytes how much is read at once: a multiple of 8, at least 8
     */
    public UpdateCheck(int blockBytes) {
        this.blockBytes = Blocks.requireSize(blockBytes);
    }

    /** With blocks of 1 MiB. */
    public UpdateCheck() {
        this(Blocks.DEFAULT_BYTES);
    }

    /**
     * Compares an update with its base.
     *
     * @param maximumNorm the largest distance from the base; infinite where there is no bound
     */
    public Inspection inspect(UpdateSource base, UpdateSource update, double maximumNorm)
            throws IOException {
        Map<String, TensorInfo> offered = new LinkedHashMap<>();
        update.tensors().forEach(tensor -> offered.put(tensor.name(), tensor));
        double squares = 0;
        for (TensorInfo expected : base.tensors()) {
            TensorInfo tensor = offered.remove(expected.name());
            Optional<Refusal> mismatch = mismatch(expected, tensor);
            if (mismatch.isPresent()) {
                return new Inspection.Unsound(mismatch.get());
            }
            if (tensor != null && isFloat(tensor.type())) {
                double sum = squaredDistance(base, expected, update, tensor);
                if (Double.isNaN(sum)) {
                    return new Inspection.Unsound(new Refusal.NotFinite(tensor.name()));
                }
                squares += sum;
            }
        }
        if (!offered.isEmpty()) {
            return new Inspection.Unsound(
                    new Refusal.UnknownTensor(offered.keySet().iterator().next()));
        }
        double norm = Math.sqrt(squares);
        return norm <= maximumNorm
                ? new Inspection.Sound(norm)
                : new Inspection.Unsound(new Refusal.NormExceeded(norm, maximumNorm));
    }

    private static Optional<Refusal> mismatch(TensorInfo expected, @Nullable TensorInfo offered) {
        String name = expected.name();
        if (offered == null) {
            return Optional.of(new Refusal.MissingTensor(name));
        }
        if (offered.type() != expected.type()) {
            return Optional.of(
                    new Refusal.WrongType(name, offered.type().name(), expected.type().name()));
        }
        if (!offered.shape().equals(expected.shape())) {
            return Optional.of(
                    new Refusal.WrongShape(
                            name, offered.shape().toString(), expected.shape().toString()));
        }
        return Optional.empty();
    }

    private static boolean isFloat(ElementType type) {
        return type == ElementType.F32 || type == ElementType.F64;
    }

    /** Σ (update − base)²; NaN if a number of the update is not finite. */
    private double squaredDistance(
            UpdateSource base, TensorInfo from, UpdateSource update, TensorInfo to)
            throws IOException {
        double[] before = new double[blockBytes / Float.BYTES];
        double[] after = new double[blockBytes / Float.BYTES];
        ByteBuffer buffer = ByteBuffer.allocate(blockBytes).order(ByteOrder.LITTLE_ENDIAN);
        double sum = 0;
        for (long at = 0; at < to.size(); at += blockBytes) {
            int count = Blocks.read(base, from, at, buffer, before);
            Blocks.read(update, to, at, buffer, after);
            for (int i = 0; i < count; i++) {
                if (!Double.isFinite(after[i])) {
                    return Double.NaN;
                }
                double moved = after[i] - before[i];
                sum += moved * moved;
            }
        }
        return sum;
    }
}
