package io.meridian.dicom;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/** What the tests of large objects do in a process with a small heap. */
final class LargeObjects {
    static final byte[] MARK = {1, 2, 3, 4, 5, 6, 7, 8};

    private LargeObjects() {}

    /** Native pixel data of so many bytes, all zeros but for a mark at the end. */
    static void writeNative(Path file, long length) throws IOException {
        var head =
                Wire.file("1.2.840.10008.1.2.1")
                        .explicit(0x00100020, "LO", "PATIENT1")
                        .explicitLong(0x7FE00010, "OW", length, new byte[0])
                        .bytes();
        try (var channel = sparse(file)) {
            put(channel, 0, head);
            put(channel, head.length + length - MARK.length, MARK);
            put(
                    channel,
                    head.length + length,
                    new Wire().explicitLong(0xFFFCFFFC, "OB", 4, new byte[4]).bytes());
        }
    }

    /** Encapsulated pixel data in fragments of so many bytes, each with a mark at its end. */
    static void writeFragments(Path file, int fragments, long length) throws IOException {
        var head =
                Wire.file("1.2.840.10008.1.2.4.80")
                        .explicit(0x00100020, "LO", "PATIENT1")
                        .explicitLong(0x7FE00010, "OB", Wire.UNDEFINED, new byte[0])
                        .item(0)
                        .bytes();
        try (var channel = sparse(file)) {
            put(channel, 0, head);
            long at = head.length;
            for (var i = 0; i < fragments; i++) {
                put(channel, at, new Wire().item(length).bytes());
                at += 8 + length;
                put(channel, at - MARK.length, MARK);
            }
            put(channel, at, new Wire().sequenceEnd().bytes());
        }
    }

    /** Opens, re-heads, reads the end of the last frame, and prints what came of it. */
    public static void main(String[] arguments) throws IOException {
        var path = Path.of(arguments[0]);
        var file = Part10.open(path);
        var pixels =
                switch (file.dataSet().get(Tags.PixelData).orElseThrow().value()) {
                    case Element.Value.Bytes(var content) -> content;
                    case Element.Value.Fragments(var fragments) -> fragments.getLast();
                    case Element.Value.Items _ -> Content.empty();
                };
        var end = pixels.slice(pixels.length() - MARK.length, MARK.length).bytes();
        System.out.println("end " + HexFormat.of().formatHex(end));
        var copied = new Counting();
        Part10.write(file, copied);
        System.out.println("copied " + copied.count);
        var changed = new Counting();
        Part10.write(file.with(changed(file.dataSet())), changed);
        System.out.println("changed " + changed.count);
        var streamed = new Counting();
        try (var in = new BufferedInputStream(Files.newInputStream(path))) {
            Part10.rewrite(
                    in,
                    streamed,
                    ReadOptions.DEFAULT,
                    each -> each.with(changed(each.dataSet())),
                    UnaryOperator.identity());
        }
        System.out.println("streamed " + streamed.count);
        System.out.println("heap " + Runtime.getRuntime().maxMemory());
    }

    private static DataSet changed(DataSet dataSet) {
        return dataSet.toBuilder().text(Tags.PatientID, "PATIENT1 MORE").build();
    }

    private static FileChannel sparse(Path file) throws IOException {
        return FileChannel.open(
                file,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.SPARSE);
    }

    private static void put(FileChannel channel, long at, byte[] bytes) throws IOException {
        channel.write(ByteBuffer.wrap(bytes), at);
    }

    private static final class Counting extends OutputStream {
        private long count;

        @Override
        public void write(int each) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            count += length;
        }
    }
}
