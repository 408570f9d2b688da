package io.meridian.cli.demo;

import io.meridian.cli.CommandException;
import io.meridian.cli.api.ApiClient;
import io.meridian.cli.validation.ValidateCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Chapter 5: the model against held-out images of all hospitals, and against each one's own. */
final class Validation {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Platform platform;
    private final Story story;
    private final DemoReport report;

    /** The outcome for the package that the hospitals learnt together. */
    record Outcome(String reportDigest, JsonNode content) {}

    Validation(Platform platform, Story story, DemoReport report) {
        this.platform = platform;
        this.story = story;
        this.report = report;
    }

    Outcome run(Training.Packages packages) {
        var others =
                packages.alone().entrySet().stream()
                        .map(own -> Map.of("name", own.getKey(), "package", own.getValue()))
                        .toList();
        var id =
                ValidateCommand.start(
                        platform.hub(), packages.together(), Governing.DATASET, others);
        story.watch(
                PATIENCE,
                "validation",
                () -> {
                    var seen = validation(id);
                    return new Story.Progress(
                            !seen.path("state").asString().equals("running"),
                            "the hospitals score their held-out images");
                });
        var seen = validation(id);
        if (!seen.path("state").asString().equals("finished")) {
            throw new CommandException(
                    "the validation failed: " + seen.path("reason").asString("no reason given"));
        }
        var digest = seen.path("report").asString();
        var content = platform.hub().get("/api/v1/reports/" + digest);
        tell(content, seen, digest);
        return new Outcome(digest, content);
    }

    private void tell(JsonNode content, JsonNode seen, String digest) {
        var auc = content.path("metrics").path("auc");
        var local = new ArrayList<Double>();
        for (var comparison : content.path("comparisons")) {
            local.add(comparison.path("auc").path("value").asDouble());
            story.fact(
                    "alone, %s: AUC %.4f",
                    comparison.path("name").asString(),
                    comparison.path("auc").path("value").asDouble());
        }
        var n = content.path("n").asInt();
        report.validation =
                new DemoReport.Validation(
                        auc.path("value").asDouble(),
                        auc.path("low").asDouble(),
                        auc.path("high").asDouble(),
                        List.copyOf(local),
                        n);
        story.fact(
                "together: AUC %.4f (95 %% interval %.4f to %.4f, %s), n = %d, by %s",
                auc.path("value").asDouble(),
                auc.path("low").asDouble(),
                auc.path("high").asDouble(),
                auc.path("method").asString(""),
                n,
                content.path("splitUnit").asString(""));
        for (var site : content.path("perSite")) {
            story.fact(
                    "  on %s: AUC %.4f (%.4f to %.4f), n = %d",
                    site.path("site").asString(),
                    site.path("auc").path("value").asDouble(),
                    site.path("auc").path("low").asDouble(),
                    site.path("auc").path("high").asDouble(),
                    site.path("n").asInt());
        }
        story.fact(
                "gate: %s   report: %s/api/v1/reports/%s/html",
                seen.path("gate").path("passed").asBoolean() ? "passed" : "FAILED " + seen.path("gate").path("findings"),
                platform.hub().base(),
                digest);
    }

    private JsonNode validation(String id) {
        return platform.hub().get("/api/v1/validations/" + ApiClient.encode(id));
    }
}
