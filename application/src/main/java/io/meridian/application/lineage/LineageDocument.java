package io.meridian.application.lineage;

import io.meridian.artifact.RecordConfig;
import io.meridian.artifact.lineage.LineageNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of a lineage as the HTTP interfaces answer it.
 *
 * @param state {@code verified}, {@code held-elsewhere}, {@code erased} or {@code missing}
 * @param site who holds or made it, where that is known
 * @param summary what its config says of itself, and how its state was found; for people
 */
public record LineageDocument(
        String reference,
        @Nullable String kind,
        String role,
        String state,
        @Nullable String site,
        String summary,
        List<LineageDocument> parents) {
    private static final List<String> TOLD =
            List.of(
                    "name",
                    "job",
                    "channel",
                    "version",
                    "purpose",
                    "basis",
                    "approvalNumber",
                    "site",
                    "finding",
                    "verdict",
                    "profile");

    public LineageDocument {
        parents = List.copyOf(parents);
    }

    public static LineageDocument of(LineageNode node) {
        return new LineageDocument(
                node.reference().text(),
                node.kind().orElse(null),
                node.role(),
                node.state().word(),
                node.site().orElse(node.config().map(RecordConfig::organisation).orElse(null)),
                summary(node),
                node.parents().stream().map(LineageDocument::of).toList());
    }

    private static String summary(LineageNode node) {
        var text = new StringBuilder();
        node.config()
                .ifPresent(config -> {
                    for (var field : TOLD) {
                        config.text(field).ifPresent(value -> text.append(value).append(' '));
                    }
                    if (config.json().path("round").isIntegralNumber()) {
                        text.append("round %d ".formatted(config.json().path("round").asInt()));
                    }
                    text.append(config.created()).append("; ");
                });
        return text.append(node.detail()).toString();
    }
}
