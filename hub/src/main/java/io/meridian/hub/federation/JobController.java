package io.meridian.hub.federation;

import io.meridian.application.database.Database;
import io.meridian.application.http.ApiException;
import io.meridian.federation.round.RoundState;
import io.meridian.hub.audit.AuditJournal;
import io.meridian.hub.federation.JobStore.Offer;
import io.meridian.hub.site.ObservedState;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Training jobs: submit, watch, cancel. */
@RestController
@RequestMapping("/api/v1/jobs")
final class JobController {
    private static final int MAXIMUM_DOCUMENT = 256 << 10;

    private final JobService service;
    private final JobStore jobs;
    private final Engine engine;
    private final RoundEngine rounds;
    private final ObservedState observed;
    private final Database database;
    private final AuditJournal audit;
    private final Clock clock;

    JobController(
            JobService service,
            JobStore jobs,
            Engine engine,
            RoundEngine rounds,
            ObservedState observed,
            Database database,
            AuditJournal audit,
            Clock clock) {
        this.service = service;
        this.jobs = jobs;
        this.engine = engine;
        this.rounds = rounds;
        this.observed = observed;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    record Submitted(String id) {}

    record UpdateView(
            String site,
            String state,
            @Nullable Long examples,
            @Nullable Double loss,
            @Nullable String reason) {}

    record RoundView(
            int round,
            String state,
            Instant opened,
            double seconds,
            @Nullable String digest,
            List<UpdateView> updates,
            @Nullable Double meanLoss) {}

    record PackageView(String name, String digest) {}

    record JobView(
            String id,
            String name,
            String state,
            @Nullable String reason,
            String strategy,
            String dataset,
            Instant created,
            int roundsPlanned,
            List<RoundView> rounds,
            List<PackageView> packages) {}

    // Not text/plain: a page of another site could send that without asking first.
    @PostMapping(consumes = {"application/yaml", "application/x-yaml", "text/yaml"})
    @ResponseStatus(HttpStatus.CREATED)
    Submitted submit(@RequestBody byte[] document, Principal developer) {
        if (document.length > MAXIMUM_DOCUMENT) {
            throw new ApiException(
                    HttpStatus.CONTENT_TOO_LARGE, "a job document has at most 256 KiB");
        }
        var yaml = new String(document, java.nio.charset.StandardCharsets.UTF_8);
        return switch (service.submit(yaml)) {
            case JobService.Submission.Accepted(var id) -> {
                audit.note(developer.getName(), "job-accepted", Map.of("job", id));
                yield new Submitted(id);
            }
            case JobService.Submission.Refused(var problems) ->
                    throw new ApiException(HttpStatus.BAD_REQUEST, problems);
        };
    }

    @GetMapping
    List<JobView> all() {
        return jobs.jobs().stream().map(this::view).toList();
    }

    @GetMapping("/{id}")
    JobView one(@PathVariable String id) {
        return view(row(id));
    }

    @PostMapping("/{id}/cancel")
    JobView cancel(@PathVariable String id, Principal developer) {
        row(id);
        engine.call(() -> {
            rounds.cancel(id, "cancelled by " + developer.getName());
            return id;
        });
        audit.note(developer.getName(), "job-cancelled", Map.of("job", id));
        return view(row(id));
    }

    private JobRow row(String id) {
        return jobs.job(id)
                .orElseThrow(() ->
                        new ApiException(HttpStatus.NOT_FOUND, "there is no job with this id"));
    }

    private JobView view(JobRow row) {
        var packages =
                database.read()
                        .sql("SELECT name, digest FROM package WHERE job = ? ORDER BY name")
                        .param(row.id())
                        .query((rs, _) -> new PackageView(rs.getString(1), rs.getString(2)))
                        .list();
        return new JobView(
                row.id(),
                row.job().name(),
                row.state(),
                row.reason(),
                row.job().strategy().name(),
                row.job().dataset(),
                row.created(),
                row.job().rounds(),
                jobs.rounds(row.id()).stream().map(round -> view(row, round)).toList(),
                packages);
    }

    private RoundView view(JobRow job, RoundRow row) {
        var updates = updates(job, row);
        var losses =
                updates.stream()
                        .map(UpdateView::loss)
                        .filter(java.util.Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .average();
        var until = row.closed() == null ? clock.millis() : row.closed();
        return new RoundView(
                row.round(),
                word(row.state()),
                Instant.ofEpochMilli(row.opened()),
                (until - row.opened()) / 1_000.0,
                row.manifest(),
                updates,
                losses.isPresent() ? losses.getAsDouble() : null);
    }

    private static String word(RoundState state) {
        return switch (state) {
            case RoundState.Open _ -> "open";
            case RoundState.Closing _ -> "closing";
            case RoundState.Published _ -> "published";
            case RoundState.QuorumMissed _ -> "quorum-missed";
            case RoundState.Cancelled _ -> "cancelled";
        };
    }

    /** Every chosen site: what it offered, else what it says that it does. */
    private List<UpdateView> updates(JobRow job, RoundRow row) {
        var offers = jobs.offers(job.id(), row.round());
        var views = new ArrayList<UpdateView>();
        for (var chosen : row.state().plan().sites()) {
            var site = chosen.site().value();
            var offer = offers.stream().filter(each -> each.site().equals(site)).findFirst();
            views.add(
                    offer.map(each -> offered(site, each))
                            .orElseGet(() -> awaited(row.state(), site)));
        }
        return List.copyOf(views);
    }

    private static UpdateView offered(String site, Offer offer) {
        return new UpdateView(
                site,
                offer.accepted() ? "accepted" : "refused",
                offer.examples(),
                loss(JsonMapper.shared().readTree(offer.metrics()).path("loss")),
                offer.reason());
    }

    private UpdateView awaited(RoundState state, String site) {
        var task = TrainItems.task(state, new io.meridian.federation.SiteName(site));
        var status = observed.status(site, task.toString());
        if (!(state instanceof RoundState.Open)) {
            return new UpdateView(
                    site,
                    "absent",
                    null,
                    null,
                    status.map(ObservedState.Status::reason).orElse(null));
        }
        return status.map(each ->
                        new UpdateView(
                                site,
                                each.phase(),
                                null,
                                loss(each.document().path("progress").path("loss")),
                                each.reason().isEmpty() ? null : each.reason()))
                .orElseGet(() -> new UpdateView(site, "asked", null, null, null));
    }

    /** A number, or the last of a list of them. */
    private static @Nullable Double loss(JsonNode json) {
        var value = json.isArray() && !json.isEmpty() ? json.get(json.size() - 1) : json;
        return value.isNumber() ? value.asDouble() : null;
    }
}
