package io.meridian.cli.dicom;

import io.meridian.dicom.DicomFile;
import io.meridian.dicom.pixels.DecodedFrame;
import io.meridian.dicom.pixels.PixelDecoder;
import io.meridian.dicom.pixels.PixelException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes stored values as NumPy's npy, version 1.0: frames × rows × columns × samples. */
final class NpyFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;

    private NpyFile() {}

    /** Decodes and writes frame by frame, in the narrowest integer type that holds the bits. */
    static String write(DicomFile file, Path target) throws IOException {
        var frames = PixelDecoder.frames(file);
        if (frames == 0) {
            throw new PixelException("the object has no PixelData");
        }
        var first = PixelDecoder.decode(file, 0);
        var shape =
                "(%d, %d, %d, %d)"
                        .formatted(frames, first.rows(), first.columns(), first.samples());
        try (var out = new BufferedOutputStream(Files.newOutputStream(target))) {
            out.write(header(type(first), shape));
            write(first, out);
            for (var frame = 1; frame < frames; frame++) {
                write(PixelDecoder.decode(file, frame), out);
            }
        }
        return type(first) + " " + shape;
    }

    private static int width(DecodedFrame frame) {
        return frame.bitsStored() <= 8 ? 1 : frame.bitsStored() <= 16 ? 2 : 4;
    }

    private static String type(DecodedFrame frame) {
        var width = width(frame);
        return (width == 1 ? "|" : "<") + (frame.signed() ? "i" : "u") + width;
    }

    private static byte[] header(String type, String shape) {
        var text = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
        var unpadded = MAGIC.length + 2 + text.length() + 1;
        var padded = text + " ".repeat((ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT) + "\n";
        return ByteBuffer.allocate(MAGIC.length + 2 + padded.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putShort((short) padded.length())
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static void write(DecodedFrame frame, OutputStream out) throws IOException {
        var width = width(frame);
        var bytes =
                ByteBuffer.allocate(frame.values().length * width).order(ByteOrder.LITTLE_ENDIAN);
        for (var value : frame.values()) {
            switch (width) {
                case 1 -> bytes.put((byte) value);
                case 2 -> bytes.putShort((short) value);
                default -> bytes.putInt(value);
            }
        }
        out.write(bytes.array());
    }
}
