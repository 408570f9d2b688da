package io.meridian.dicom.network;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Bytes of a socket, with a time-out for each read. Used by one thread at a time. */
final class ByteSource {
    private static final long LOOK_OUT_NANOS = 20_000;
    private static final int PATIENCE = 4;
    private static final int UNWATCHED = 64;

    private final Socket socket;
    private final InputStream in;
    private final @Nullable SocketChannel channel;
    private final byte[] first = new byte[64];
    private int patience = PATIENCE;
    private int unwatched;

    ByteSource(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.channel = socket.getChannel();
    }

    /** Whether bytes can go to a buffer outside the heap without another copy. */
    boolean isChannel() {
        return channel != null;
    }

    /**
     * Reads at least one byte.
     *
     * @throws SocketTimeoutException if none came in time
     * @throws EOFException if the peer closed the connection
     */
    int read(byte[] target, int offset, int length, long nanos) throws IOException {
        var _ = isReady();
        return readWhenReady(target, offset, length, nanos);
    }

    /** The same to a buffer's free end. */
    int read(ByteBuffer buffer, long nanos) throws IOException {
        var ready = isReady();
        if (channel != null && ready) {
            return checked(channel.read(buffer));
        }
        if (buffer.hasArray()) {
            var count =
                    readWhenReady(
                            buffer.array(),
                            buffer.arrayOffset() + buffer.position(),
                            buffer.remaining(),
                            nanos);
            buffer.position(buffer.position() + count);
            return count;
        }
        // A channel has no time-out; once these are here, the rest goes straight to the buffer.
        var count = readWhenReady(first, 0, Math.min(first.length, buffer.remaining()), nanos);
        buffer.put(first, 0, count);
        return count;
    }

    private int readWhenReady(byte[] target, int offset, int length, long nanos)
            throws IOException {
        socket.setSoTimeout(Math.clamp(nanos / 1_000_000 + 1, 1, Integer.MAX_VALUE));
        return checked(in.read(target, offset, length));
    }

    private static int checked(int count) throws EOFException {
        if (count < 0) {
            throw new EOFException("the peer closed the connection");
        }
        return count;
    }

    /**
     * Looks a few times whether something is there before the thread is parked: to wake a virtual
     * thread takes longer than a busy peer takes to go on. Hardly done where it was in vain.
     */
    private boolean isReady() throws IOException {
        if (in.available() > 0) {
            return true;
        }
        if (patience == 0 && ++unwatched < UNWATCHED) {
            return false;
        }
        unwatched = 0;
        var end = System.nanoTime() + LOOK_OUT_NANOS;
        do {
            Thread.onSpinWait();
            if (in.available() > 0) {
                patience = PATIENCE;
                return true;
            }
        } while (System.nanoTime() < end);
        patience = Math.max(0, patience - 1);
        return false;
    }
}
