package io.meridian.hub.record;

import io.meridian.artifact.RecordConfig;
import io.meridian.artifact.Reference;
import io.meridian.artifact.journal.Journal;
import io.meridian.artifact.lineage.Lineage;
import io.meridian.artifact.lineage.LineageNode;
import io.meridian.artifact.lineage.LineageSource;
import io.meridian.artifact.lineage.LineageState;
import io.meridian.artifact.lineage.LocalLineage;
import io.meridian.hub.home.HubConfiguration;
import io.meridian.hub.http.ApiException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where a record comes from, as far as the hub may know. */
@RestController
final class LineageController {
    private final HubRecords records;
    private final Journal journal;
    private final HubConfiguration configuration;

    LineageController(HubRecords records, Journal journal, HubConfiguration configuration) {
        this.records = records;
        this.journal = journal;
        this.configuration = configuration;
    }

    record Node(
            String reference,
            @Nullable String kind,
            String role,
            String state,
            @Nullable String site,
            String summary,
            List<Node> parents) {}

    @GetMapping("/api/v1/lineage")
    Node lineage(@RequestParam String reference) {
        Reference asked;
        try {
            asked = Reference.parse(reference);
        } catch (IllegalArgumentException e) {
            throw new ApiException(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
        var local =
                new LocalLineage(
                        configuration.name(),
                        List.of(records.store()),
                        List.of(journal),
                        records.trusted(),
                        _ -> false);
        return node(Lineage.walk(asked, pointer -> atOwner(local.look(pointer), pointer.role())));
    }

    /** A commitment's data set is never here, by design: its owner has it. */
    private static LineageSource.Step atOwner(LineageSource.Step step, String role) {
        return step instanceof LineageSource.Step.Missing && role.equals("dataset")
                ? new LineageSource.Step.HeldElsewhere("its owner")
                : step;
    }

    private static Node node(LineageNode node) {
        return new Node(
                node.reference().text(),
                node.kind().orElse(null),
                node.role(),
                word(node.state()),
                node.site().orElse(node.config().map(RecordConfig::organisation).orElse(null)),
                summary(node),
                node.parents().stream().map(LineageController::node).toList());
    }

    private static String word(LineageState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String summary(LineageNode node) {
        var text = new StringBuilder();
        node.config()
                .ifPresent(config -> {
                    for (var field :
                            new String[] {"name", "job", "channel", "version", "purpose"}) {
                        config.text(field).ifPresent(value -> text.append(value).append(' '));
                    }
                    if (config.json().path("round").isIntegralNumber()) {
                        text.append("round ")
                                .append(config.json().path("round").asInt())
                                .append(' ');
                    }
                    text.append(config.created()).append("; ");
                });
        return text.append(node.detail()).toString();
    }
}
