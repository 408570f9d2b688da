package io.meridian.cli.serving;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A lineage as the API answers it, drawn as a tree; a record met again is only named. */
public record LineageTree(
        String reference,
        String kind,
        String role,
        String state,
        String summary,
        List<LineageTree> parents) {
    public LineageTree {
        parents = List.copyOf(parents);
    }

    public static LineageTree of(JsonNode node) {
        var parents = new ArrayList<LineageTree>();
        node.path("parents").forEach(parent -> parents.add(of(parent)));
        return new LineageTree(
                node.path("reference").asString(""),
                node.path("kind").asString(""),
                node.path("role").asString(""),
                node.path("state").asString(""),
                node.path("summary").asString(""),
                parents);
    }

    public void print(Consumer<String> line) {
        print(line, "", "", new HashSet<>());
    }

    /** This node and all below it. */
    public Stream<LineageTree> all() {
        return Stream.concat(Stream.of(this), parents.stream().flatMap(LineageTree::all));
    }

    private void print(Consumer<String> line, String first, String rest, Set<String> seen) {
        var again = !seen.add(reference) && !parents.isEmpty();
        line.accept(
                "%s%s %s  %s%s%s"
                        .formatted(
                                first,
                                mark(),
                                kind.isEmpty() ? role : kind,
                                shortened(),
                                summary.isEmpty() ? "" : "  " + summary,
                                again ? "  (above)" : ""));
        if (again) {
            return;
        }
        for (var i = 0; i < parents.size(); i++) {
            var last = i == parents.size() - 1;
            parents.get(i)
                    .print(
                            line,
                            rest + (last ? "└─ " : "├─ "),
                            rest + (last ? "   " : "│  "),
                            seen);
        }
    }

    private String mark() {
        return switch (state) {
            case "verified" -> "✓";
            case "held-elsewhere" -> "◌ held elsewhere:";
            case "erased" -> "∅ erased:";
            case "missing" -> "✗ MISSING:";
            default -> "? " + state + ":";
        };
    }

    private String shortened() {
        var hex = reference.indexOf("sha256:");
        return hex == 0 && reference.length() > 19
                ? reference.substring(7, 19)
                : reference.length() > 44 ? reference.substring(0, 44) + "…" : reference;
    }
}
