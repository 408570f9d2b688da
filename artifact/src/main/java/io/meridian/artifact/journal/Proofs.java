package io.meridian.artifact.journal;

import io.meridian.artifact.Digest;
import java.util.Arrays;
import java.util.List;

/** Checks of inclusion and consistency, as RFC 9162 sections 2.1.3.2 and 2.1.4.2 spell them out. */
final class Proofs {
    private Proofs() {}

    static boolean includes(byte[] leaf, long index, long size, List<Digest> path, byte[] root) {
        if (index < 0 || index >= size) {
            return false;
        }
        var node = index;
        var last = size - 1;
        var hash = leaf;
        for (var step : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = MerkleHash.node(step.hash(), hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = MerkleHash.node(hash, step.hash());
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(hash, root);
    }

    static boolean consistent(
            long older, byte[] olderRoot, long newer, byte[] newerRoot, List<Digest> path) {
        if (older < 0 || older > newer) {
            return false;
        }
        if (older == newer) {
            return path.isEmpty() && Arrays.equals(olderRoot, newerRoot);
        }
        if (older == 0) {
            return path.isEmpty() && Arrays.equals(olderRoot, MerkleHash.empty());
        }
        var steps = path;
        byte[] seed;
        if (Long.bitCount(older) == 1) {
            seed = olderRoot;
        } else {
            if (path.isEmpty()) {
                return false;
            }
            seed = path.getFirst().hash();
            steps = path.subList(1, path.size());
        }
        var node = older - 1;
        var last = newer - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        var old = seed;
        var now = seed;
        for (var step : steps) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                old = MerkleHash.node(step.hash(), old);
                now = MerkleHash.node(step.hash(), now);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                now = MerkleHash.node(now, step.hash());
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(old, olderRoot) && Arrays.equals(now, newerRoot);
    }
}
