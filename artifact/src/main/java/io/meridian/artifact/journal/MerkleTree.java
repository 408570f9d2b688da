package io.meridian.artifact.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The hashes of a growing tree: each complete subtree's, level by level, so that a root or a proof
 * takes a logarithmic number of steps. 64 bytes per leaf. Not safe for concurrent use.
 */
final class MerkleTree implements MerkleRange {
    private static final int START = 64 * MerkleHash.BYTES;

    private final List<byte[]> levels = new ArrayList<>();
    private final List<Long> sizes = new ArrayList<>();

    /** Adds a leaf by its hash. */
    void add(byte[] leafHash) {
        var hash = leafHash;
        for (var level = 0; ; level++) {
            var index = put(level, hash);
            if ((index & 1) == 0) {
                return;
            }
            hash = MerkleHash.node(get(level, index - 1), hash);
        }
    }

    long size() {
        return sizes.isEmpty() ? 0 : sizes.get(0);
    }

    byte[] leaf(long index) {
        return get(0, index);
    }

    /** The hash of leaves from, inclusive, to, exclusive, when they are one complete subtree. */
    @Override
    public byte[] root(long from, long to) {
        var width = to - from;
        if (Long.bitCount(width) == 1 && from % width == 0) {
            return get(Long.numberOfTrailingZeros(width), from / width);
        }
        var middle = from + MerkleHash.split(width);
        return MerkleHash.node(root(from, middle), root(middle, to));
    }

    private long put(int level, byte[] hash) {
        if (level == levels.size()) {
            levels.add(new byte[START]);
            sizes.add(0L);
        }
        var index = sizes.get(level);
        var at = Math.toIntExact(index * MerkleHash.BYTES);
        var bytes = levels.get(level);
        if (at == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.multiplyExact(bytes.length, 2));
            levels.set(level, bytes);
        }
        System.arraycopy(hash, 0, bytes, at, MerkleHash.BYTES);
        sizes.set(level, index + 1);
        return index;
    }

    private byte[] get(int level, long index) {
        var at = Math.toIntExact(index * MerkleHash.BYTES);
        return Arrays.copyOfRange(levels.get(level), at, at + MerkleHash.BYTES);
    }
}
