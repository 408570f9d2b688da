package io.meridian.cli.demo;

import io.meridian.cli.CommandException;
import io.meridian.cli.modality.LabelledImage;
import io.meridian.cli.modality.Modality;
import io.meridian.cli.modality.Modality.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Chapter 2: every hospital's modality sends its images to that hospital's edge by C-STORE. */
final class Acquisition {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Platform platform;
    private final Story story;

    Acquisition(Platform platform, Story story) {
        this.platform = platform;
        this.story = story;
    }

    /** Sends all lists at the same time; the n-th list goes to the n-th hospital. */
    void send(List<List<LabelledImage>> perSite) {
        var all = perSite.stream().mapToInt(List::size).sum();
        var sent = new AtomicLong();
        var begin = System.nanoTime();
        var futures = new ArrayList<Future<Sent>>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < perSite.size(); i++) {
                var edge = platform.edges().get(i);
                var images = perSite.get(i);
                futures.add(
                        executor.submit(() ->
                                modality(edge)
                                        .send(
                                                images.stream().map(LabelledImage::file).toList(),
                                                sent::incrementAndGet)));
            }
            story.watch(
                    PATIENCE,
                    "sending images",
                    () ->
                            new Story.Progress(
                                    futures.stream().allMatch(Future::isDone),
                                    "%d of %d images sent".formatted(sent.get(), all)));
        }
        var seconds = (System.nanoTime() - begin) / 1e9;
        for (var i = 0; i < futures.size(); i++) {
            var result = result(futures.get(i));
            story.fact(
                    "%s: %d images acknowledged, %d refused with a reason",
                    platform.edges().get(i).site(), result.acknowledged(), result.refused());
        }
        story.fact(
                "%.0f images/s in all, every one on disk before its acknowledgement",
                all / seconds);
    }

    /** Shows what an edge does with a caller it does not know. */
    void provokeRefusals(Images.Supply supply) {
        var edge = platform.edges().getFirst();
        var stranger = new Modality("127.0.0.1", edge.dicomPort(), edge.calledTitle(), "STRANGER");
        var file = supply.forTraining().getFirst().getFirst().file();
        try {
            stranger.send(List.of(file), () -> {});
            throw new CommandException(edge.site() + " accepted a caller that it does not know");
        } catch (Modality.AssociationRefused refusal) {
            story.fact(
                    "a caller that %s does not know is refused: %s",
                    edge.site(), String.valueOf(refusal.getMessage()));
        }
    }

    /** Waits until every acknowledged image went through its research zone. */
    void awaitResearchZone() {
        story.watch(
                PATIENCE,
                "de-identification",
                () -> {
                    var received = 0L;
                    var pending = 0L;
                    for (var edge : platform.edges()) {
                        var counts = edge.administrator().get("/api/v1/status").path("counts");
                        received += counts.path("received").asLong();
                        pending += counts.path("pending").asLong();
                    }
                    return new Story.Progress(
                            pending == 0,
                            "%d of %d images through the research zone"
                                    .formatted(received - pending, received));
                });
    }

    private static Modality modality(EdgeSite edge) {
        return new Modality("127.0.0.1", edge.dicomPort(), edge.calledTitle(), edge.callingTitle());
    }

    private static Sent result(Future<Sent> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted while sending", e);
        } catch (ExecutionException e) {
            throw new CommandException(
                    "a modality could not send: "
                            + Objects.requireNonNullElse(e.getCause(), e).getMessage(),
                    e);
        }
    }
}
