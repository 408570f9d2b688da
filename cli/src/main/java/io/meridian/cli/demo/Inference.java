package io.meridian.cli.demo;

import java.time.Duration;
import java.util.List;

/** Chapter 7: new studies at the hospitals, with the hub on and off. */
final class Inference {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Platform platform;
    private final Story story;
    private final DemoReport report;
    private final Acquisition acquisition;

    Inference(Platform platform, Story story, DemoReport report, Acquisition acquisition) {
        this.platform = platform;
        this.story = story;
        this.report = report;
        this.acquisition = acquisition;
    }

    void run(Images.Supply supply) {
        var studies = supply.forInference();
        var half = studies.stream().map(list -> list.subList(0, list.size() / 2)).toList();
        var rest = studies.stream().map(list -> list.subList(list.size() / 2, list.size())).toList();

        var expected = count(half);
        acquisition.send(half);
        awaitResults(expected);
        story.fact("%d studies answered: DICOM SR to the archive, FHIR report at the edge", expected);

        platform.stopHub();
        story.fact("the hub is switched off");
        acquisition.send(rest);
        var all = expected + count(rest);
        awaitResults(all);
        report.resultsWhileHubDown = all - expected;
        story.fact("%d studies answered without the hub", report.resultsWhileHubDown);
        platform.startHub();
        story.watch(
                PATIENCE,
                "the hub's catching up",
                () ->
                        Story.Progress.of(
                                platform.hub()
                                        .get("/api/v1/results/summary")
                                        .path("total")
                                        .asLong(),
                                all,
                                "results known to the hub again"));
        report.results = platform.hub().get("/api/v1/results/summary").path("total").asLong();
        story.fact("the hub is back and knows %d results, each once", report.results);
    }

    private static long count(List<? extends List<?>> studies) {
        return studies.stream().mapToLong(List::size).sum();
    }

    private void awaitResults(long expected) {
        story.watch(
                PATIENCE,
                "inference",
                () -> {
                    var results = 0L;
                    for (var edge : platform.edges()) {
                        results +=
                                edge.administrator()
                                        .get("/api/v1/status")
                                        .path("counts")
                                        .path("results")
                                        .asLong();
                    }
                    return Story.Progress.of(results, expected, "studies answered");
                });
    }
}
