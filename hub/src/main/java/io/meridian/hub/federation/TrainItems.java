package io.meridian.hub.federation;

import io.meridian.artifact.Digest;
import io.meridian.artifact.store.LocalStore;
import io.meridian.federation.SiteName;
import io.meridian.federation.TaskId;
import io.meridian.federation.round.RoundState;
import io.meridian.federation.strategy.LocalObjective;
import io.meridian.hub.home.HubKeys;
import io.meridian.hub.site.DesiredState;
import io.meridian.network.transfer.Grant;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What a round asks of its sites, as items of their desired state. */
@Component
class TrainItems {
    private static final Duration GRANT_BEYOND_ROUND = Duration.ofHours(24);
    private static final long MANIFEST_BYTES = 1 << 20;

    private final DesiredState desired;
    private final LocalStore store;
    private final HubKeys keys;
    private final Clock clock;

    TrainItems(DesiredState desired, LocalStore store, HubKeys keys, Clock clock) {
        this.desired = desired;
        this.store = store;
        this.keys = keys;
        this.clock = clock;
    }

    static TaskId task(RoundState round, SiteName site) {
        return new TaskId(round.plan().id(), site, 1);
    }

    /** Asks every chosen site to train from its base; asking again changes nothing. */
    void ask(JobRow row, RoundState.Open round, String parent) {
        var job = row.job();
        for (var chosen : round.plan().sites()) {
            var site = chosen.site();
            var base = new Digest(chosen.base().value());
            var size = store.size(base).orElse(0);
            var task = task(round, site);
            var item = JsonMapper.shared().createObjectNode();
            item.put("task", task.toString());
            item.put("job", row.id());
            item.put("jobName", job.name());
            item.put("round", round.plan().id().round());
            item.put("attempt", task.attempt());
            item.put("dataset", job.dataset());
            item.put("network", job.network().name());
            item.put("positive", job.task().positive());
            item.putObject("graph").put("digest", row.graph().value()).put("repository", "hub/job");
            item.set("preprocessing", JsonMapper.shared().readTree(job.preprocessing().toJson()));
            item.putObject("base")
                    .put("digest", base.value())
                    .put("size", size)
                    .put("repository", base.equals(row.weights()) ? "hub/job" : "hub/round");
            item.set(
                    "objective",
                    JsonMapper.shared().valueToTree(objective(job.strategy().objective())));
            item.set(
                    "local",
                    JsonMapper.shared().valueToTree(job.localFor(round.plan().id(), site)));
            item.put("purpose", "training");
            var repository = site + "/update";
            var grant =
                    new Grant(
                            site.value(),
                            repository,
                            size * 2 + MANIFEST_BYTES,
                            clock.instant()
                                    .plus(job.quorumRule().deadline())
                                    .plus(GRANT_BEYOND_ROUND));
            item.putObject("upload")
                    .put("repository", repository)
                    .put("grant", existingGrant(site.value(), task, grant))
                    .put("quotaBytes", grant.quotaBytes());
            item.putObject("parents").put("base", parent);
            item.put("deadline", round.deadline().toString());
            desired.ask(site.value(), task.toString(), "train", item);
        }
    }

    /** Tells a site what became of its update. */
    void verdict(TaskId task, boolean accepted, String reason) {
        var item = JsonMapper.shared().createObjectNode();
        item.put("task", task.toString());
        item.put("accepted", accepted);
        item.put("reason", reason);
        desired.ask(task.site().value(), "verdict/" + task, "verdict", item);
    }

    /** The round is over: its tasks are asked no more; verdicts stay until the round after. */
    void withdraw(RoundState round) {
        for (var chosen : round.plan().sites()) {
            desired.withdraw(chosen.site().value(), task(round, chosen.site()).toString());
        }
    }

    /** Verdicts of other jobs have been read long since. */
    void forgetVerdictsBut(String job, SiteName site) {
        for (var id : desired.ids(site.value(), "verdict")) {
            if (!id.startsWith("verdict/" + job + "/")) {
                desired.withdraw(site.value(), id);
            }
        }
    }

    void withdrawVerdicts(RoundState round) {
        for (var chosen : round.plan().sites()) {
            desired.withdraw(chosen.site().value(), "verdict/" + task(round, chosen.site()));
        }
    }

    /** A grant that was given stays as it is, so that asking again makes no new generation. */
    private String existingGrant(String site, TaskId task, Grant fresh) {
        return desired.find(site, task.toString())
                .map(item -> item.path("upload").path("grant").asString(""))
                .filter(text -> !text.isEmpty())
                .orElseGet(() -> fresh.sign(keys.grant()));
    }

    private static Map<String, Object> objective(LocalObjective objective) {
        return switch (objective) {
            case LocalObjective.Plain() -> Map.of("type", "plain", "proximalMu", 0);
            case LocalObjective.Proximal(var mu) -> Map.of("type", "proximal", "proximalMu", mu);
        };
    }
}
