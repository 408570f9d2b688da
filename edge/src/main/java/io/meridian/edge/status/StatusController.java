package io.meridian.edge.status;

import io.meridian.artifact.journal.Journal;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.link.HubConnection;
import io.meridian.edge.link.HubDesk;
import io.meridian.edge.link.InferenceDoor;
import io.meridian.edge.link.JournalOffer;
import io.meridian.edge.link.Releases;
import io.meridian.edge.link.SiteCounts;
import io.meridian.edge.link.TaskRow;
import io.meridian.edge.link.TaskTable;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What this edge is, how it is doing, and what the hub asked of it. */
@RestController
final class StatusController {
    private static final int MOST_TASKS = 200;
    private static final Set<String> RELEASE_PHASES =
            Set.of("fetched", "verified", "refused", "running", "expired", "failed");

    private final EdgeConfiguration configuration;
    private final HubConnection hub;
    private final HubDesk desk;
    private final TaskTable tasks;
    private final Releases releases;
    private final InferenceDoor inference;
    private final SiteCounts counts;
    private final Journal journal;
    private final JournalOffer offer;

    StatusController(
            EdgeConfiguration configuration,
            HubConnection hub,
            HubDesk desk,
            TaskTable tasks,
            Releases releases,
            InferenceDoor inference,
            SiteCounts counts,
            Journal journal,
            JournalOffer offer) {
        this.configuration = configuration;
        this.hub = hub;
        this.desk = desk;
        this.tasks = tasks;
        this.releases = releases;
        this.inference = inference;
        this.counts = counts;
        this.journal = journal;
        this.offer = offer;
    }

    record HubView(boolean enrolled, boolean connected, @Nullable Instant since, long generation) {}

    record ReleaseView(
            String digest,
            @com.fasterxml.jackson.annotation.JsonProperty("package")
                    @Nullable String packageDigest,
            @Nullable String channel,
            @Nullable String version,
            String phase,
            @Nullable String reason,
            @Nullable Instant leaseExpires) {}

    record InferenceView(String state) {}

    record JournalView(long size, long countersigned, @Nullable String alarm) {}

    record StatusView(
            String site,
            String title,
            HubView hub,
            @Nullable ReleaseView release,
            InferenceView inference,
            SiteCounts.Now counts,
            JournalView journal) {}

    record TaskView(
            String id,
            String kind,
            String state,
            @Nullable String reason,
            Instant receivedAt,
            Instant changedAt,
            @Nullable String verdict,
            @Nullable JsonNode progress) {}

    @GetMapping("/api/v1/status")
    StatusView status() {
        return new StatusView(
                configuration.site(),
                configuration.title(),
                new HubView(
                        hub.identity().isPresent(),
                        hub.online(),
                        hub.since().orElse(null),
                        desk.generation()),
                release(),
                new InferenceView(inference.up() ? "up" : "down"),
                counts.now(),
                new JournalView(journal.size(), offer.countersigned(), offer.alarm().orElse(null)));
    }

    /** The one that answers studies; without one, the newest that was asked, with the reason. */
    private @Nullable ReleaseView release() {
        var active = releases.active();
        if (active.isPresent()) {
            var release = active.get();
            return new ReleaseView(
                    release.release().value(),
                    release.packageDigest().value(),
                    release.channel(),
                    release.version(),
                    "running",
                    null,
                    release.leaseExpires());
        }
        return tasks.newest(MOST_TASKS).stream()
                .filter(row -> row.kind().equals("release") && RELEASE_PHASES.contains(row.phase()))
                .findFirst()
                .map(row -> asked(row))
                .orElse(null);
    }

    private ReleaseView asked(TaskRow row) {
        var item = row.item();
        return new ReleaseView(
                item.path("release").asString(""),
                item.path("package").asString(null),
                item.path("channel").asString(null),
                null,
                row.phase().equals("running") ? "verified" : row.phase(),
                row.reason() == null ? releases.reason() : row.reason(),
                null);
    }

    @GetMapping("/api/v1/jobs")
    List<TaskView> jobs() {
        return tasks.newest(MOST_TASKS).stream()
                .map(row ->
                        new TaskView(
                                row.id(),
                                row.kind(),
                                row.phase(),
                                row.reason(),
                                row.received(),
                                row.changed(),
                                row.verdict(),
                                progress(row)))
                .toList();
    }

    private static @Nullable JsonNode progress(TaskRow row) {
        var progress = row.statusJson().path("progress");
        return progress.isObject() ? progress : null;
    }
}
