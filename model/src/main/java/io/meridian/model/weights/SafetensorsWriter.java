package io.meridian.model.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Writes a safetensors file whose layout is known, in constant memory: bytes are appended in order,
 * and {@link #commit} syncs the file and gives it its name. Closed without it, nothing remains. Not
 * thread-safe.
 */
public final class SafetensorsWriter implements AutoCloseable {
    private final Path file;
    private final Path partial;
    private final FileChannel channel;
    private final long size;
    private boolean committed;

    private SafetensorsWriter(Path file, Path partial, FileChannel channel, long size) {
        this.file = file;
        this.partial = partial;
        this.channel = channel;
        this.size = size;
    }

    /** Begins a file; {@code layout} must be without gaps, in order. */
    public static SafetensorsWriter create(Path file, List<TensorInfo> layout) throws IOException {
        long end = 0;
        for (TensorInfo tensor : layout) {
            if (tensor.offset() != end) {
                throw new IllegalArgumentException(
                        "tensor %s must begin at %d".formatted(tensor.name(), end));
            }
            end += tensor.size();
        }
        byte[] prefix = Safetensors.prefix(layout);
        Path partial =
                Files.createTempFile(
                        file.toAbsolutePath().getParent(), file.getFileName() + ".", ".partial");
        FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE);
        var writer = new SafetensorsWriter(file, partial, channel, prefix.length + end);
        try {
            writer.append(ByteBuffer.wrap(prefix));
            return writer;
        } catch (IOException e) {
            writer.close();
            throw e;
        }
    }

    /** Appends the remaining bytes, little-endian elements in the order of the layout. */
    public void append(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Syncs the file and gives it its name. */
    public void commit() throws IOException {
        if (channel.position() != size) {
            throw new IllegalStateException(
                    "the layout needs %d bytes, %d were written"
                            .formatted(size, channel.position()));
        }
        channel.force(true);
        channel.close();
        Files.move(
                partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        committed = true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!committed) {
            Files.deleteIfExists(partial);
        }
    }
}
