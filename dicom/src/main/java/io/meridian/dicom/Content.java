package io.meridian.dicom;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Bytes of a value, in memory or still in the file that they were found in. Binary numbers are
 * little-endian whatever the file's byte order is. Contents are equal if their bytes are.
 */
public sealed interface Content {
    /** In bytes. */
    long length();

    /**
     * All of it in memory; not to be changed, because it may be the one copy.
     *
     * @throws DicomException if it is longer than an array can be, or the file cannot be read
     */
    byte[] bytes();

    /** Reads from the beginning; the caller closes it. */
    InputStream open();

    /**
     * A part, without copying it.
     *
     * @param from bytes from the beginning of this content
     */
    Content slice(long from, long length);

    /** Copies all of it, in pieces. */
    default void writeTo(OutputStream out) throws IOException {
        try (var in = open()) {
            in.transferTo(out);
        }
    }

    static Content of(byte[] bytes) {
        return bytes.length == 0 ? empty() : new Memory(bytes);
    }

    static Content empty() {
        return Memory.NONE;
    }

    /** Bytes of a file as it is now; a file that changes later is refused. */
    static Content stored(Path file, long offset, long length) {
        return new Stored(StoredFile.of(file), offset, length, 1);
    }

    /** A part of an array, which is never changed. */
    @SuppressWarnings("ArrayRecordComponent") // megabytes of pixels
    record Memory(byte[] array, int offset, int size) implements Content {
        private static final Memory NONE = new Memory(new byte[0]);

        public Memory {
            if (offset < 0 || size < 0 || offset > array.length - size) {
                throw new IllegalArgumentException("a content must lie within its array");
            }
        }

        public Memory(byte[] array) {
            this(array, 0, array.length);
        }

        @Override
        public long length() {
            return size;
        }

        @Override
        public byte[] bytes() {
            return size == array.length ? array : Arrays.copyOfRange(array, offset, offset + size);
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(array, offset, size);
        }

        @Override
        public Content slice(long from, long length) {
            return new Memory(array, offset + Math.toIntExact(from), within(this, from, length));
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(array, offset, size);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Content theirs && StoredFile.same(this, theirs);
        }

        @Override
        public int hashCode() {
            return StoredFile.hash(this);
        }

        @Override
        public String toString() {
            return size + " bytes";
        }
    }

    /**
     * A part of a file.
     *
     * @param offset bytes from the beginning of the file
     * @param unit bytes of one number if the file is big-endian, else 1
     */
    record Stored(StoredFile file, long offset, long length, int unit) implements Content {
        public Stored {
            if (offset < 0 || length < 0 || offset > file.size() - length) {
                throw new IllegalArgumentException("a content must lie within its file");
            }
        }

        @Override
        public byte[] bytes() {
            if (length > Integer.MAX_VALUE - 8) {
                throw new DicomException(
                        "a value of %d bytes does not fit in an array; read it in slices"
                                .formatted(length));
            }
            return file.read(offset, (int) length, unit);
        }

        @Override
        public InputStream open() {
            return file.open(offset, length, unit);
        }

        @Override
        public Content slice(long from, long length) {
            if (from < 0 || length < 0 || from > this.length - length) {
                throw new IllegalArgumentException("a slice must lie within its content");
            }
            if (unit > 1 && from % unit != 0) {
                var before = (int) (from % unit);
                var aligned = Math.min(this.length - from + before, length + before + unit);
                var cells = slice(from - before, aligned);
                return new Memory(cells.bytes(), before, Math.toIntExact(length));
            }
            return new Stored(file, offset + from, length, unit);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Content theirs && StoredFile.same(this, theirs);
        }

        @Override
        public int hashCode() {
            return StoredFile.hash(this);
        }

        @Override
        public String toString() {
            return length + " bytes in a file";
        }
    }

    private static int within(Content whole, long from, long length) {
        if (from < 0 || length < 0 || from > whole.length() - length) {
            throw new IllegalArgumentException("a slice must lie within its content");
        }
        return (int) length;
    }
}
