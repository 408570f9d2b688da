package io.meridian.dicom.pixels;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * Writes stored values as NumPy's npy, version 1.0: frames × rows × columns × samples, before any
 * look-up table, one frame in memory at a time.
 */
public final class NpyWriter {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;

    private NpyWriter() {}

    /**
     * Writes all frames.
     *
     * @throws PixelException if one is missing or cannot be decoded; what was written is then not
     *     whole
     */
    public static void write(Frames frames, OutputStream out) throws IOException {
        if (frames.available() < frames.count()) {
            throw new PixelException(
                    "PixelData is too short: %d of %d frames are there"
                            .formatted(frames.available(), frames.count()));
        }
        var first = frames.stored(0);
        out.write(header(frames));
        out.write(first.cells());
        for (var index = 1; index < frames.count(); index++) {
            out.write(frames.stored(index).cells());
        }
    }

    /** Writes all frames into a file, which appears only when it is whole. */
    public static void write(Frames frames, Path target) throws IOException {
        var folder = Objects.requireNonNull(target.toAbsolutePath().getParent(), "a folder");
        var growing = Files.createTempFile(folder, "growing", ".npy");
        try {
            try (var out = new BufferedOutputStream(Files.newOutputStream(growing))) {
                write(frames, out);
            }
            Files.move(growing, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(growing);
        }
    }

    /** As Python writes the shape: (frames, rows, columns, samples). */
    public static String shape(Frames frames) {
        return "(%d, %d, %d, %d)"
                .formatted(frames.count(), frames.rows(), frames.columns(), frames.samples());
    }

    private static byte[] header(Frames frames) {
        var text =
                "{'descr': '%s', 'fortran_order': False, 'shape': %s, }"
                        .formatted(frames.type().numpy(), shape(frames));
        var unpadded = MAGIC.length + 2 + text.length() + 1;
        var padded = text + " ".repeat((ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT) + "\n";
        return ByteBuffer.allocate(MAGIC.length + 2 + padded.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putShort((short) padded.length())
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .array();
    }
}
