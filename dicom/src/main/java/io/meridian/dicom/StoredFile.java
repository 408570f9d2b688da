package io.meridian.dicom;

import io.meridian.dicom.internal.ByteOrders;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;

/**
 * A file that values were left in, as it was when they were found. It is opened anew for each
 * reading, so nothing has to be closed; if it has changed since, reading is refused.
 *
 * @param size in bytes
 */
public record StoredFile(Path path, long size, FileTime modified) {
    private static final int PIECE = 1 << 16;

    public static StoredFile of(Path path) {
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new StoredFile(path, attributes.size(), attributes.lastModifiedTime());
        } catch (IOException e) {
            throw new DicomException("the file cannot be read", e);
        }
    }

    /** The file as it was, for reading; the caller closes it. */
    FileChannel channel() throws IOException {
        var now = Files.readAttributes(path, BasicFileAttributes.class);
        if (now.size() != size || !now.lastModifiedTime().equals(modified)) {
            throw new DicomException(
                    "the file of a value has changed since it was read; read it again");
        }
        return FileChannel.open(path, StandardOpenOption.READ);
    }

    byte[] read(long offset, int length, int unit) {
        try (var channel = channel()) {
            var bytes = new byte[length];
            fill(channel, offset, ByteBuffer.wrap(bytes));
            ByteOrders.swap(bytes, unit);
            return bytes;
        } catch (IOException e) {
            throw new DicomException("the file of a value cannot be read", e);
        }
    }

    InputStream open(long offset, long length, int unit) {
        try {
            var channel = channel();
            channel.position(offset);
            var part = new Part(Channels.newInputStream(channel), length);
            return new BufferedInputStream(
                    unit == 1 ? part : ByteOrders.swapping(part, unit), PIECE);
        } catch (IOException e) {
            throw new DicomException("the file of a value cannot be read", e);
        }
    }

    static void fill(FileChannel channel, long offset, ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            var count = channel.read(target, offset);
            if (count < 0) {
                throw new IOException("the file ends early");
            }
            offset += count;
        }
    }

    static boolean same(Content ours, Content theirs) {
        if (ours.length() != theirs.length()) {
            return false;
        }
        if (ours instanceof Content.Memory(var a, var from, var size)
                && theirs instanceof Content.Memory(var b, var start, var _)) {
            return Arrays.equals(a, from, from + size, b, start, start + size);
        }
        try (var one = ours.open();
                var other = theirs.open()) {
            for (var left = ours.length(); left > 0; left -= PIECE) {
                var count = (int) Math.min(left, PIECE);
                if (!Arrays.equals(one.readNBytes(count), other.readNBytes(count))) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new DicomException("the file of a value cannot be read", e);
        }
    }

    static int hash(Content content) {
        var first = content.slice(0, Math.min(32, content.length())).bytes();
        return Long.hashCode(content.length()) * 31 + Arrays.hashCode(first);
    }

    /** No further than the end of a value. */
    private static final class Part extends FilterInputStream {
        private long left;

        Part(InputStream in, long left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            if (left == 0) {
                return -1;
            }
            left--;
            return ended(in.read());
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (left == 0) {
                return -1;
            }
            var count = ended(in.read(target, offset, (int) Math.min(left, length)));
            left -= count;
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            var skipped = in.skip(Math.min(count, left));
            left -= skipped;
            return skipped;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(left, in.available());
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        private static int ended(int result) throws IOException {
            if (result < 0) {
                throw new IOException("the file ends early");
            }
            return result;
        }
    }
}
