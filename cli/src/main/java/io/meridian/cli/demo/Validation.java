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
        tell(packages, content, seen, digest);
        return new Outcome(digest, content);
    }

    private void tell(Training.Packages packages, JsonNode content, JsonNode seen, String digest) {
        var auc = content.path("metrics").path("auc");
        var local = new ArrayList<Double>();
        for (var comparison : content.path("comparisons")) {
            var area = comparison.path("auc").asDouble(Double.NaN);
            // The report compares with their mean too.
            if (packages.alone().containsKey(comparison.path("with").asString())) {
                local.add(area);
            }
            story.fact("%s: AUC %.4f", comparison.path("with").asString(), area);
        }
        var n = content.path("test").path("cases").asInt();
        report.validation =
                new DemoReport.Validation(
                        auc.path("value").asDouble(Double.NaN),
                        auc.path("low").asDouble(Double.NaN),
                        auc.path("high").asDouble(Double.NaN),
                        List.copyOf(local),
                        n,
                        content.path("splitUnit").asString(""));
        story.fact(
                "together: AUC %s, %s; n = %d, split by %s",
                estimate(auc), auc.path("method").asString(""), n, report.validation.splitUnit());
        for (var measure : List.of("sensitivity", "specificity")) {
            story.fact(
                    "  %s %s at threshold %.3f",
                    measure,
                    estimate(content.path("metrics").path(measure)),
                    content.path("threshold").path("value").asDouble(Double.NaN));
        }
        var calibration = content.path("calibration");
        story.fact(
                "  calibration: Brier score %.4f, expected error %.4f",
                calibration.path("brier").asDouble(), calibration.path("ece").asDouble());
        for (var site : content.path("perSite")) {
            story.fact(
                    "  on %s: AUC %s, n = %d",
                    site.path("site").asString(),
                    estimate(site.path("auc")),
                    site.path("cases").asInt());
        }
        story.fact(
                "gate: %s   report: %s/api/v1/reports/%s/html",
                seen.path("gate").path("passed").asBoolean()
                        ? "passed"
                        : "FAILED " + seen.path("gate").path("findings"),
                platform.hub().base(),
                digest);
    }

    private static String estimate(JsonNode estimate) {
        return estimate.has("value")
                ? "%.4f (95 %% interval %.4f to %.4f)"
                        .formatted(
                                estimate.path("value").asDouble(),
                                estimate.path("low").asDouble(),
                                estimate.path("high").asDouble())
                : "undecidable: " + estimate.path("undecidable").asString("");
    }

    private JsonNode validation(String id) {
        return platform.hub().get("/api/v1/validations/" + ApiClient.encode(id));
    }
}
