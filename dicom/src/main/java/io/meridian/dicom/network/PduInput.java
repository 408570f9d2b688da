package io.meridian.dicom.network;

import io.meridian.dicom.network.AssociationException.Aborted;
import io.meridian.dicom.network.AssociationException.TimedOut;
import io.meridian.dicom.network.AssociationException.Violation;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/**
 * PDUs and fragments as they arrive. Large reads go from the socket straight into the reader's
 * array; a buffer is held only while a PDU is being read. Used by one thread at a time.
 */
final class PduInput {
    /** Longest association request: 128 contexts with every transfer syntax are far below. */
    private static final int MAXIMUM_CONTROL_BYTES = 256 << 10;

    private static final int DIRECT = 8 << 10;
    private static final int HEAD = Pdu.HEADER + Pdu.FRAGMENT_HEADER;
    private static final int MAXIMUM_EMPTY_FRAGMENTS = 1_000;

    private final Socket socket;
    private final InputStream in;
    private final Buffers buffers;
    private final int maxPduBytes;
    private final Duration readTimeout;
    private final byte[] head = new byte[HEAD];
    private byte[] buffer = head;
    private boolean borrowed;
    private int position;
    private int limit;
    private long deadline;

    private int type;
    private long pduLeft;
    private int fragmentLeft;
    private int emptyFragments;
    private int context;
    private boolean command;
    private boolean last;

