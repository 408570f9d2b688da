package io.meridian.cli.demo;

import io.meridian.cli.CommandException;
import io.meridian.cli.api.ApiClient;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Chapter 8: at every hospital a doctor agrees with one result and corrects another. */
final class Reviewing {
    private final Platform platform;
    private final Story story;
    private final DemoReport report;

    /** One reviewed result and where it is. */
    record Reviewed(EdgeSite edge, String resultId) {}

    Reviewing(Platform platform, Story story, DemoReport report) {
        this.platform = platform;
        this.story = story;
        this.report = report;
    }

    Reviewed run() {
        Reviewed first = null;
        for (var edge : platform.edges()) {
            var verdicts = 0;
            for (var study : edge.radiologist().get("/api/v1/studies?limit=50")) {
                var outcome = study.path("outcome");
                if (verdicts == 2 || !outcome.path("state").asString().equals("evaluated")) {
                    continue;
                }
                var id = outcome.path("resultId").asString();
                var entry = review(edge, id, outcome, verdicts++ == 0 ? "agree" : "correct");
                report.reviews++;
                story.fact("%s: %s", edge.site(), entry);
                if (first == null) {
                    first = new Reviewed(edge, id);
                }
            }
        }
        if (first == null) {
            throw new CommandException("no evaluated study was found to review");
        }
        return first;
    }

    private static String review(EdgeSite edge, String id, JsonNode outcome, String verdict) {
        var finding = outcome.path("finding").asString();
        var opinion =
                verdict.equals("agree")
                        ? finding
                        : finding.equals("positive") ? "negative" : "positive";
        var entry =
                edge.radiologist()
                        .post(
                                "/api/v1/results/" + ApiClient.encode(id) + "/review",
                                Map.of(
                                        "verdict", verdict,
                                        "finding", opinion,
                                        "comment", "demo"));
        return "%s (%s, score %.3f): journal entry %s"
                .formatted(
                        verdict,
                        finding,
                        outcome.path("score").asDouble(),
                        entry.path("entry").asString());
    }
}
