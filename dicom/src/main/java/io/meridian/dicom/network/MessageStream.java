package io.meridian.dicom.network;

import java.io.IOException;
import java.io.InputStream;

/** A data set as it arrives, fragment by fragment; longer than allowed ends the association. */
final class MessageStream extends InputStream {
    private final Connection connection;
    private final int context;
    private final long maxBytes;
    private byte[] current = new byte[0];
    private int position;
    private long received;
    private boolean last;

    MessageStream(Connection connection, int context, long maxBytes) {
        this.connection = connection;
        this.context = context;
        this.maxBytes = maxBytes;
    }

    @Override
    public int read() throws IOException {
        return fill() ? current[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        var count = Math.min(length, current.length - position);
        System.arraycopy(current, position, target, offset, count);
        position += count;
        return count;
    }

    /** Passes over what the handler left, so that the next message can be read. */
    void drain() throws IOException {
        while (fill()) {
            position = current.length;
        }
    }

    private boolean fill() throws IOException {
        while (position == current.length) {
            if (last) {
                return false;
            }
            var fragment = connection.fragment();
            if (fragment.command() || fragment.context() != context) {
                throw new AssociationException("a data set's fragment was expected");
            }
            received += fragment.bytes().length;
            if (received > maxBytes) {
                throw new AssociationException(
                        "a data set may have at most %d bytes".formatted(maxBytes));
            }
            current = fragment.bytes();
            position = 0;
            last = fragment.last();
        }
        return true;
    }
}
