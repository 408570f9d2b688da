package io.meridian.model.weights;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An open safetensors file: its header is read and checked, its data is read when asked for, block
 * by block if need be. Owns the file until closed. Reads may come from several threads.
 */
public final class SafetensorsFile implements AutoCloseable {
    private final FileChannel channel;
    private final List<TensorInfo> tensors;
    private final long dataBegin;

    private SafetensorsFile(FileChannel channel, List<TensorInfo> tensors, long dataBegin) {
        this.channel = channel;
        this.tensors = tensors;
        this.dataBegin = dataBegin;
    }

    /** Opens a file; a {@link WeightsException} says what is wrong with its header. */
    public static SafetensorsFile open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            long size = channel.size();
            ByteBuffer prefix = ByteBuffer.allocate((int) Math.min(size, Safetensors.PREFIX));
            read(channel, prefix, 0);
            int length = Safetensors.headerLength(prefix.flip(), size);
            ByteBuffer header = ByteBuffer.allocate(length);
            read(channel, header, Safetensors.PREFIX);
            long begin = Safetensors.PREFIX + (long) length;
            return new SafetensorsFile(
                    channel, Safetensors.header(header.array(), size - begin), begin);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Its tensors in the order of their data. */
    public List<TensorInfo> tensors() {
        return tensors;
    }

    /**
     * Reads {@code into.remaining()} bytes of a tensor, from {@code from} bytes after its start.
     */
    public void read(TensorInfo tensor, long from, ByteBuffer into) throws IOException {
        if (from < 0 || from + into.remaining() > tensor.size()) {
            throw new IllegalArgumentException(
                    "tensor %s has %d bytes; %d from %d are too many"
                            .formatted(tensor.name(), tensor.size(), into.remaining(), from));
        }
        read(channel, into, dataBegin + tensor.offset() + from);
    }

    /** Reads a whole tensor, at most 1 GiB. */
    public Tensor read(TensorInfo tensor) throws IOException {
        if (tensor.size() > 1 << 30) {
            throw new WeightsException(
                    "tensor %s of %d bytes must be read in blocks"
                            .formatted(tensor.name(), tensor.size()));
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) tensor.size()).order(ByteOrder.LITTLE_ENDIAN);
        read(tensor, 0, bytes);
        return new Tensor(tensor.type(), tensor.shape(), bytes.flip());
    }

    /**
     * Maps a tensor's bytes, little-endian and perhaps unaligned, without reading them; they live
     * as long as {@code arena}, also after this file is closed.
     */
    public MemorySegment map(TensorInfo tensor, Arena arena) throws IOException {
        return channel.map(
                FileChannel.MapMode.READ_ONLY, dataBegin + tensor.offset(), tensor.size(), arena);
    }

    /** The tensor of this name, or a message that names it. */
    public TensorInfo get(String name) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new WeightsException("tensor %s is missing".formatted(name)));
    }

    /** Reads everything. */
    public Weights readAll() throws IOException {
        Map<String, Tensor> all = new LinkedHashMap<>();
        for (TensorInfo tensor : tensors) {
            all.put(tensor.name(), read(tensor));
        }
        return new Weights(all);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static void read(FileChannel channel, ByteBuffer into, long position)
            throws IOException {
        long at = position;
        while (into.hasRemaining()) {
            int count = channel.read(into, at);
            if (count < 0) {
                throw new WeightsException("the safetensors file ends early");
            }
            at += count;
        }
    }
}
