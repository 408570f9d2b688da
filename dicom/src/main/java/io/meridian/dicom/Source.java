package io.meridian.dicom;

import io.meridian.dicom.internal.ByteOrders;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that an object was read from: a window in memory, and the file behind it if there is one.
 * The window grows while the object is read and never changes afterwards.
 */
final class Source {
    private static final Source NOWHERE = new Source(new byte[0], 0, 0, null);

    /** Bytes from {@code base} of the input; the first {@code limit} are filled. */
    byte[] array;

    final long base;
    int limit;
    final @Nullable StoredFile file;

    Source(byte[] array, long base, int limit, @Nullable StoredFile file) {
        this.array = array;
        this.base = base;
        this.limit = limit;
        this.file = file;
    }

    static Source nowhere() {
        return NOWHERE;
    }

    /** The window holds all of this range. */
    boolean holds(long from, long to) {
        return from >= base && to <= base + limit;
    }

    /** The same file lies behind, so that ranges of both may be one. */
    boolean continues(Source other) {
        return this == other || (file != null && file.equals(other.file));
    }

    /**
     * A value's bytes.
     *
     * @param unit bytes of one number if they are big-endian, else 1
     */
    Content content(long from, long length, int unit) {
        if (length == 0) {
            return Content.empty();
        }
        if (!holds(from, from + length)) {
            if (file == null) {
                throw new IllegalStateException("a value lies outside of what was read");
            }
            return new Content.Stored(file, from, length, unit);
        }
        var at = (int) (from - base);
        if (unit == 1) {
            return new Content.Memory(array, at, (int) length);
        }
        var turned = Arrays.copyOfRange(array, at, at + (int) length);
        ByteOrders.swap(turned, unit);
        return new Content.Memory(turned);
    }
}
