package io.meridian.cli.demo;

import io.meridian.cli.CommandException;
import io.meridian.cli.api.ApiClient;
import java.time.Duration;
import java.util.Map;

/** Chapter 6: the signed release on its way to the edges, and one that the gate keeps out. */
final class Rollout {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Platform platform;
    private final Story story;
    private final DemoReport report;

    Rollout(Platform platform, Story story, DemoReport report) {
        this.platform = platform;
        this.story = story;
        this.report = report;
    }

    void run(Training.Packages packages, Validation.Outcome validation) {
        refuseUnproven(packages, validation);
        var digest =
                release(packages.together(), validation.reportDigest()).path("digest").asString();
        story.fact("release %s: channel clinical, lease 90 days, signed", digest.substring(7, 19));
        story.watch(
                PATIENCE,
                "the roll-out",
                () ->
                        Story.Progress.of(
                                running(digest),
                                platform.edges().size(),
                                "hospitals fetched, verified and run it"));
        report.release = new DemoReport.Release(digest, signed(digest));
        var parity = validation.content().path("parity");
        report.parityMaxAbs = parity.path("maxAbs").asDouble();
        story.fact(
                "LibTorch and ONNX Runtime agree on %d images: at most %.2g apart (relative %.2g)",
                parity.path("n").asInt(),
                parity.path("maxAbs").asDouble(),
                parity.path("maxRel").asDouble());
    }

    /** A package without a passing report of its own must not become a clinical release. */
    private void refuseUnproven(Training.Packages packages, Validation.Outcome validation) {
        var unproven = packages.alone().values().iterator().next();
        try {
            release(unproven, validation.reportDigest());
        } catch (CommandException refusal) {
            story.fact(
                    "a package without a passing report is refused: %s",
                    String.valueOf(refusal.getMessage()));
            return;
        }
        throw new CommandException("the hub released a package that no report proves");
    }

    private tools.jackson.databind.JsonNode release(String candidate, String reportDigest) {
        return platform.hub()
                .post(
                        "/api/v1/releases",
                        Map.of(
                                "package",
                                candidate,
                                "report",
                                reportDigest,
                                "channel",
                                "clinical",
                                "leaseDays",
                                90));
    }

    private long running(String digest) {
        var running = 0L;
        for (var release : platform.hub().get("/api/v1/releases")) {
            if (release.path("digest").asString().equals(digest)) {
                for (var site : release.path("sites")) {
                    if (site.path("phase").asString().equals("running")) {
                        running++;
                    }
                }
            }
        }
        return running;
    }

    /** True when every edge verifies the release's signature now. */
    private boolean signed(String digest) {
        return platform.edges().stream()
                .map(edge ->
                        edge.auditor().get("/api/v1/lineage?reference=" + ApiClient.encode(digest)))
                .allMatch(node ->
                        node.path("kind").asString().equals("release")
                                && node.path("state").asString().equals("verified"));
    }
}
