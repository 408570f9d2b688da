package io.meridian.edge.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.artifact.Digest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.Parent;
import io.meridian.artifact.record.RecordBuilder;
import io.meridian.artifact.record.StoredRecord;
import io.meridian.artifact.signature.SigningKey;
import io.meridian.model.packaging.Labels;
import io.meridian.model.packaging.ModelPack;
import io.meridian.model.packaging.ModelPackage;
import io.meridian.model.preprocessing.Preprocessing;
import io.meridian.network.link.v1.Item;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ReleaseServiceTests {
    @AutoClose private final Site site;

    ReleaseServiceTests(@TempDir Path folder) throws IOException {
        site = new Site(folder);
        site.hub.connected(true);
    }

    /** A package that holds the least that a release needs. */
    private StoredRecord pack(String content) {
        return pack(content, site.manifestKey);
    }

    private StoredRecord pack(String content, SigningKey key) {
        return RecordBuilder.of("package", Site.HUB, Site.START)
                .field("name", content)
                .layer(
                        ModelPackage.ONNX,
                        new MediaType(ModelPack.WEIGHT),
                        content.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .layer(
                        ModelPackage.PREPROCESSING,
                        new MediaType(ModelPack.WEIGHT_CONFIG),
                        Preprocessing.of(1, 16, 16).toJson())
                .layer(
                        ModelPackage.LABELS,
                        new MediaType(ModelPack.WEIGHT_CONFIG),
                        Labels.binary("pneumonia").toJson())
                .store(site.ledger.records.store(), key);
    }

    private StoredRecord report(StoredRecord about) {
        return report(about, true);
    }

    private StoredRecord report(StoredRecord about, boolean passed) {
        return report(about, passed, site.manifestKey);
    }

    private StoredRecord report(StoredRecord about, boolean passed, SigningKey key) {
        return RecordBuilder.of("report", Site.HUB, Site.START)
                .field("passed", JsonMapper.shared().getNodeFactory().booleanNode(passed))
                .parent(Parent.holding("package", about.reference()))
                .store(site.ledger.records.store(), key);
    }

    private StoredRecord release(
            String channel, StoredRecord of, StoredRecord report, Instant created, SigningKey key) {
        return RecordBuilder.of("release", Site.HUB, created)
                .field("package", of.digest().value())
                .field("channel", channel)
                .field("version", channel + "-1")
                .field("leaseExpires", created.plus(Duration.ofDays(30)).toString())
                .field("threshold", JsonMapper.shared().getNodeFactory().numberNode(0.25))
                .critical("channel")
                .critical("leaseExpires")
                .parent(Parent.holding("report", report.reference()))
                .store(site.ledger.records.store(), key);
    }

    private StoredRecord good(String channel, String content, Instant created) {
        var packed = pack(content);
        return release(channel, packed, report(packed), created, site.releaseKey);
    }

    private static String id(StoredRecord release) {
        return "release/" + release.digest().value();
    }

    private static Item item(StoredRecord release) {
        return Site.item(id(release), "release", asked(release));
    }

    private static Map<String, String> asked(StoredRecord release) {
        var config = release.config();
        return Map.of(
                "release", release.digest().value(),
                "package", config.text("package").orElseThrow(),
                "channel", config.text("channel").orElseThrow(),
                "repository", "hub/release",
                "packageRepository", "hub/package");
    }

    private void steps() {
        for (var step = 0; step < 4; step++) {
            site.releases.step();
        }
    }

    private Digest active() {
        return site.releases.active().orElseThrow().release();
    }

    @Test
    void runsWhatTheHubSignedAndItsThresholdIsTheReleases() {
        site.releases.step();
        assertThat(site.releases.reason()).contains("no release");
        var release = good("clinical", "model", Site.START);
        site.ask(item(release));
        steps();

        assertThat(site.phase(id(release))).isEqualTo("running");
        var active = site.releases.active().orElseThrow();
        assertThat(active.release()).isEqualTo(release.digest());
        assertThat(active.labels().threshold()).isEqualTo(0.25);
        assertThat(active.leaseExpires()).isEqualTo(Site.START.plus(Duration.ofDays(30)));
        assertThat(site.releases.reason()).isEmpty();
        assertThat(site.loaded).containsEntry(active.model(), release.digest().value());
    }

    @Test
    void refusesATreatingChannelWhenTheReportDidNotPassTheGate() {
        var packed = pack("model");
        var report = report(packed, false);
        var clinical = release("clinical", packed, report, Site.START, site.releaseKey);
        var trial = release("trial", packed, report, Site.START, site.releaseKey);
        var shadow = release("shadow", packed, report, Site.START, site.releaseKey);
        site.ask(item(clinical), item(trial), item(shadow));
        steps();

        assertThat(site.phase(id(clinical))).isEqualTo("refused");
        assertThat(site.phase(id(trial))).isEqualTo("refused");
        assertThat(site.tasks.find(id(clinical)).orElseThrow().reason()).contains("gate");
        assertThat(site.phase(id(shadow))).isEqualTo("running");
    }

    @Test
    void refusesAReleaseThatTheReleaseKeyDidNotSign() {
        var packed = pack("model");
        var report = report(packed);
        var byOther = release("clinical", packed, report, Site.START, SigningKey.generate());
        var byManifestKey =
                release("trial", packed, report, Site.START.plusSeconds(1), site.manifestKey);
        site.ask(item(byOther), item(byManifestKey));
        steps();

        assertThat(site.phase(id(byOther))).isEqualTo("refused");
        assertThat(site.phase(id(byManifestKey))).isEqualTo("refused");
        assertThat(site.releases.active()).isEmpty();
        assertThat(site.releases.reason()).contains("signed");
    }

    @Test
    void refusesAReleaseWhoseReportIsOnAnotherPackage() {
        var release =
                release(
                        "clinical",
                        pack("model"),
                        report(pack("other")),
                        Site.START,
                        site.releaseKey);
        site.ask(item(release));
        steps();

        assertThat(site.phase(id(release))).isEqualTo("refused");
        assertThat(site.tasks.find(id(release)).orElseThrow().reason()).contains("report");
    }

    @Test
    void refusesAReleaseThatRestsOnARecordWhichIsNoReport() {
        var packed = pack("model");
        var round =
                RecordBuilder.of("round", Site.HUB, Site.START)
                        .field("passed", JsonMapper.shared().getNodeFactory().booleanNode(true))
                        .parent(Parent.holding("package", packed.reference()))
                        .store(site.ledger.records.store(), site.manifestKey);

        assertRefused(release("clinical", packed, round, Site.START, site.releaseKey), "none");
    }

    @Test
    void refusesAReleaseWhoseReportOrPackageAnotherKeySigned() {
        var other = SigningKey.generate();
        var packed = pack("model");
        assertRefused(
                release(
                        "clinical",
                        packed,
                        report(packed, true, other),
                        Site.START,
                        site.releaseKey),
                "signed");

        var strange = pack("strange", other);
        assertRefused(
                release("clinical", strange, report(strange), Site.START, site.releaseKey),
                "signed");
    }

    @Test
    void refusesAReleaseForAnotherChannelOrPackageThanWasAsked() {
        var release = good("shadow", "model", Site.START);
        var channel = new HashMap<>(asked(release));
        channel.put("channel", "clinical");
        site.ask(Site.item(id(release), "release", channel));
        steps();
        assertThat(site.phase(id(release))).isEqualTo("refused");
        assertThat(site.tasks.find(id(release)).orElseThrow().reason()).contains("channel");

        var next = good("shadow", "model two", Site.START.plusSeconds(1));
        var content = new HashMap<>(asked(next));
        content.put("package", pack("other").digest().value());
        site.ask(Site.item(id(next), "release", content));
        steps();
        assertThat(site.phase(id(next))).isEqualTo("refused");
        assertThat(site.tasks.find(id(next)).orElseThrow().reason()).contains("package");
        assertThat(site.releases.active()).isEmpty();
    }

    private void assertRefused(StoredRecord release, String reason) {
        site.ask(item(release));
        steps();
        assertThat(site.phase(id(release))).isEqualTo("refused");
        assertThat(site.tasks.find(id(release)).orElseThrow().reason()).contains(reason);
        assertThat(site.releases.active()).isEmpty();
    }

    @Test
    void aLeaseEndsAlsoWhenTheClockIsSetBackAndOverARestart() {
        var release = good("clinical", "model", Site.START);
        site.ask(item(release));
        steps();
        assertThat(site.releases.active()).isPresent();

        site.clock.set(Site.START.minus(Duration.ofDays(400)));
        site.nanos += Duration.ofDays(29).toNanos();
        steps();
        assertThat(site.releases.active()).isPresent();
        site.restart();
        site.nanos += Duration.ofDays(2).toNanos();
        assertThat(site.releases.active()).isEmpty();
        steps();

        assertThat(site.releases.active()).isEmpty();
        assertThat(site.phase(id(release))).isEqualTo("expired");
        assertThat(site.releases.reason()).contains("lease");
    }

    @Test
    void runsAgainWithoutAHubAfterARestartAndReloadsAProcessThatForgot() {
        var release = good("clinical", "model", Site.START);
        site.ask(item(release));
        steps();
        site.restart();
        site.loaded.clear();
        steps();

        assertThat(active()).isEqualTo(release.digest());
        assertThat(site.loaded).containsValue(release.digest().value());
    }

    @Test
    void saysNothingOfReleasesUntilTheyWereJudgedAfterAStart() {
        assertThat(site.releases.known()).isFalse();
        steps();
        assertThat(site.releases.known()).as("that there is none is known").isTrue();
        var release = good("clinical", "model", Site.START);
        site.ask(item(release));
        steps();
        site.restart();

        assertThat(site.releases.known()).isFalse();
        assertThat(site.releases.active()).isEmpty();
        assertThat(site.releases.reason()).contains("just started");
        site.releases.step();
        assertThat(site.releases.known()).isTrue();
        assertThat(active()).isEqualTo(release.digest());
    }

    @Test
    void aLoadThatTakesTooLongIsTriedAgainAndOneThatIsRefusedEndsTheRelease() {
        var release = good("clinical", "model", Site.START);
        site.ask(item(release));
        site.loadStatus = 503;
        steps();
        assertThat(site.phase(id(release))).isEqualTo("verified");
        assertThat(site.tasks.find(id(release)).orElseThrow().reason()).contains("waits");
        site.loadStatus = 200;
        steps();
        assertThat(site.phase(id(release))).isEqualTo("running");

        var bad = good("trial", "bad", Site.START);
        site.ask(item(release), item(bad));
        site.loadStatus = 400;
        steps();
        assertThat(site.phase(id(bad))).isEqualTo("failed");
        assertThat(active()).isEqualTo(release.digest());
    }

    @Test
    void aNewerReleaseOfAChannelTakesOverAndAnOlderOneDoesNotComeBack() {
        var first = good("clinical", "first", Site.START);
        var second = good("clinical", "second", Site.START.plusSeconds(60));
        var never = good("clinical", "never", Site.START.plusSeconds(30));
        site.ask(item(first));
        steps();
        site.ask(item(second));
        assertThat(active()).isEqualTo(first.digest());
        steps();
        assertThat(active()).isEqualTo(second.digest());
        assertThat(site.phase(id(first))).isEqualTo("withdrawn");

        site.ask(item(second), item(never));
        steps();
        assertThat(site.phase(id(never))).isEqualTo("refused");
        assertThat(active()).isEqualTo(second.digest());
    }

    @Test
    void theStrongestChannelAnswersAndWhatIsWithdrawnDoesNot() {
        var shadow = good("shadow", "shadow", Site.START.plusSeconds(5));
        var trial = good("trial", "trial", Site.START);
        site.ask(item(shadow), item(trial));
        steps();
        assertThat(active()).isEqualTo(trial.digest());

        site.ask(item(shadow));
        steps();
        assertThat(active()).isEqualTo(shadow.digest());
        site.ask();
        steps();
        assertThat(site.releases.active()).isEmpty();
    }

    @Test
    void theHospitalsPolicyDecidesAgainEveryTime() throws Exception {
        var release = good("clinical", "model", Site.START);
        site.ask(item(release));
        steps();
        site.policy("\"clinical\"", "\"research\"");
        steps();
        assertThat(site.phase(id(release))).isEqualTo("refused");
        assertThat(site.releases.active()).isEmpty();
        assertThat(site.releases.reason()).contains("admit.releaseChannels");

        site.policy("\"research\"", "\"clinical\"");
        steps();
        assertThat(active()).isEqualTo(release.digest());
    }
}
