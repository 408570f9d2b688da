package io.meridian.artifact.journal;

import io.meridian.artifact.Digest;
import io.meridian.artifact.Kind;
import io.meridian.artifact.Kinds;
import io.meridian.artifact.RecordConfig;
import io.meridian.artifact.internal.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import tools.jackson.databind.node.ObjectNode;

/**
 * One leaf: its kind, when it was appended, and its bytes, usually the JSON of a {@link
 * io.meridian.artifact.RecordConfig}.
 *
 * <p>The leaf's data, in RFC 6962's sense: one version byte (1), two bytes of the kind's length,
 * the kind, eight bytes of milliseconds since 1970, the bytes. Big-endian.
 *
 * @param at to the millisecond
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record JournalEntry(Kind kind, Instant at, byte[] bytes) {
    /** The largest entry: 256 KiB. What is larger is a manifest with blobs. */
    public static final int MAX_BYTES = 256 << 10;

    private static final byte VERSION = 1;

    public JournalEntry {
        if (kind.form() != Kind.Form.ENTRY) {
            throw new IllegalArgumentException(
                    "this kind is a manifest, not a journal's entry: " + kind.name());
        }
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "an entry has at most %d bytes; this has %d"
                            .formatted(MAX_BYTES, bytes.length));
        }
        at = Instant.ofEpochMilli(at.toEpochMilli());
        bytes = bytes.clone();
    }

    /** A copy of the bytes. */
    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** RFC 6962's hash of this leaf. */
    public Digest leaf() {
        return Digest.ofHash(MerkleHash.leaf(toLeafData()));
    }

    byte[] toLeafData() {
        var name = kind.name().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(1 + 2 + name.length + 8 + bytes.length)
                .put(VERSION)
                .putShort((short) name.length)
                .put(name)
                .putLong(at.toEpochMilli())
                .put(bytes)
                .array();
    }

    static JournalEntry ofLeafData(byte[] data) {
        var in = ByteBuffer.wrap(data);
        if (data.length < 11 || in.get() != VERSION) {
            throw new JournalException("an entry has version 1; update this software");
        }
        var name = new byte[in.getShort() & 0xffff];
        if (name.length + 8 > in.remaining()) {
            throw new JournalException("an entry's kind must end before its bytes begin");
        }
        in.get(name);
        var at = Instant.ofEpochMilli(in.getLong());
        var bytes = new byte[in.remaining()];
        in.get(bytes);
        var kind =
                Kinds.standard()
                        .find(new String(name, StandardCharsets.US_ASCII))
                        .filter(each -> each.form() == Kind.Form.ENTRY)
                        .orElseThrow(() ->
                                new JournalException(
                                        "an entry's kind is not in the table; update this"
                                                + " software"));
        return new JournalEntry(kind, at, bytes);
    }

    /** What the entry says of itself, where its bytes are a record's JSON. */
    public RecordConfig config() {
        return RecordConfig.parse(bytes);
    }

    /** The entry's JSON. */
    public ObjectNode json() {
        return Json.parseObject(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JournalEntry that
                && kind.equals(that.kind)
                && at.equals(that.at)
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bytes) + at.hashCode();
    }
}
