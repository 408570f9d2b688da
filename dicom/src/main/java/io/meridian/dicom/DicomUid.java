package io.meridian.dicom;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;

/** A unique identifier that we write: valid by PS3.5 section 9.1, at most 64 characters. */
public record DicomUid(String value) {
    private static final Pattern SYNTAX = Pattern.compile("[0-2](\\.(0|[1-9][0-9]*))+");
    private static final int MAXIMUM = 64;

    public DicomUid {
        if (value.length() > MAXIMUM || !SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a UID is at most 64 characters of numbers without leading zeros, parted by dots; length is %d"
                            .formatted(value.length()));
        }
    }

    /** A new one below 2.25, from a random UUID (PS3.5 annex B.2). */
    public static DicomUid generate() {
        var uuid = UUID.randomUUID();
        var number =
                new BigInteger(Long.toUnsignedString(uuid.getMostSignificantBits()))
                        .shiftLeft(64)
                        .or(new BigInteger(Long.toUnsignedString(uuid.getLeastSignificantBits())));
        return new DicomUid("2.25." + number);
    }

    /**
     * The one that belongs to a hash: below 2.25, as a name-based UUID (version 8, RFC 9562).
     *
     * @param hash at least 16 bytes; the first 16 count
     */
    public static DicomUid derived(byte[] hash) {
        if (hash.length < 16) {
            throw new IllegalArgumentException(
                    "a hash of at least 16 bytes is needed; it has " + hash.length);
        }
        var bits = Arrays.copyOf(hash, 16);
        bits[6] = (byte) ((bits[6] & 0x0F) | 0x80);
        bits[8] = (byte) ((bits[8] & 0x3F) | 0x80);
        return new DicomUid("2.25." + new BigInteger(1, bits));
    }

    @Override
    public String toString() {
        return value;
    }
}
