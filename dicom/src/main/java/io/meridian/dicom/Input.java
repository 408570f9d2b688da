package io.meridian.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What an object is read from: an array, a file of which only the needed parts are read, or a
 * stream. Bytes that were announced but do not come take no memory. Used by one thread.
 */
final class Input {
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FIRST_WINDOW = 1 << 14;
    private static final int WINDOW_AFTER_SKIP = 1 << 12;
    private static final int LARGE_WINDOW = 1 << 16;

    /** The length of an input that only its end shows. */
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final @Nullable FileChannel channel;
    private final @Nullable InputStream stream;
    private Source source;
    private int position;
    private long length;

    private Input(
            Source source,
            long length,
            @Nullable FileChannel channel,
            @Nullable InputStream stream) {
        this.source = source;
        this.length = length;
        this.channel = channel;
        this.stream = stream;
    }

    static Input of(byte[] bytes, int from, int to) {
        var input = new Input(new Source(bytes, 0, to, null), to, null, null);
        input.position = from;
        return input;
    }

    /** Reads a file as far as it is needed; the channel stays the caller's. */
    static Input of(FileChannel channel, StoredFile file) {
        var window = (int) Math.min(file.size(), FIRST_WINDOW);
        return new Input(new Source(new byte[window], 0, 0, file), file.size(), channel, null);
    }

    static Input of(InputStream stream) {
        return new Input(new Source(new byte[FIRST_WINDOW], 0, 0, null), UNKNOWN, null, stream);
    }

    Source source() {
        return source;
    }

    /** Bytes from the beginning of the input. */
    long offset() {
        return source.base + position;
    }

    void seek(long offset) {
        position = (int) (offset - source.base);
    }

    /** Bytes that are left; of a stream that has not ended, an unknown number. */
    long left() {
        return length == UNKNOWN ? UNKNOWN : length - offset();
    }

    /** At least so many bytes follow, and are in the window. */
    boolean has(int count) {
        return source.limit - position >= count || fill(count);
    }

    int u8(int ahead) {
        return source.array[position + ahead] & 0xFF;
    }

    int u16(int ahead, boolean big) {
        var value = (short) SHORT.get(source.array, position + ahead);
        return (big ? Short.reverseBytes(value) : value) & 0xFFFF;
    }

    int i32(int ahead, boolean big) {
        var value = (int) INT.get(source.array, position + ahead);
        return big ? Integer.reverseBytes(value) : value;
    }

    void advance(int count) {
        position += count;
    }

    /** What a skipped value is found in later. */
    boolean canSkip() {
        return channel != null;
    }

    /** Bytes in the window. */
    int available() {
        return source.limit - position;
    }

    boolean isInWindow(long count) {
        return source.limit - position >= count;
    }

    /** Passes over bytes of a file without reading them. */
    void skip(long count) {
        if (isInWindow(count)) {
            position += (int) count;
            return;
        }
        var target = offset() + count;
        var window = (int) Math.min(length - target, WINDOW_AFTER_SKIP);
        source = new Source(new byte[window], target, 0, source.file);
        position = 0;
    }

    /** What was read can be found again: in memory, or in a file. */
    boolean canCopy() {
        return stream == null;
    }

    /** Something follows; of a file or stream, what was read before may be forgotten. */
    boolean next() {
        if (position == source.limit && stream != null) {
            forget();
        }
        if (position == source.limit && channel != null && left() > 0) {
            var window = (int) Math.min(left(), LARGE_WINDOW);
            source = new Source(new byte[window], offset(), 0, source.file);
            position = 0;
        }
        return has(1);
    }

    /** Takes bytes that are in the window. */
    void copy(byte[] target, int offset, int count) {
        System.arraycopy(source.array, position, target, offset, count);
        position += count;
    }

    /** Passes over all that is left of an array or file. */
    void toEnd() {
        if (channel != null) {
            skip(left());
        } else {
            position = source.limit;
        }
    }

    /** A new window, so that what was read before can be forgotten. */
    void forget() {
        var rest = source.limit - position;
        var window = new byte[Math.max(rest, LARGE_WINDOW)];
        System.arraycopy(source.array, position, window, 0, rest);
        source = new Source(window, offset(), rest, source.file);
        position = 0;
    }

    private boolean fill(int count) {
        if (count > left()) {
            return false;
        }
        if (channel == null && stream == null) {
            return false;
        }
        try {
            while (source.limit - position < count) {
                if (source.limit == source.array.length) {
                    grow();
                }
                if (!more()) {
                    length = source.base + source.limit;
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new DicomException("the input cannot be read", e);
        }
    }

    private boolean more() throws IOException {
        var free = source.array.length - source.limit;
        var count =
                channel != null
                        ? channel.read(
                                ByteBuffer.wrap(source.array, source.limit, free),
                                source.base + source.limit)
                        : stream == null ? -1 : stream.read(source.array, source.limit, free);
        source.limit += Math.max(count, 0);
        return count >= 0;
    }

    /** Twice as much, but no more than a file has. */
    private void grow() {
        var wanted = Math.max(source.array.length * 2L, WINDOW_AFTER_SKIP);
        var size = Math.min(Math.min(wanted, length - source.base), Integer.MAX_VALUE - 8);
        if (size <= source.array.length) {
            throw new DicomParseException(
                    offset(), "the header takes more memory than an array can hold");
        }
        source.array = Arrays.copyOf(source.array, (int) size);
    }
}