    /**
     * @param maxPduBytes longest P-DATA PDU taken
     * @param readTimeout longest silence within a message
     */
    PduInput(Socket socket, Buffers buffers, int maxPduBytes, Duration readTimeout)
            throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.buffers = buffers;
        this.maxPduBytes = maxPduBytes;
        this.readTimeout = readTimeout;
    }

    /**
     * Waits for a PDU.
     *
     * @param until instant of {@link System#nanoTime} by which its first byte must be here
     * @param within time for the whole message from then on
     * @return its type; 0 if nothing came in time
     */
    int next(long until, Duration within) throws IOException {
        if (position == limit) {
            release();
            var wait = until - System.nanoTime();
            if (wait <= 0) {
                return 0;
            }
            try {
                limit = receive(head, 0, HEAD, wait);
            } catch (SocketTimeoutException _) {
                return 0;
            }
        }
        deadline = System.nanoTime() + within.toNanos();
        emptyFragments = 0;
        header();
        return type;
    }

    /** What follows the header of a PDU that is not P-DATA; memory grows with what really comes. */
    byte[] body() throws IOException {
        var length = (int) pduLeft;
        var body = new byte[Math.min(length, 8 << 10)];
        var filled = 0;
        while (filled < length) {
            if (filled == body.length) {
                body = Arrays.copyOf(body, Math.min(length, 2 * filled));
            }
            filled += take(body, filled, body.length - filled);
        }
        pduLeft = 0;
        return body;
    }

    /** Goes on to the next fragment, which may begin another PDU. */
    void nextFragment() throws IOException {
        if (pduLeft == 0) {
            header();
            if (type == Pdu.ABORT) {
                var body = body();
                throw new Aborted(body[2], body[3]);
            }
            if (type != Pdu.DATA) {
                throw new Violation(
                        AbortReason.UNEXPECTED_PDU,
                        "a PDU of type %d came within a message".formatted(type));
            }
        }
        if (pduLeft < Pdu.FRAGMENT_HEADER) {
            throw new Violation(AbortReason.INVALID_PARAMETER, "a fragment ends within its header");
        }
        ensure(Pdu.FRAGMENT_HEADER);
        var length = Pdu.getInt(buffer, position) & 0xFFFFFFFFL;
        if (length < 2 || length > pduLeft - 4) {
            throw new Violation(AbortReason.INVALID_PARAMETER, "a fragment is longer than its PDU");
        }
        context = buffer[position + 4] & 0xFF;
        command = (buffer[position + 5] & 1) != 0;
        last = (buffer[position + 5] & 2) != 0;
        position += Pdu.FRAGMENT_HEADER;
        pduLeft -= 4 + length;
        fragmentLeft = (int) length - 2;
        if (fragmentLeft == 0 && !last && ++emptyFragments > MAXIMUM_EMPTY_FRAGMENTS) {
            throw new Violation(
                    AbortReason.INVALID_PARAMETER, "too many fragments of a message are empty");
        }
    }

    int context() {
        return context;
    }

    boolean isCommand() {
        return command;
    }

    boolean isLast() {
        return last;
    }

    /** Bytes of the present fragment that were not read yet. */
    int fragmentLeft() {
        return fragmentLeft;
    }

    /** Reads at least one byte of the present fragment, which must have some. */
    int read(byte[] target, int offset, int length) throws IOException {
        var count = take(target, offset, Math.min(length, fragmentLeft));
        fragmentLeft -= count;
        return count;
    }

    /** Waits until something of the present fragment is here. */
    void await() throws IOException {
        if (position == limit) {
            fill();
        }
    }

    /** Hands on what is here of the present fragment, without another copy. */
    int transfer(OutputStream out) throws IOException {
        var count = Math.min(limit - position, fragmentLeft);
        out.write(buffer, position, count);
        position += count;
        fragmentLeft -= count;
        return count;
    }

    void skip() throws IOException {
        await();
        var count = Math.min(limit - position, fragmentLeft);
        position += count;
        fragmentLeft -= count;
    }

    /** Gives the buffer back where nothing waits in it. */
    void release() {
        if (position == limit && borrowed) {
            buffers.giveBack(buffer);
            buffer = head;
            borrowed = false;
        }
        if (position == limit) {
            position = 0;
            limit = 0;
        }
    }

    private void header() throws IOException {
        ensure(Pdu.HEADER);
        type = buffer[position] & 0xFF;
        pduLeft = Pdu.getInt(buffer, position + 2) & 0xFFFFFFFFL;
        position += Pdu.HEADER;
        switch (type) {
            case Pdu.DATA -> checkLength(maxPduBytes);
            case Pdu.ASSOCIATE_RQ, Pdu.ASSOCIATE_AC -> checkLength(MAXIMUM_CONTROL_BYTES);
            case Pdu.ASSOCIATE_RJ, Pdu.RELEASE_RQ, Pdu.RELEASE_RP, Pdu.ABORT -> {
                if (pduLeft != 4) {
                    throw new Violation(
                            AbortReason.INVALID_PARAMETER,
                            "a PDU of type %d has 4 bytes; %d are announced"
                                    .formatted(type, pduLeft));
                }
            }
            default ->
                    throw new Violation(
                            AbortReason.UNRECOGNIZED_PDU,
                            "a PDU of unknown type %d arrived".formatted(type));
        }
    }

    private void checkLength(int most) {
        if (pduLeft > most) {
            throw new Violation(
                    AbortReason.INVALID_PARAMETER,
                    "a PDU of %d bytes arrived; at most %d are taken".formatted(pduLeft, most));
        }
    }

    private int take(byte[] target, int offset, int length) throws IOException {
        if (position == limit) {
            if (length >= DIRECT) {
                return receive(target, offset, length);
            }
            fill();
        }
        var count = Math.min(length, limit - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    private void ensure(int bytes) throws IOException {
        while (limit - position < bytes) {
            fill();
        }
    }

    private void fill() throws IOException {
        if (!borrowed) {
            borrowed = true;
            buffer = buffers.take();
            System.arraycopy(head, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        } else if (position == limit) {
            position = 0;
            limit = 0;
        } else if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        limit += receive(buffer, limit, buffer.length - limit);
    }

    private int receive(byte[] target, int offset, int length) throws IOException {
        var left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new TimedOut("a message did not arrive in time");
        }
        try {
            return receive(target, offset, length, Math.min(left, readTimeout.toNanos()));
        } catch (SocketTimeoutException _) {
            throw new TimedOut(
                    System.nanoTime() < deadline
                            ? "a message stopped arriving"
                            : "a message did not arrive in time");
        }
    }

    private int receive(byte[] target, int offset, int length, long nanos) throws IOException {
        socket.setSoTimeout(Math.clamp(nanos / 1_000_000 + 1, 1, Integer.MAX_VALUE));
        var count = in.read(target, offset, length);
        if (count < 0) {
            throw new EOFException("the peer closed the connection");
        }
        return count;
    }
}
