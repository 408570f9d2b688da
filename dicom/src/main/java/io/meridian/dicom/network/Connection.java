package io.meridian.dicom.network;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** One association's socket with its two directions. */
final class Connection implements AutoCloseable {
    private static final int LINGER_BYTES = 1 << 20;

    private final Socket socket;
    private final PduInput input;
    private final PduOutput output;

    Connection(Socket socket, Buffers buffers, int maxPduBytes, Duration silence)
            throws IOException {
        this.socket = socket;
        this.input = new PduInput(socket, buffers, maxPduBytes, silence);
        this.output = new PduOutput(socket, buffers, silence);
    }

    Socket socket() {
        return socket;
    }

    PduInput input() {
        return input;
    }

    PduOutput output() {
        return output;
    }

    /**
     * Closes after the peer has, or after a while: closing with unread bytes would make the system
     * drop what we said last (state 13 of PS3.8 section 9.2).
     */
    void closeAfterPeer(Duration most) {
        try (socket;
                var _ = Watch.closeAfter(socket, most)) {
            socket.shutdownOutput();
            var in = socket.getInputStream();
            var sink = new byte[4_096];
            var total = 0;
            for (var count = 0; count >= 0 && total < LINGER_BYTES; total += count) {
                count = in.read(sink);
            }
        } catch (IOException _) {
            return; // it is over either way
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
