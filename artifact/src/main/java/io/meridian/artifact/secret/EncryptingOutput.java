package io.meridian.artifact.secret;

import io.meridian.artifact.internal.SyncedFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import javax.crypto.Cipher;

/**
 * Encrypts what is written, chunk by chunk, in constant memory.
 *
 * <p>Close it without {@link #commit} and nothing is left: a file appears only when it is whole and
 * synced. Not safe for concurrent use.
 */
public final class EncryptingOutput extends OutputStream {
    private final OutputStream out;
    private final PayloadFormat format;
    private final Finish finish;
    private final byte[] plain;
    private final byte[] sealed;
    private int filled;
    private long number;
    private boolean done;

    private interface Finish {
        void commit() throws IOException;

        void abandon() throws IOException;
    }

    private EncryptingOutput(OutputStream out, PayloadFormat format, Finish finish)
            throws IOException {
        this.out = out;
        this.format = format;
        this.finish = finish;
        plain = new byte[format.chunkBytes()];
        sealed = new byte[format.chunkBytes() + PayloadFormat.TAG_BYTES];
        out.write(format.header());
    }

    static EncryptingOutput to(SecretKey key, OutputStream out, String context) throws IOException {
        return new EncryptingOutput(out, PayloadFormat.fresh(key, context), new InMemory());
    }

    static EncryptingOutput toFile(SecretKey key, Path file, String context) {
        var temporary = SyncedFiles.temporary(file);
        try {
            var channel =
                    FileChannel.open(
                            temporary,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            SyncedFiles.privateMode(file));
            return new EncryptingOutput(
                    Channels.newOutputStream(channel),
                    PayloadFormat.fresh(key, context),
                    new ToFile(channel, temporary, file));
        } catch (IOException e) {
            throw new SecretException("an encrypted payload must be writable", e);
        }
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (done) {
            throw new IOException("an encrypted payload is written before it is committed");
        }
        var from = offset;
        var left = length;
        while (left > 0) {
            // A full chunk waits until more comes: the last one is marked as the last.
            if (filled == plain.length) {
                seal(false);
            }
            var part = Math.min(left, plain.length - filled);
            System.arraycopy(bytes, from, plain, filled, part);
            filled += part;
            from += part;
            left -= part;
        }
    }

    /** Ends the payload; the file is there, whole and synced, when it returns. */
    public void commit() throws IOException {
        if (done) {
            throw new IOException("an encrypted payload is committed once");
        }
        seal(true);
        out.flush();
        finish.commit();
        done = true;
    }

    /** Leaves nothing behind, unless it was committed. */
    @Override
    public void close() throws IOException {
        if (!done) {
            done = true;
            finish.abandon();
        }
    }

    private void seal(boolean last) throws IOException {
        var length = format.chunk(Cipher.ENCRYPT_MODE, number, last, plain, filled, sealed);
        out.write(sealed, 0, length);
        number++;
        filled = 0;
    }

    private record InMemory() implements Finish {
        @Override
        public void commit() {}

        @Override
        public void abandon() {}
    }

    private record ToFile(FileChannel channel, Path temporary, Path file) implements Finish {
        @Override
        public void commit() throws IOException {
            channel.force(true);
            channel.close();
            SyncedFiles.move(temporary, file);
        }

        @Override
        public void abandon() throws IOException {
            channel.close();
            Files.deleteIfExists(temporary);
        }
    }
}
