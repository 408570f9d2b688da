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
        var rest =
                studies.stream().map(list -> list.subList(list.size() / 2, list.size())).toList();
        var before = atEdges();
        var atHubBefore = evaluatedAtHub();

        acquisition.send(half);
        awaitResults(before, count(half));
        story.fact(
                "%d studies answered: DICOM SR to the archive, FHIR report at the edge",
                count(half));

        platform.stopHub();
        story.fact("the hub is switched off");
        acquisition.send(rest);
        var all = count(half) + count(rest);
        awaitResults(before, all);
        report.resultsWhileHubDown = count(rest);
        story.fact("%d studies answered without the hub", report.resultsWhileHubDown);
        platform.startHub();
        story.watch(
                PATIENCE,
                "the hub's catching up",
                () ->
                        Story.Progress.of(
                                evaluatedAtHub() - atHubBefore,
                                all,
                                "results known to the hub again"));
        platform.awaitOnline();
        report.results = evaluatedAtHub() - atHubBefore;
        story.fact("the hub is back and knows %d results, each once", report.results);
    }

    /** Results with a finding; what could not be evaluated is counted apart. */
    private long evaluatedAtHub() {
        var evaluated = 0L;
        for (var site : platform.hub().get("/api/v1/results/summary").path("sites")) {
            evaluated += site.path("outcomes").path("evaluated").asLong(0);
        }
        return evaluated;
    }

    private long atEdges() {
        var results = 0L;
        for (var edge : platform.edges()) {
            results +=
                    edge.administrator()
                            .get("/api/v1/status")
                            .path("counts")
                            .path("results")
                            .asLong();
        }
        return results;
    }

    private static long count(List<? extends List<?>> studies) {
        return studies.stream().mapToLong(List::size).sum();
    }

    private void awaitResults(long before, long expected) {
        story.watch(
                PATIENCE,
                "inference",
                () -> Story.Progress.of(atEdges() - before, expected, "studies answered"));
    }
}
