package io.meridian.dicom.network;

import io.meridian.dicom.network.AssociationException.Aborted;
import io.meridian.dicom.network.AssociationException.TimedOut;
import io.meridian.dicom.network.AssociationException.Violation;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Arrays;

/**
 * PDUs and fragments as they arrive. A buffer is held only while messages are being read; what is
 * in it is handed on from there. Used by one thread at a time.
 */
final class PduInput {
    /** Longest association request: 128 contexts with every transfer syntax are far below. */
    private static final int MAXIMUM_CONTROL_BYTES = 256 << 10;

    private static final int HEAD = Pdu.HEADER + Pdu.FRAGMENT_HEADER;
    private static final int MAXIMUM_EMPTY_FRAGMENTS = 1_000;

    private final ByteSource source;
    private final Buffers buffers;
    private final int maxPduBytes;
    private final Duration readTimeout;
    private final ByteBuffer head = ByteBuffer.allocate(HEAD).limit(0);

    /** What has arrived and was not read yet lies between its position and its limit. */
    private ByteBuffer buffer = head;

    private boolean borrowed;
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
        this.source = new ByteSource(socket);
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
        if (!buffer.hasRemaining()) {
            release();
            var wait = until - System.nanoTime();
            if (wait <= 0) {
                return 0;
            }
            try {
                head.limit(source.read(head.array(), 0, HEAD, wait)).position(0);
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
        var length = buffer.getInt() & 0xFFFFFFFFL;
        if (length < 2 || length > pduLeft - 4) {
            throw new Violation(AbortReason.INVALID_PARAMETER, "a fragment is longer than its PDU");
        }
        context = buffer.get() & 0xFF;
        var control = buffer.get();
        command = (control & 1) != 0;
        last = (control & 2) != 0;
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
        if (!buffer.hasRemaining()) {
            fill();
        }
    }

    /** Hands on what is here of the present fragment, without another copy if both sides can. */
    int transfer(WritableByteChannel channel) throws IOException {
        var count = Math.min(buffer.remaining(), fragmentLeft);
        var part = buffer.slice(buffer.position(), count);
        while (part.hasRemaining()) {
            channel.write(part);
        }
        return passed(count);
    }

    /** The same to a stream. */
    int transfer(OutputStream out) throws IOException {
        var count = Math.min(buffer.remaining(), fragmentLeft);
        if (buffer.hasArray()) {
            out.write(buffer.array(), buffer.arrayOffset() + buffer.position(), count);
            return passed(count);
        }
        var copy = buffers.take();
        try {
            buffer.get(buffer.position(), copy, 0, count);
            out.write(copy, 0, count);
            return passed(count);
        } finally {
            buffers.giveBack(copy);
        }
    }

    void skip() throws IOException {
        await();
        passed(Math.min(buffer.remaining(), fragmentLeft));
    }

    private int passed(int count) {
        buffer.position(buffer.position() + count);
        fragmentLeft -= count;
        return count;
    }

    /** Gives the buffer back where nothing waits in it. */
    private void release() {
        if (borrowed) {
            buffers.giveBack(buffer);
            buffer = head;
            borrowed = false;
        }
        head.position(0).limit(0);
    }

    private void header() throws IOException {
        ensure(Pdu.HEADER);
        type = buffer.get() & 0xFF;
        buffer.get();
        pduLeft = buffer.getInt() & 0xFFFFFFFFL;
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
        await();
        var count = Math.min(length, buffer.remaining());
        buffer.get(target, offset, count);
        return count;
    }

    private void ensure(int bytes) throws IOException {
        while (buffer.remaining() < bytes) {
            fill();
        }
    }

    private void fill() throws IOException {
        if (!borrowed) {
            buffer = source.isChannel() ? buffers.takeForChannel() : buffers.wrapped();
            borrowed = true;
            buffer.limit(buffer.capacity()).put(head).flip();
        }
        var left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new TimedOut("a message did not arrive in time");
        }
        buffer.compact();
        try {
            source.read(buffer, Math.min(left, readTimeout.toNanos()));
        } catch (SocketTimeoutException _) {
            throw new TimedOut(
                    System.nanoTime() < deadline
                            ? "a message stopped arriving"
                            : "a message did not arrive in time");
        } finally {
            buffer.flip();
        }
    }
}
