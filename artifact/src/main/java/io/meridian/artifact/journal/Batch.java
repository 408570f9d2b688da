package io.meridian.artifact.journal;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What one sync makes durable: some entries, written together and checked together.
 *
 * <p>Header, 24 bytes big-endian: magic, first sequence (8), count, payload length, CRC-32C over
 * the header from the sequence to the length and the payload. Payload: each entry's length (4) and
 * leaf data. A batch is written only after the one before it was synced, so that only the last one
 * can be torn.
 */
record Batch(long first, List<byte[]> entries) {
    static final int MAGIC = 0x4d4a4231;
    static final int HEADER_BYTES = 24;
    static final int MAX_ENTRIES = 4096;
    static final int MAX_PAYLOAD_BYTES = 64 << 20;

    ByteBuffer encode() {
        var length = entries.stream().mapToInt(each -> 4 + each.length).sum();
        var out = ByteBuffer.allocate(HEADER_BYTES + length);
        out.putInt(MAGIC).putLong(first).putInt(entries.size()).putInt(length).putInt(0);
        entries.forEach(each -> out.putInt(each.length).put(each));
        out.putInt(20, checksum(out.array(), out.array(), HEADER_BYTES, length));
        return out.flip();
    }

    long encodedBytes() {
        return HEADER_BYTES + entries.stream().mapToLong(each -> 4L + each.length).sum();
    }

    /** What stands at a place of a segment. */
    sealed interface Read {
        record Whole(Batch batch) implements Read {}

        record End() implements Read {}

        /** Not a whole batch: torn, or changed. */
        record Broken() implements Read {}
    }

    static Read read(DataInputStream in) throws IOException {
        var header = in.readNBytes(HEADER_BYTES);
        if (header.length == 0) {
            return new Read.End();
        }
        if (header.length < HEADER_BYTES) {
            return new Read.Broken();
        }
        var fields = ByteBuffer.wrap(header);
        var magic = fields.getInt();
        var first = fields.getLong();
        var count = fields.getInt();
        var length = fields.getInt();
        if (magic != MAGIC
                || count < 1
                || count > MAX_ENTRIES
                || length < 4
                || length > MAX_PAYLOAD_BYTES) {
            return new Read.Broken();
        }
        var payload = in.readNBytes(length);
        if (payload.length < length || checksum(header, payload, 0, length) != fields.getInt()) {
            return new Read.Broken();
        }
        return entries(payload, count)
                .<Read>map(entries -> new Read.Whole(new Batch(first, entries)))
                .orElseGet(Read.Broken::new);
    }

    private static Optional<List<byte[]>> entries(byte[] payload, int count) throws IOException {
        var entries = new ArrayList<byte[]>(count);
        try (var in = new DataInputStream(new ByteArrayInputStream(payload))) {
            for (var i = 0; i < count; i++) {
                var length = in.readInt();
                if (length < 0 || length > in.available()) {
                    return Optional.empty();
                }
                entries.add(in.readNBytes(length));
            }
            return in.available() == 0 ? Optional.of(entries) : Optional.empty();
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    private static int checksum(byte[] header, byte[] payload, int from, int length) {
        var crc = new CRC32C();
        crc.update(header, 4, 16);
        crc.update(payload, from, length);
        return (int) crc.getValue();
    }
}
