package io.meridian.artifact.journal;

import java.util.ArrayList;
import java.util.List;

/** Something that knows the hash of any range of leaves that a proof may ask for. */
interface MerkleRange {
    /** The Merkle tree hash of the leaves from, inclusive, to, exclusive; at least one. */
    byte[] root(long from, long to);

    /** RFC 6962 section 2.1.1: the audit path of a leaf in the tree of the first leaves. */
    default List<byte[]> inclusion(long leaf, long size) {
        var path = new ArrayList<byte[]>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            var middle = from + MerkleHash.split(to - from);
            if (leaf < middle) {
                path.addFirst(root(middle, to));
                to = middle;
            } else {
                path.addFirst(root(from, middle));
                from = middle;
            }
        }
        return path;
    }

    /** RFC 6962 section 2.1.2: that the first {@code older} leaves are still the first ones. */
    default List<byte[]> consistency(long older, long size) {
        var path = new ArrayList<byte[]>();
        long from = 0;
        long to = size;
        var whole = true;
        if (older == 0) {
            return path;
        }
        while (older != to) {
            var middle = from + MerkleHash.split(to - from);
            if (older <= middle) {
                path.addFirst(root(middle, to));
                to = middle;
            } else {
                path.addFirst(root(from, middle));
                from = middle;
                whole = false;
            }
        }
        if (!whole) {
            path.addFirst(root(from, to));
        }
        return path;
    }
}
