package io.meridian.hub;

import static io.meridian.hub.FederationTests.finished;
import static io.meridian.hub.FederationTests.job;
import static io.meridian.hub.FederationTests.prepare;
import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.artifact.Digest;
import io.meridian.artifact.JournalId;
import io.meridian.artifact.journal.Journal;
import io.meridian.artifact.record.Records;
import io.meridian.artifact.record.Verification;
import io.meridian.artifact.signature.TrustedKeys;
import io.meridian.artifact.store.OciLayout;
import io.meridian.hub.home.HubKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReleaseTests {
    @TempDir Path folder;

    @Test
    void releasesWhatPassedTheGateAndNothingElse() {
        try (var hub = TestHub.create(folder);
                var one = hub.enrol("hospital-1");
                var two = hub.enrol("hospital-2");
                var admin = hub.admin()) {
            prepare(admin, one, two);
            var subject = packageOf(finished(admin, admin.submit(job(1, 2, "fedavg"))));
            var alone = packageOf(finished(admin, admin.submit(job(1, 2, "local"))));

            one.work.scoresWell = false;
            two.work.scoresWell = false;
            var failed = validated(admin, subject, alone);
            assertThat(failed.path("gate").path("passed").asBoolean()).isFalse();
            for (var channel : List.of("trial", "clinical")) {
                var refusal = release(admin, subject, failed.path("report").asString(), channel);
                assertThat(refusal.path("status").asInt()).as(channel).isEqualTo(409);
                assertThat(refusal.path("detail").asString()).contains("AUC").contains(channel);
            }

            one.work.scoresWell = true;
            two.work.scoresWell = true;
            var passed = validated(admin, subject, alone);
            assertThat(passed.path("gate").path("passed").asBoolean())
                    .as(passed.path("gate").path("findings").toString())
                    .isTrue();
            var report = passed.path("report").asString();
            assertThat(release(admin, alone, report, "clinical").path("status").asInt())
                    .isEqualTo(409);

            var released = release(admin, subject, report, "clinical").path("digest").asString();
            TestHub.await(
                    "both sites run it",
                    () ->
                            admin.get("/api/v1/releases")
                                    .get(0)
                                    .path("sites")
                                    .valueStream()
                                    .allMatch(site ->
                                            site.path("phase").asString().equals("running")));
            requireSignedWithReleaseKey(hub, released);
            var page =
                    admin.send(
                            "GET", "/api/v1/reports/" + report + "/html", "text/html", new byte[0]);
            assertThat(new String(page.body(), StandardCharsets.UTF_8)).contains("AUC");
            assertThat(admin.get("/api/v1/packages/" + subject).path("gate").asString())
                    .isEqualTo("passed");
            var lineage = admin.get("/api/v1/lineage?reference=" + released);
            assertThat(lineage.path("state").asString()).isEqualTo("verified");
            assertThat(lineage.toString()).doesNotContain("missing");
        }
    }

    @Test
    void countsEachNoticeOnceHoweverOftenItComes() {
        try (var hub = TestHub.create(folder);
                var site = hub.enrol("hospital-1");
                var admin = hub.admin()) {
            Map<String, ?> notice =
                    Map.of(
                            "id",
                            "r1",
                            "release",
                            "none",
                            "outcome",
                            "evaluated",
                            "finding",
                            "positive",
                            "bin",
                            19);
            site.tell("e1", "result-notice", notice);
            site.tell("e2", "review-notice", Map.of("result", "r1", "verdict", "agree"));
            site.tell("e3", "counts", Map.of("received", 7, "quarantined", 2, "deidentified", 5));
            TestHub.await(
                    "acknowledgement",
                    () -> site.acknowledged.containsAll(List.of("e1", "e2", "e3")));
            site.acknowledged.clear();
            site.tell("e1", "result-notice", notice);
            TestHub.await("acknowledgement again", () -> site.acknowledged.contains("e1"));

            var summary = admin.get("/api/v1/results/summary");
            assertThat(summary.path("total").asInt()).isEqualTo(1);
            assertThat(summary.path("sites").get(0).path("histogram").get(19).asInt()).isEqualTo(1);
            assertThat(summary.path("sites").get(0).path("reviews").path("agree").asInt())
                    .isEqualTo(1);
            assertThat(admin.get("/api/v1/sites").get(0).path("counts").path("received").asInt())
                    .isEqualTo(7);
        }
    }

    @Test
    void countersignsAJournalThatGrowsAndAlarmsAboutOneThatForks() {
        try (var hub = TestHub.create(folder.resolve("hub"));
                var site = hub.enrol("hospital-1");
                var admin = hub.admin();
                var journal = journal(site, "journal")) {
            journal.append("access", "{\"n\":1}".getBytes(StandardCharsets.UTF_8));
            site.journal(journal.head().toJson(), new byte[0]);
            TestHub.await("first head", () -> countersigned(admin) == 1);
            journal.append("access", "{\"n\":2}".getBytes(StandardCharsets.UTF_8));
            site.journal(journal.head().toJson(), journal.consistencyProof(1, 2).toJson());
            TestHub.await("second head", () -> countersigned(admin) == 2);

            try (var fork = journal(site, "fork")) {
                for (var entry = 0; entry < 3; entry++) {
                    fork.append("access", "{\"n\":9}".getBytes(StandardCharsets.UTF_8));
                }
                site.journal(fork.head().toJson(), fork.consistencyProof(2, 3).toJson());
                TestHub.await(
                        "alarm",
                        () ->
                                !admin.get("/api/v1/sites")
                                        .get(0)
                                        .path("journal")
                                        .path("alarm")
                                        .isNull());
            }
            assertThat(countersigned(admin)).isEqualTo(2);
        }
    }

    private Journal journal(FakeSite site, String name) {
        return Journal.open(
                folder.resolve(name), new JournalId(site.name), site.key, Clock.systemUTC());
    }

    private static long countersigned(HubApi admin) {
        return admin.get("/api/v1/sites").get(0).path("journal").path("countersigned").asLong();
    }

    private static String packageOf(JsonNode job) {
        return job.path("packages").get(0).path("digest").asString();
    }

    private static JsonNode validated(HubApi admin, String subject, String alone) {
        var id =
                admin.post("/api/v1/validations", FederationTests.order(subject, alone))
                        .path("id")
                        .asString();
        TestHub.await(
                "validation",
                () ->
                        !admin.get("/api/v1/validations/" + id)
                                .path("state")
                                .asString()
                                .equals("running"));
        var run = admin.get("/api/v1/validations/" + id);
        assertThat(run.path("state").asString())
                .as(run.path("reason").asString(""))
                .isEqualTo("finished");
        return run;
    }

    private static JsonNode release(HubApi admin, String subject, String report, String channel) {
        var answer =
                admin.send(
                        "POST",
                        "/api/v1/releases",
                        "application/json",
                        JsonMapper.shared()
                                .writeValueAsBytes(
                                        Map.of(
                                                "package", subject,
                                                "report", report,
                                                "channel", channel,
                                                "leaseDays", 30)));
        return JsonMapper.shared().readTree(answer.body());
    }

    private static void requireSignedWithReleaseKey(TestHub hub, String release) {
        var keys = hub.bean(HubKeys.class);
        var store = hub.bean(OciLayout.class);
        var digest = new Digest(release);
        assertThat(
                        Records.verify(
                                store,
                                digest,
                                TrustedKeys.none().and(keys.release().verifyingKey(), "Test hub")))
                .isInstanceOf(Verification.Verified.class);
        assertThat(
                        Records.verify(
                                store,
                                digest,
                                TrustedKeys.none().and(keys.manifest().verifyingKey(), "Test hub")))
                .isInstanceOf(Verification.Refused.class);
    }
}
