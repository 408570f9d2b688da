package io.meridian.cli.demo;

import io.meridian.cli.modality.LabelledImage;
import io.meridian.cli.modality.Labels;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Chapter 3: what happened in the research zones, labels, legal basis, frozen versions. */
final class Governing {
    static final String DATASET = "chest";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Platform platform;
    private final Story story;
    private final DemoReport report;

    Governing(Platform platform, Story story, DemoReport report) {
        this.platform = platform;
        this.story = story;
        this.report = report;
    }

    void run(Images.Supply supply) {
        for (var i = 0; i < platform.edges().size(); i++) {
            var edge = platform.edges().get(i);
            var counts = edge.steward().get("/api/v1/status").path("counts");
            report.instancesReceived += counts.path("received").asLong();
            report.instancesQuarantined += counts.path("quarantined").asLong();
            story.fact(
                    "%s: %d received, %d de-identified, %d in quarantine%s",
                    edge.site(),
                    counts.path("received").asLong(),
                    counts.path("deidentified").asLong(),
                    counts.path("quarantined").asLong(),
                    reasons(edge));
            freeze(edge, supply.forTraining().get(i), supply.splitUnit());
        }
        story.watch(
                PATIENCE,
                "committing to the versions at the hub",
                () ->
                        Story.Progress.of(
                                platform.hub().get("/api/v1/datasets").size(),
                                platform.edges().size(),
                                "commitments at the hub"));
        story.fact(
                "the hub holds commitments and statistics of these versions, no image and no row");
    }

    private void freeze(EdgeSite edge, List<LabelledImage> images, String splitUnit) {
        var labels = edge.steward().post("/api/v1/labels", "text/csv", Labels.csv(images));
        var legalBasis =
                edge.steward()
                        .post(
                                "/api/v1/legal-bases",
                                Map.of(
                                        "purpose", "training",
                                        "basis", "ethics-waiver",
                                        "approvalNumber", "DEMO-2026-" + edge.site(),
                                        "scope", "chest radiographs",
                                        "expires",
                                                LocalDate.now(ZoneOffset.UTC)
                                                        .plusYears(1)
                                                        .atStartOfDay(ZoneOffset.UTC)
                                                        .toInstant()
                                                        .toString()))
                        .path("digest")
                        .asString();
        var version =
                edge.steward()
                        .post(
                                "/api/v1/datasets",
                                Map.of(
                                        "name", DATASET,
                                        "legalBasis", legalBasis,
                                        "purpose", "training",
                                        "splitUnit", splitUnit));
        report.datasetVersions.add(version.path("digest").asString());
        story.fact(
                "%s: %d labels matched; version %s frozen under %s: %s",
                edge.site(),
                labels.path("accepted").asLong(),
                version.path("digest").asString().substring(7, 19),
                "DEMO-2026-" + edge.site(),
                version.path("counts"));
    }

    private static String reasons(EdgeSite edge) {
        var reasons = new TreeMap<String, Integer>();
        for (var held : edge.steward().get("/api/v1/quarantine")) {
            reasons.merge(held.path("rule").asString(), 1, Integer::sum);
        }
        return reasons.isEmpty() ? "" : " " + reasons;
    }
}
