package io.meridian.artifact.lineage;

import io.meridian.artifact.Holding;
import io.meridian.artifact.RecordConfig;
import io.meridian.artifact.Reference;
import java.util.List;
import java.util.Optional;

/**
 * A step of a walk.
 *
 * @param role what the record is to the one below it; {@code subject} for the record asked about
 * @param detail one plain sentence where the state alone does not say why
 * @param site where it is held, when elsewhere
 * @param config what the record says of itself, when it is here
 * @param repeated whether its parents are shown at an earlier place of the tree
 */
public record LineageNode(
        Reference reference,
        String role,
        Holding holding,
        LineageState state,
        String detail,
        Optional<String> site,
        Optional<RecordConfig> config,
        boolean repeated,
        List<LineageNode> parents) {
    public LineageNode {
        parents = List.copyOf(parents);
    }

    /** The kind, when the record is here. */
    public Optional<String> kind() {
        return config.map(each -> each.kind().name());
    }

    /** Whether this step and all above it are verified, or rightly held elsewhere or erased. */
    public boolean unbroken() {
        return state != LineageState.MISSING && parents.stream().allMatch(LineageNode::unbroken);
    }

    /** The steps of the tree in this state; a repeated one counts once. */
    public long count(LineageState wanted) {
        return (state == wanted && !repeated ? 1 : 0)
                + parents.stream().mapToLong(each -> each.count(wanted)).sum();
    }
}
