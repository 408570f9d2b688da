package io.meridian.artifact.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The Merkle tree over all segments: the roots of sealed segments in memory, the leaves of the open
 * one too, those of others read again when a proof needs them. Not safe for concurrent use.
 */
final class JournalTree implements MerkleRange {
    private static final int CACHED = 2;

    private final Path folder;
    private final long capacity;
    private final MerkleTree sealed = new MerkleTree();
    private final Map<Long, MerkleTree> cache = new LinkedHashMap<>(8, 0.75f, true);
    private MerkleTree open = new MerkleTree();

    /**
     * @param capacity entries per segment; a power of two, so that a sealed segment is a subtree
     */
    JournalTree(Path folder, long capacity) {
        this.folder = folder;
        this.capacity = capacity;
    }

    long size() {
        return sealed.size() * capacity + open.size();
    }

    void add(byte[] leafHash) {
        open.add(leafHash);
        sealIfFull();
    }

    /** Takes over a segment that was read as a whole. */
    void add(MerkleTree segment) {
        open = segment;
        sealIfFull();
    }

    byte[] rootOf(long size) {
        return size == 0 ? MerkleHash.empty() : root(0, size);
    }

    @Override
    public byte[] root(long from, long to) {
        if (from % capacity == 0 && (to - from) % capacity == 0) {
            return sealed.root(from / capacity, to / capacity);
        }
        var segment = from / capacity;
        if ((to - 1) / capacity == segment) {
            return leaves(segment).root(from - segment * capacity, to - segment * capacity);
        }
        var middle = from + MerkleHash.split(to - from);
        return MerkleHash.node(root(from, middle), root(middle, to));
    }

    private MerkleTree leaves(long segment) {
        if (segment == sealed.size()) {
            return open;
        }
        var known = cache.get(segment);
        if (known != null) {
            return known;
        }
        try {
            var read = Segment.open(folder, segment * capacity, capacity, false).tree();
            if (read.size() != capacity
                    || !Arrays.equals(read.root(0, capacity), sealed.leaf(segment))) {
                throw new JournalException(
                        "a sealed segment must stay as it was; segment %d did not"
                                .formatted(segment));
            }
            cache.put(segment, read);
            if (cache.size() > CACHED) {
                cache.remove(cache.keySet().iterator().next());
            }
            return read;
        } catch (IOException e) {
            throw new JournalException("a journal's segment must be readable", e);
        }
    }

    private void sealIfFull() {
        if (open.size() == capacity) {
            sealed.add(open.root(0, capacity));
            open = new MerkleTree();
        }
    }
}
