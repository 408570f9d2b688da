package io.meridian.dicom.network;

import io.meridian.dicom.network.AssociationException.Violation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Messages cut into PDUs. A command and the beginning of its data set leave in one write; each
 * further PDU is one write. Safe for use by several threads: messages do not mix.
 */
final class PduOutput {
    private static final int LONGEST = 128 << 10;
    private static final int SHORTEST = 128;
    private static final int HEADERS = Pdu.HEADER + Pdu.FRAGMENT_HEADER;

    private final Socket socket;
    private final OutputStream out;
    private final Buffers buffers;
    private final Duration writeTimeout;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile int room = 16_384 - Pdu.FRAGMENT_HEADER;
    private int used;

    /**
     * @param writeTimeout a peer that takes nothing for so long is hung up on
     */
    PduOutput(Socket socket, Buffers buffers, Duration writeTimeout) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.buffers = buffers;
        this.writeTimeout = writeTimeout;
    }

    /** The longest PDU that the peer takes; 0 means any. */
    void peerTakes(long maxBytes) {
        if (maxBytes != 0 && maxBytes < SHORTEST) {
            throw new Violation(
                    AbortReason.INVALID_PARAMETER,
                    "a peer must take PDUs of at least %d bytes; this takes %d"
                            .formatted(SHORTEST, maxBytes));
        }
        var longest = (int) (maxBytes == 0 ? LONGEST : Math.min(maxBytes, LONGEST));
        room = (longest - Pdu.FRAGMENT_HEADER) & ~1;
    }

    /** Writes one PDU between messages. */
    void write(byte[] pdu) throws IOException {
        lock.lock();
        try {
            write(pdu, pdu.length);
        } finally {
            lock.unlock();
        }
    }

    /** An A-ABORT, unless another thread is within a message. */
    void abort(int source, int reason) throws IOException {
        if (lock.tryLock()) {
            try {
                var pdu = Pdu.abort(source, reason);
                write(pdu, pdu.length);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Sends a message; what the data set's stream throws leaves the message broken. */
    void message(int context, byte[] command, @Nullable InputStream dataSet) throws IOException {
        lock.lock();
        var buffer = buffers.take();
        used = 0;
        try {
            send(buffer, context, 1, new ByteArrayInputStream(command));
            if (dataSet != null) {
                send(buffer, context, 0, dataSet);
            }
            flush(buffer);
        } finally {
            buffers.giveBack(buffer);
            lock.unlock();
        }
    }

    /**
     * Reads one byte more than fits, so that the last fragment is known to be the last. Fragments
     * have an even length (PS3.8 annex E.2): only a deflated data set can be odd, and a byte of
     * zero may follow it (PS3.5 section A.5).
     */
    private void send(byte[] buffer, int context, int kind, InputStream content)
            throws IOException {
        var carried = -1;
        while (true) {
            if (used + HEADERS + room + 1 > buffer.length) {
                flush(buffer);
            }
            var start = used + HEADERS;
            var have = 0;
            if (carried >= 0) {
                buffer[start] = (byte) carried;
                have = 1;
            }
            have += content.readNBytes(buffer, start + have, room + 1 - have);
            var last = have <= room;
            var length = last ? have : room;
            carried = last ? -1 : buffer[start + room] & 0xFF;
            if ((length & 1) == 1) {
                buffer[start + length++] = 0;
            }
            buffer[used] = Pdu.DATA;
            buffer[used + 1] = 0;
            Pdu.putInt(buffer, used + 2, length + Pdu.FRAGMENT_HEADER);
            Pdu.putInt(buffer, used + Pdu.HEADER, length + 2);
            buffer[used + Pdu.HEADER + 4] = (byte) context;
            buffer[used + Pdu.HEADER + 5] = (byte) (kind | (last ? 2 : 0));
            used += HEADERS + length;
            if (last) {
                return;
            }
        }
    }

    private void flush(byte[] buffer) throws IOException {
        var length = used;
        used = 0;
        if (length > 0) {
            write(buffer, length);
        }
    }

    private void write(byte[] bytes, int length) throws IOException {
        try (var _ = Watch.closeAfter(socket, writeTimeout)) {
            out.write(bytes, 0, length);
            out.flush();
        }
    }
}
