package io.meridian.cli.demo;

import io.meridian.cli.CommandException;
import io.meridian.cli.api.ApiClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Chapter 4: the federated job, with one hospital going away in the middle, and the comparison. */
final class Training {
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final int FEW_IMAGES = 600;
    private static final int SMALL_BATCH = 16;
    private static final int USUAL_BATCH = 64;

    private final Platform platform;
    private final Story story;
    private final DemoReport report;
    private final DemoSettings settings;
    private final int batchSize;
    private int toldRounds;

    /** What training left at the hub: the model learnt together, and each hospital's own. */
    record Packages(String together, Map<String, String> alone) {}

    Training(
            Platform platform,
            Story story,
            DemoReport report,
            DemoSettings settings,
            Images.Supply supply) {
        this.platform = platform;
        this.story = story;
        this.report = report;
        this.settings = settings;
        this.batchSize = batchSize(supply);
    }

    /**
     * Few images need small batches: else an epoch is two or three steps, and nothing is learnt.
     */
    private static int batchSize(Images.Supply supply) {
        var images = supply.forTraining().stream().mapToInt(List::size).average().orElse(0);
        return images < FEW_IMAGES ? SMALL_BATCH : USUAL_BATCH;
    }

    Packages run() {
        var job = example("chest-federated.yaml").with("rounds", settings.rounds());
        var federated = submit(job);
        watch(federated);
        var together = packages(federated);
        var epochs = settings.rounds() * job.number("epochs");
        story.fact("for comparison, every hospital alone: %d epochs of the same network", epochs);
        var local = submit(example("chest-local.yaml").with("epochs", epochs));
        watchLocal(local);
        return new Packages(together.values().iterator().next(), packages(local));
    }

    private String submit(JobFile job) {
        var id =
                platform.hub()
                        .post("/api/v1/jobs", "application/yaml", job.bytes())
                        .path("id")
                        .asString();
        story.fact("job %s submitted (examples/%s)", id, job.name());
        return id;
    }

    private JobFile example(String example) {
        return JobFile.example(example)
                .with("batchSize", batchSize)
                .with("seed", settings.seed())
                .with("quorum", Math.max(2, settings.sites() - 1));
    }

    private void watch(String id) {
        var interruption = new Interruption(platform.edges().getLast(), story);
        story.watch(
                PATIENCE,
                "training",
                () -> {
                    var job = job(id);
                    tell(job);
                    if (settings.sites() > 2) {
                        interruption.look(job);
                    }
                    return new Story.Progress(finished(job), progress(job));
                });
        tell(job(id));
        interruption.end();
        platform.awaitOnline();
        platform.writeAddresses();
    }

    private void watchLocal(String id) {
        story.watch(
                PATIENCE,
                "local training",
                () -> {
                    var job = job(id);
                    return new Story.Progress(finished(job), progress(job));
                });
    }

    private JsonNode job(String id) {
        return platform.hub().get("/api/v1/jobs/" + ApiClient.encode(id));
    }

    /** Prints every round that was published since the last look. */
    private void tell(JsonNode job) {
        for (var round : job.path("rounds")) {
            var number = round.path("round").asInt();
            if (number <= toldRounds || !round.path("state").asString().equals("published")) {
                continue;
            }
            toldRounds = number;
            var accepted = 0;
            var sites = new StringBuilder();
            for (var update : round.path("updates")) {
                if (update.path("state").asString().equals("accepted")) {
                    accepted++;
                    sites.append(
                            "  %s %d images"
                                    .formatted(
                                            update.path("site").asString(),
                                            update.path("examples").asLong()));
                }
            }
            var seconds = round.path("seconds").asDouble();
            report.rounds.add(new DemoReport.Round(number, accepted, seconds));
            story.fact(
                    "round %d: %d updates in %.1f s, mean loss %.4f%s",
                    number, accepted, seconds, round.path("meanLoss").asDouble(), sites);
        }
    }

    private Map<String, String> packages(String id) {
        var packages = new LinkedHashMap<String, String>();
        for (var made : job(id).path("packages")) {
            packages.put(made.path("name").asString(), made.path("digest").asString());
        }
        if (packages.isEmpty()) {
            throw new CommandException("job " + id + " ended without a package");
        }
        return packages;
    }

    private static boolean finished(JsonNode job) {
        return switch (job.path("state").asString()) {
            case "running" -> false;
            case "finished" -> true;
            default ->
                    throw new CommandException(
                            "job %s ended as %s: %s"
                                    .formatted(
                                            job.path("id").asString(),
                                            job.path("state").asString(),
                                            job.path("reason").asString("no reason given")));
        };
    }

    private static String progress(JsonNode job) {
        var text = new StringBuilder();
        for (var round : job.path("rounds")) {
            if (round.path("state").asString().equals("published")) {
                continue;
            }
            text.append(
                    "round %d of %d:"
                            .formatted(
                                    round.path("round").asInt(),
                                    job.path("roundsPlanned").asInt()));
            for (var update : round.path("updates")) {
                text.append(
                        " %s %s"
                                .formatted(
                                        update.path("site").asString(),
                                        update.path("state").asString()));
            }
        }
        return text.isEmpty() ? "between rounds" : text.toString();
    }
}
