package io.meridian.hub.validation;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Digest;
import io.meridian.artifact.store.LocalStore;
import io.meridian.hub.federation.Engine;
import io.meridian.hub.federation.Troubles;
import io.meridian.hub.home.HubKeys;
import io.meridian.hub.site.DesiredState;
import io.meridian.hub.site.ObservedState;
import io.meridian.hub.site.ObservedState.Status;
import io.meridian.model.packaging.Parity;
import io.meridian.network.transfer.Grant;
import io.meridian.validation.SiteScores;
import io.meridian.validation.ValidationException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks sites to score their held-out cases, and reports when they did. Confined to the engine. */
@Component
class ValidationEngine implements Engine.Steps {
    private static final Logger LOG = LoggerFactory.getLogger(ValidationEngine.class);
    private static final int MAXIMUM_SCORES = 256 << 20;
    private static final Duration PATIENCE_WITH_ABSENT = Duration.ofSeconds(60);
    private static final Duration GRANT_BEYOND_RUN = Duration.ofHours(1);

    private final Troubles troubles = new Troubles(LOG);
    private final ValidationStore runs;
    private final DesiredState desired;
    private final ObservedState observed;
    private final LocalStore store;
    private final HubKeys keys;
    private final Reporting reporting;
    private final Clock clock;

    ValidationEngine(
            ValidationStore runs,
            DesiredState desired,
            ObservedState observed,
            LocalStore store,
            HubKeys keys,
            Reporting reporting,
            Clock clock) {
        this.runs = runs;
        this.desired = desired;
        this.observed = observed;
        this.store = store;
        this.keys = keys;
        this.reporting = reporting;
        this.clock = clock;
    }

    /** What has come in so far. */
    record Collected(List<SiteScores> scores, List<Parity> parities, List<String> notes) {}

    @Override
    public void step() {
        for (var run : runs.running()) {
            try {
                step(run);
                troubles.over(run.id());
            } catch (ArtifactException | ValidationException | IllegalArgumentException e) {
                LOG.error("validation failed run={}", run.id(), e);
                fail(run, String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                troubles.note(run.id(), e);
            }
        }
    }

    private void step(ValidationRow run) {
        run.sites().forEach(site -> ask(run, site));
        var replies = new ArrayList<Status>();
        for (var site : run.sites()) {
            observed.status(site, run.task(site))
                    .filter(status -> List.of("done", "refused", "failed").contains(status.phase()))
                    .ifPresent(replies::add);
        }
        if (!over(run, replies)) {
            return;
        }
        var collected = collect(run, replies);
        if (collected.scores().isEmpty()) {
            fail(
                    run,
                    collected.notes().isEmpty()
                            ? "no site replied in time"
                            : String.join("; ", collected.notes()));
            return;
        }
        reporting.report(run, collected);
        withdraw(run);
    }

    /** All replied, or those that did not are not there, or the time is over. */
    private boolean over(ValidationRow run, List<Status> replies) {
        var now = clock.instant();
        if (replies.size() == run.sites().size() || now.isAfter(run.deadline())) {
            return true;
        }
        return !replies.isEmpty()
                && now.isAfter(run.created().plus(PATIENCE_WITH_ABSENT))
                && run.sites().stream()
                        .filter(site ->
                                replies.stream().noneMatch(reply -> reply.site().equals(site)))
                        .noneMatch(observed.live()::contains);
    }

    private Collected collect(ValidationRow run, List<Status> replies) {
        var scores = new ArrayList<SiteScores>();
        var parities = new ArrayList<Parity>();
        var notes = new ArrayList<String>();
        for (var site : run.sites()) {
            if (replies.stream().noneMatch(reply -> reply.site().equals(site))) {
                notes.add(site + " did not reply in time");
            }
        }
        var model = run.models().getFirst().name();
        for (var reply : replies) {
            if (!reply.phase().equals("done")) {
                notes.add("%s: %s (%s)".formatted(reply.site(), reply.phase(), reply.reason()));
                continue;
            }
            try {
                scores.add(scores(reply));
                parity(reply, model).ifPresent(parities::add);
            } catch (ArtifactException | ValidationException e) {
                notes.add("%s: %s".formatted(reply.site(), e.getMessage()));
            }
        }
        return new Collected(List.copyOf(scores), List.copyOf(parities), List.copyOf(notes));
    }

    private SiteScores scores(Status reply) {
        var text = reply.document().path("scores").asString("");
        if (!Digest.isDigest(text)) {
            throw new ValidationException("the scores' digest is missing");
        }
        var digest = new Digest(text);
        if (!store.links().linked(repository(reply.site()), digest)) {
            throw new ValidationException("the scores were not pushed by this site");
        }
        var scores = SiteScores.parse(store.read(digest, MAXIMUM_SCORES));
        if (!scores.site().equals(reply.site())) {
            throw new ValidationException("the scores name another site");
        }
        return scores;
    }

    private static Optional<Parity> parity(Status reply, String model) {
        var json = reply.document().path("parity").path(model);
        return json.isObject()
                ? Optional.of(
                        new Parity(
                                json.path("maxAbs").asDouble(Double.NaN),
                                json.path("maxRel").asDouble(Double.NaN),
                                json.path("n").asInt(0)))
                : Optional.empty();
    }

    private void ask(ValidationRow run, String site) {
        var task = run.task(site);
        if (desired.find(site, task).isPresent()) {
            return;
        }
        var grant =
                new Grant(
                        site,
                        repository(site),
                        MAXIMUM_SCORES,
                        run.deadline().plus(GRANT_BEYOND_RUN));
        ObjectNode item = JsonMapper.shared().createObjectNode();
        item.put("task", task);
        item.put("dataset", run.dataset());
        item.putArray("splits").add("validation").add("test");
        var models = item.putArray("models");
        run.models()
                .forEach(model ->
                        models.addObject()
                                .put("name", model.name())
                                .put("package", model.packageDigest())
                                .put("repository", "hub/package"));
        item.putObject("upload")
                .put("repository", grant.repository())
                .put("grant", grant.sign(keys.grant()))
                .put("quotaBytes", grant.quotaBytes());
        item.put("caseScores", true);
        item.put("deadline", run.deadline().toString());
        desired.ask(site, task, "evaluate", item);
    }

    private void fail(ValidationRow run, String reason) {
        runs.fail(run.id(), reason);
        withdraw(run);
    }

    private void withdraw(ValidationRow run) {
        run.sites().forEach(site -> desired.withdraw(site, run.task(site)));
    }

    private static String repository(String site) {
        return site + "/scores";
    }
}
