package io.meridian.artifact.journal;

import io.meridian.artifact.Digest;

/** RFC 6962 section 2.1: how leaves and nodes are hashed, and where a tree splits. */
public final class MerkleHash {
    /** The size of a hash in bytes. */
    public static final int BYTES = 32;

    private MerkleHash() {}

    /** The hash of no leaf at all. */
    public static byte[] empty() {
        return Digest.newHash().digest();
    }

    /** A leaf's hash: a zero byte in front. */
    public static byte[] leaf(byte[] data) {
        var hash = Digest.newHash();
        hash.update((byte) 0);
        return hash.digest(data);
    }

    /** A node's hash: a one byte in front. */
    public static byte[] node(byte[] left, byte[] right) {
        var hash = Digest.newHash();
        hash.update((byte) 1);
        hash.update(left);
        return hash.digest(right);
    }

    /** The largest power of two smaller than the size, which is at least 2. */
    static long split(long size) {
        return Long.highestOneBit(size - 1);
    }
}
