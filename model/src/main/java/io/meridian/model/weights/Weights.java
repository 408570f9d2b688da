package io.meridian.model.weights;

import io.meridian.model.Graph;
import io.meridian.model.Parameter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model's tensors by name, in memory, in the order in which they are written.
 *
 * @param tensors in order
 */
public record Weights(Map<String, Tensor> tensors) {
    /** PyTorch's counter of batches; carried by its files, needed by no network here. */
    private static final String COUNTER = ".num_batches_tracked";

    public Weights {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /** Reads a whole safetensors file; for files beyond 1 GiB use {@link SafetensorsFile}. */
    public static Weights read(Path file) throws IOException {
        try (SafetensorsFile source = SafetensorsFile.open(file)) {
            return source.readAll();
        }
    }

    /** Reads safetensors from memory. */
    public static Weights parse(byte[] bytes) {
        return Safetensors.parse(bytes);
    }

    /** Writes a safetensors file atomically: complete and synced under its name, or not at all. */
    public void write(Path file) throws IOException {
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, Safetensors.layout(this))) {
            for (Tensor tensor : tensors.values()) {
                writer.append(tensor.bytes());
            }
            writer.commit();
        }
    }

    /** The bytes of its safetensors form; equal weights in equal order give equal bytes. */
    public byte[] toBytes() {
        return Safetensors.write(this);
    }

    public Optional<Tensor> find(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /** The tensor of this name, or a message that names it. */
    public Tensor get(String name) {
        return find(name)
                .orElseThrow(() -> new WeightsException("tensor %s is missing".formatted(name)));
    }

    /**
     * Checks that these are all tensors that the network needs, of the right shape, and no more.
     */
    public void requireFit(Graph graph) {
        List<Parameter> parameters = graph.parameters();
        for (Parameter parameter : parameters) {
            Tensor tensor = get(parameter.name());
            List<Long> shape =
                    parameter.shape().dimensions().stream().map(Integer::longValue).toList();
            if (tensor.type() != ElementType.F32 || !tensor.shape().equals(shape)) {
                throw new WeightsException(
                        "tensor %s must be F32 %s, is %s %s"
                                .formatted(parameter.name(), shape, tensor.type(), tensor.shape()));
            }
        }
        var known = parameters.stream().map(Parameter::name).toList();
        for (String name : tensors.keySet()) {
            if (!name.endsWith(COUNTER) && !known.contains(name)) {
                throw new WeightsException("tensor %s belongs to no node".formatted(name));
            }
        }
    }
}
