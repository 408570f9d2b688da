package io.meridian.edge.link;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.registry.RegistryException;
import io.meridian.edge.home.Home;
import io.meridian.model.ModelException;
import io.meridian.network.policy.AdmissionPolicy.Decision;
import io.meridian.serving.client.InferenceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes releases from request to running, and ends them: at the end of their lease, when the hub
 * withdraws them, when the hospital's policy no longer admits them, or when a newer one of the same
 * channel runs. Its steps are confined to its ticker's thread; the answers are safe for any.
 */
@Component
final class ReleaseService implements Releases {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseService.class);

    /** The channels that answer studies, the strongest first. */
    private static final List<String> CHANNELS = List.of("clinical", "trial", "shadow");

    private static final String AWAY = "waits for the inference process";

    private final TaskTable tasks;
    private final ReleaseVerifier verifier;
    private final Admission admission;
    private final InferenceDoor inference;
    private final HubConnection hub;
    private final TimeFloor time;
    private final Facts facts;
    private final Home home;
    private final Map<String, ReleaseVerifier.Verified> verified = new HashMap<>();
    private final Map<String, ReleaseVerifier.Verified> running = new ConcurrentHashMap<>();
    private boolean begun;
    private volatile boolean known;

    ReleaseService(
            TaskTable tasks,
            ReleaseVerifier verifier,
            Admission admission,
            InferenceDoor inference,
            HubConnection hub,
            TimeFloor time,
            Facts facts,
            Home home) {
        this.tasks = tasks;
        this.verifier = verifier;
        this.admission = admission;
        this.inference = inference;
        this.hub = hub;
        this.time = time;
        this.facts = facts;
        this.home = home;
    }

    @Override
    public Optional<ActiveRelease> active() {
        var now = time.now();
        return CHANNELS.stream()
                .map(running::get)
                .filter(java.util.Objects::nonNull)
                .filter(each -> now.isBefore(each.leaseExpires()))
                .findFirst()
                .map(each ->
                        new ActiveRelease(
                                each.release(),
                                each.packageDigest(),
                                each.channel(),
                                each.version(),
                                each.leaseExpires(),
                                name(each.channel()),
                                each.preprocessing(),
                                each.labels()));
    }

    @Override
    public boolean known() {
        return known;
    }

    @Override
    public String reason() {
        if (active().isPresent()) {
            return "";
        }
        if (!known) {
            return "the edge has just started and is still reading its releases";
        }
        var newest = tasks.releases().stream().findFirst();
        if (newest.isEmpty()) {
            return "no release was sent to this hospital yet";
        }
        var row = newest.get();
        return switch (row.phase()) {
            case "expired" -> "the release's lease is over";
            case "refused" -> "the release was refused: " + row.reason();
            case "failed" -> "the release could not be loaded: " + row.reason();
            case "withdrawn" -> "the release was withdrawn";
            case "running" ->
                    row.wanted() ? "the release's lease is over" : "the release was withdrawn";
            default -> "the release is being prepared";
        };
    }

    void step() {
        if (!begun) {
            begin();
        }
        time.persist();
        var rows = tasks.releases();
        if (hub.identity().isEmpty()) {
            known |= rows.isEmpty();
            return; // without the hub's keys nothing can be judged
        }
        var judged = true;
        for (var row : rows) {
            try {
                advance(row);
            } catch (TaskProblem e) {
                facts.put(byRecord(row), Long.toString(row.revision()));
                end(row, "refused", String.valueOf(e.getMessage()));
            } catch (RegistryException e) {
                if (!e.retryable()) {
                    end(row, "failed", String.valueOf(e.getMessage()));
                } else if (row.phase().equals("running")) {
                    judged = false;
                }
            } catch (ArtifactException | ModelException | IllegalArgumentException e) {
                end(row, "failed", String.valueOf(e.getMessage()));
            } catch (IOException e) {
                throw new UncheckedIOException("a release's files cannot be written", e);
            }
        }
        known |= judged;
    }

    /** What was laid out for an inference process is laid out anew, from the store. */
    private void begin() {
        try (var left = Files.list(home.work())) {
            for (var each : left.toList()) {
                if (each.getFileName().toString().startsWith(ReleaseVerifier.PREFIX)) {
                    Folders.delete(each);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the work folder must be writable", e);
        }
        begun = true;
    }

    private void advance(TaskRow row) throws IOException {
        var ended = List.of("expired", "failed", "withdrawn").contains(row.phase());
        if (ended || (!row.wanted() && !standsIn(row))) {
            if (!ended) {
                end(row, "withdrawn", null);
            }
            return;
        }
        if (admission.decide("release", row.item()) instanceof Decision.Refused(var reason)) {
            if (!row.phase().equals("refused")) {
                end(row, "refused", reason);
            }
            return;
        }
        switch (row.phase()) {
            case "refused" -> {
                if (refusal(row) == Refusal.POLICY) {
                    tasks.move(row.id(), "admitted", null); // the policy admits it by now
                }
            }
            case "admitted" -> fetch(row);
            case "fetched" -> verify(row);
            default -> run(row);
        }
    }

    /** What refused a release: only a policy can come to another answer. */
    private enum Refusal {
        POLICY,
        RECORD
    }

    private Refusal refusal(TaskRow row) {
        return facts.find(byRecord(row))
                .filter(Long.toString(row.revision())::equals)
                .map(_ -> Refusal.RECORD)
                .orElse(Refusal.POLICY);
    }

    /** The fact that names the revision in which a release's record itself was refused. */
    private static String byRecord(TaskRow row) {
        return "release.refused/" + row.id();
    }

    /** A release that the hub replaced goes on until the one in its place runs. */
    private boolean standsIn(TaskRow row) {
        return row.phase().equals("running")
                && tasks.releases().stream()
                        .anyMatch(other ->
                                other.wanted()
                                        && channel(other).equals(channel(row))
                                        && !other.phase().equals("running"));
    }

    private void fetch(TaskRow row) {
        if (hub.online()) {
            verifier.fetch(row.item());
            tasks.move(row.id(), "fetched", null);
            verify(row);
        }
    }

    private void verify(TaskRow row) {
        var release = verifier.verify(row.item());
        var newest = facts.find(newest(release.channel())).map(Instant::parse);
        if (newest.isPresent() && release.created().isBefore(newest.get())) {
            throw TaskProblem.failed("a newer release of this channel has run here already");
        }
        verified.put(row.id(), release);
        tasks.move(row.id(), "verified", null);
    }

    private void run(TaskRow row) throws IOException {
        var release = verified.get(row.id());
        if (release == null) {
            release = verifier.verify(row.item());
            verified.put(row.id(), release);
        }
        if (!time.now().isBefore(release.leaseExpires())) {
            end(row, "expired", "the lease ended at " + release.leaseExpires());
            return;
        }
        if (!CHANNELS.contains(release.channel()) || !isNewest(release)) {
            return;
        }
        if (row.phase().equals("running")) {
            running.put(release.channel(), release); // also before the process is there again
        }
        load(row, release);
    }

    private boolean isNewest(ReleaseVerifier.Verified release) {
        return verified.values().stream()
                .filter(each -> each.channel().equals(release.channel()))
                .max(Comparator.comparing(ReleaseVerifier.Verified::created))
                .filter(release::equals)
                .isPresent();
    }

    private void load(TaskRow row, ReleaseVerifier.Verified release) throws IOException {
        var process = inference.client().filter(each -> each.ready());
        if (process.isEmpty()) {
            waitForProcess(row);
            return;
        }
        var name = name(release.channel());
        if (process.get().version(name).filter(release.release().value()::equals).isEmpty()) {
            try {
                process.get().load(name, release.release().value(), verifier.lay(release));
            } catch (InferenceException e) {
                if (e.isRefusal()) {
                    end(row, "failed", String.valueOf(e.getMessage()));
                } else {
                    waitForProcess(row);
                }
                return;
            }
        }
        if (!row.phase().equals("running")) {
            facts.put(newest(release.channel()), release.created().toString());
            running.put(release.channel(), release);
            tasks.move(row.id(), "running", null);
            LOG.info("release runs channel={} release={}", release.channel(), release.release());
        }
    }

    private void waitForProcess(TaskRow row) {
        if (!row.phase().equals("running") && !AWAY.equals(row.reason())) {
            tasks.move(row.id(), row.phase(), AWAY);
        }
    }

    private void end(TaskRow row, String phase, @org.jspecify.annotations.Nullable String reason) {
        var release = verified.remove(row.id());
        if (release != null && release.equals(running.get(release.channel()))) {
            running.remove(release.channel());
        }
        tasks.move(row.id(), phase, reason);
        LOG.info("release ended id={} phase={} reason={}", row.id(), phase, reason);
    }

    private static String channel(TaskRow row) {
        return row.item().path("channel").asString("");
    }

    private static String newest(String channel) {
        return "release.newest/" + channel;
    }

    /** The name of a channel's model in the inference process. */
    private static String name(String channel) {
        return "release-" + channel;
    }
}
