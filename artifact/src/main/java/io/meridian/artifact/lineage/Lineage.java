package io.meridian.artifact.lineage;

import io.meridian.artifact.Parent;
import io.meridian.artifact.RecordConfig;
import io.meridian.artifact.Reference;
import io.meridian.artifact.lineage.LineageSource.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Walks from a record to everything it was made from.
 *
 * <p>A record that is reached twice is shown in full once, so shared histories do not multiply and
 * a forged cycle ends.
 */
public final class Lineage {
    /** More steps than this are not walked. */
    public static final int MAX_NODES = 20_000;

    private static final int MAX_DEPTH = 512;

    private final LineageSource source;
    private final Map<Reference, Step> shown = new HashMap<>();

    private Lineage(LineageSource source) {
        this.source = source;
    }

    /** The tree of a record's parents, parents' parents and so on; the record is its root. */
    public static LineageNode walk(Reference reference, LineageSource source) {
        return new Lineage(source).node(Parent.holding("subject", reference), 0);
    }

    private LineageNode node(Parent pointer, int depth) {
        var known = shown.get(pointer.reference());
        if (known != null) {
            return node(pointer, known, List.of(), true);
        }
        if (depth > MAX_DEPTH || shown.size() >= MAX_NODES) {
            return node(
                    pointer,
                    new Step.Missing("the walk ended here: it is too long"),
                    List.of(),
                    false);
        }
        var step = source.look(pointer);
        shown.put(pointer.reference(), step);
        var parents = new ArrayList<LineageNode>();
        for (var parent : config(step).map(RecordConfig::parents).orElse(List.of())) {
            parents.add(node(parent, depth + 1));
        }
        return node(pointer, step, parents, false);
    }

    private static LineageNode node(
            Parent pointer, Step step, List<LineageNode> parents, boolean repeated) {
        return new LineageNode(
                pointer.reference(),
                pointer.role(),
                pointer.holding(),
                state(step),
                detail(step),
                step instanceof Step.HeldElsewhere(var site) ? Optional.of(site) : pointer.site(),
                config(step),
                repeated,
                parents);
    }

    private static LineageState state(Step step) {
        return switch (step) {
            case Step.Verified _ -> LineageState.VERIFIED;
            case Step.HeldElsewhere _ -> LineageState.HELD_ELSEWHERE;
            case Step.Erased _, Step.PayloadErased _ -> LineageState.ERASED;
            case Step.Missing _ -> LineageState.MISSING;
        };
    }

    private static String detail(Step step) {
        return switch (step) {
            case Step.Verified(_, var detail) -> detail;
            case Step.HeldElsewhere(var site) -> "held by " + site;
            case Step.Erased(var detail) -> detail;
            case Step.PayloadErased(_, var detail) -> detail;
            case Step.Missing(var detail) -> detail;
        };
    }

    private static Optional<RecordConfig> config(Step step) {
        return switch (step) {
            case Step.Verified(var config, _) -> Optional.of(config);
            case Step.PayloadErased(var config, _) -> Optional.of(config);
            case Step.HeldElsewhere _, Step.Erased _, Step.Missing _ -> Optional.empty();
        };
    }
}
