package io.meridian.dicom.network;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;

/** One association's socket: PDUs in and out, messages in fragments. Used by one thread. */
final class Connection implements AutoCloseable {
    private static final int FRAGMENT_HEADER = 6;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final int maxReceive;
    private int maxSend = 16_384;
    private byte[] pending = new byte[0];
    private int position;

    Connection(Socket socket, int maxReceive) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 65_536));
        this.out = new BufferedOutputStream(socket.getOutputStream(), 65_536);
        this.maxReceive = maxReceive;
    }

    void idleTimeout(java.time.Duration timeout) throws IOException {
        socket.setSoTimeout((int) timeout.toMillis());
    }

    /** The longest PDU that the peer takes; 0 means any. */
    void peerTakes(int maxBytes) {
        maxSend = maxBytes == 0 ? 1 << 20 : Math.clamp(maxBytes, 1_024, 1 << 20);
    }

    Pdu read() throws IOException {
        return Pdu.read(in, maxReceive);
    }

    void write(Pdu pdu) throws IOException {
        pdu.write(out);
    }

    /** A piece of a message: whether of a command, whether its last, and the bytes. */
    @SuppressWarnings("ArrayRecordComponent") // used once, by its receiver
    record Fragment(int context, boolean command, boolean last, byte[] bytes) {}

    /** The fragment after this one, which may lie in the same PDU. */
    Fragment fragment() throws IOException {
        if (position == pending.length) {
            var pdu = read();
            if (pdu.type() == Pdu.ABORT) {
                throw new AssociationException("the peer aborted within a message");
            }
            if (pdu.type() != Pdu.DATA) {
                throw new AssociationException(
                        "a PDU of type %d came within a message".formatted(pdu.type()));
            }
            begin(pdu);
        }
        if (pending.length - position < FRAGMENT_HEADER) {
            throw new AssociationException("a fragment ends within its header");
        }
        var length = java.nio.ByteBuffer.wrap(pending).getInt(position);
        if (length < 2 || length > pending.length - position - 4) {
            throw new AssociationException("a fragment is longer than its PDU");
        }
        var context = pending[position + 4] & 0xFF;
        var control = pending[position + 5];
        var bytes = Arrays.copyOfRange(pending, position + FRAGMENT_HEADER, position + 4 + length);
        position += 4 + length;
        return new Fragment(context, (control & 1) != 0, (control & 2) != 0, bytes);
    }

    void begin(Pdu data) {
        pending = data.content();
        position = 0;
    }

    /** Sends a command or a data set in as many PDUs as it needs. */
    void send(int context, boolean command, InputStream content) throws IOException {
        var buffer = new byte[maxSend - FRAGMENT_HEADER];
        var read = content.readNBytes(buffer, 0, buffer.length);
        while (true) {
            var next = new byte[buffer.length];
            var ahead = read < buffer.length ? 0 : content.readNBytes(next, 0, next.length);
            var last = ahead == 0;
            var pdu = new ByteArrayOutputStream(FRAGMENT_HEADER + read);
            var length = read + 2;
            for (var i = 0; i < 4; i++) {
                pdu.write(length >>> (24 - 8 * i));
            }
            pdu.write(context);
            pdu.write((command ? 1 : 0) | (last ? 2 : 0));
            pdu.write(buffer, 0, read);
            write(new Pdu(Pdu.DATA, pdu.toByteArray()));
            if (last) {
                return;
            }
            buffer = next;
            read = ahead;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
