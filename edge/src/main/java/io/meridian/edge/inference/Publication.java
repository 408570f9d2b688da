package io.meridian.edge.inference;

import io.meridian.artifact.Digest;
import io.meridian.artifact.Parent;
import io.meridian.artifact.Reference;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.ledger.SiteJournal;
import io.meridian.edge.reception.Acquisitions;
import io.meridian.network.outbox.Outbox;
import io.meridian.network.outbox.OutboxEvent;
import java.util.ArrayList;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes everything about an answer: structured report, journal entry, notice to the hub. Each step
 * finds what an earlier try has left, and the row is marked last.
 */
@Component
final class Publication {
    private static final int BINS = 20;

    private final Results results;
    private final Reports reports;
    private final Acquisitions acquisitions;
    private final SiteJournal journal;
    private final Outbox outbox;
    private final PacsSender pacs;
    private final EdgeConfiguration configuration;

    Publication(
            Results results,
            Reports reports,
            Acquisitions acquisitions,
            SiteJournal journal,
            Outbox outbox,
            PacsSender pacs,
            EdgeConfiguration configuration) {
        this.results = results;
        this.reports = reports;
        this.acquisitions = acquisitions;
        this.journal = journal;
        this.outbox = outbox;
        this.pacs = pacs;
        this.configuration = configuration;
    }

    void publish(Result result) {
        var visible = Reports.reportable(result) && !result.hidden();
        if (visible) {
            reports.store(result, reports.attributes(result));
        }
        var entry =
                journal.append(
                        "result/" + result.id(),
                        "result",
                        result.at(),
                        entry(result),
                        parents(result));
        outbox.add(new OutboxEvent(result.id(), "result-notice", notice(result).toString()));
        var sends = visible && configuration.pacs() != null;
        results.published(result, entry.text(), sends ? "waiting" : "not-configured");
        if (sends) {
            pacs.wake();
        }
    }

    private java.util.List<Parent> parents(Result result) {
        var parents = new ArrayList<Parent>();
        var release = result.release();
        if (release != null) {
            parents.add(Parent.evidential("release", Reference.to(new Digest(release))).at("hub"));
        }
        for (var input : result.facts().inputs()) {
            parents.add(
                    Parent.holding(
                            "source", acquisitions.entry(input.instance(), input.content())));
        }
        return parents;
    }

    private static ObjectNode entry(Result result) {
        var fields = JsonMapper.shared().createObjectNode();
        fields.put("id", result.id());
        fields.put("study", result.study());
        fields.put("outcome", result.state().word());
        fields.put("finding", result.finding());
        fields.put("label", result.label());
        fields.put("score", result.score());
        fields.put("threshold", result.threshold());
        fields.put("reason", result.reason());
        fields.put("channel", result.channel());
        fields.put("version", result.facts().version());
        fields.put("pipeline", result.facts().pipeline());
        return fields;
    }

    /** What the hub may know: nothing of a person, and the score in one of 20 bins. */
    private static ObjectNode notice(Result result) {
        var score = result.score();
        var fields = JsonMapper.shared().createObjectNode();
        fields.put("id", result.id());
        fields.put("release", result.release());
        fields.put("outcome", result.state().word());
        fields.put("finding", result.finding());
        fields.put(
                "bin",
                score == null
                        ? null
                        : Integer.valueOf(Math.clamp((long) (score * BINS), 0, BINS - 1)));
        return fields;
    }
}
