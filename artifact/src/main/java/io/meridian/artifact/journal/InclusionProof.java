package io.meridian.artifact.journal;

import io.meridian.artifact.Digest;
import io.meridian.artifact.Reference;
import java.util.List;

/**
 * That an entry is in a journal of some size.
 *
 * @param size of the tree, in entries
 * @param path RFC 6962's audit path, from the leaf up
 */
public record InclusionProof(Reference.OfEntry entry, long size, List<Digest> path) {
    public InclusionProof {
        path = List.copyOf(path);
    }

    /** Whether it holds against this head. */
    public boolean holds(Head head) {
        return head.journal().equals(entry.journal())
                && head.size() == size
                && Proofs.includes(
                        entry.leaf().hash(), entry.sequence(), size, path, head.root().hash());
    }
}
