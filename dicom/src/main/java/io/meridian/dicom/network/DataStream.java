package io.meridian.dicom.network;

import io.meridian.dicom.network.AssociationException.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;

/**
 * A data set as it arrives, fragment by fragment; longer than allowed ends the association. What
 * the network does wrong is an {@link AssociationException}, so that it is not mistaken for a
 * failure of the handler. A receiver that writes files is fastest with {@link #copy}.
 */
public final class DataStream extends InputStream {
    private final PduInput input;
    private final int context;
    private final long maxBytes;
    private long received;
    private boolean begun;
    private boolean closed;

    /** One that is over already, for messages without a data set that is streamed. */
    static DataStream none(PduInput input) {
        var none = new DataStream(input, 0, 0);
        none.closed = true;
        return none;
    }

    DataStream(PduInput input, int context, long maxBytes) {
        this.input = input;
        this.context = context;
        this.maxBytes = maxBytes;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        checkOpen();
        try {
            return fill() ? input.read(target, offset, length) : -1;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /**
     * Copies the rest of a received data set, or of any other stream, to a channel: from the socket
     * to a file without passing the heap.
     *
     * @return bytes copied
     */
    public static long copy(InputStream dataSet, WritableByteChannel channel) throws IOException {
        return dataSet instanceof DataStream stream
                ? stream.hand(input -> input.transfer(channel))
                : dataSet.transferTo(Channels.newOutputStream(channel));
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        return hand(input -> input.transfer(out));
    }

    private interface Part {
        int hand(PduInput input) throws IOException;
    }

    private long hand(Part part) throws IOException {
        checkOpen();
        var total = 0L;
        while (true) {
            try {
                if (!fill()) {
                    return total;
                }
                input.await();
            } catch (IOException e) {
                throw broken(e);
            }
            total += part.hand(input);
        }
    }

    /** Passes over what the handler left, so that the next message can be read. */
    void drain() throws IOException {
        while (!closed && fill()) {
            input.skip();
        }
        closed = true;
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new IOException("the message of this data set is over");
        }
    }

    private static AssociationException broken(IOException e) {
        return new AssociationException("the association broke within a data set", e);
    }

    private boolean fill() throws IOException {
        while (!begun || input.fragmentLeft() == 0) {
            if (begun && input.isLast()) {
                return false;
            }
            input.nextFragment();
            begun = true;
            if (input.isCommand()) {
                throw new Violation(
                        AbortReason.UNEXPECTED_PARAMETER, "a data set's fragment was expected");
            }
            if (input.context() != context) {
                throw new Violation(
                        AbortReason.UNEXPECTED_PARAMETER,
                        "fragments of two presentation contexts are mixed");
            }
            received += input.fragmentLeft();
            if (received > maxBytes) {
                throw new Violation(
                        AbortReason.INVALID_PARAMETER,
                        "a data set may have at most %d bytes".formatted(maxBytes));
            }
        }
        return true;
    }
}
