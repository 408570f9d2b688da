package io.meridian.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meridian.artifact.Digest;
import io.meridian.artifact.store.OciLayout;
import io.meridian.model.weights.Weights;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class FederationTests {
    private static final long SEED = 20261124;

    @TempDir Path folder;

    static String job(int rounds, int quorum, String strategy) {
        return """
        name: small-job
        task: {type: binary, positive: pneumonia}
        dataset: chest
        network: {name: small-resnet, width: 4, blocks: 1}
        preprocessing: {channels: 1, height: 16, width: 16}
        strategy: {name: %s}
        sites: all
        rounds: %d
        quorum: %d
        deadlineSeconds: 60
        local: {epochs: 1, batchSize: 8, optimizer: adamw, learningRate: 0.002, weightDecay: 0.01}
        seed: 1
        retentionDays: 30
        update: plain
        """
                .formatted(strategy, rounds, quorum);
    }

    @Test
    void averagesWhatTheSitesLearntRoundByRound() throws Exception {
        try (var hub = TestHub.create(folder);
                var one = hub.enrol("hospital-1");
                var two = hub.enrol("hospital-2");
                var admin = hub.admin()) {
            prepare(admin, one, two);

            var id = admin.submit(job(3, 2, "fedavg"));
            var done = finished(admin, id);

            assertThat(done.path("rounds")).hasSize(3);
            for (var round : done.path("rounds")) {
                assertThat(round.path("state").asString()).isEqualTo("published");
                assertThat(round.path("updates")).hasSize(2);
                assertThat(round.path("meanLoss").asDouble()).isEqualTo(0.25);
            }
            requireMoved(hub, done);
            TestHub.await("verdicts", () -> one.verdicts.size() == 3);
            assertThat(one.verdicts.values())
                    .allMatch(verdict -> verdict.path("accepted").asBoolean());
            var lineage =
                    admin.get(
                            "/api/v1/lineage?reference="
                                    + done.path("packages").get(0).path("digest").asString());
            assertThat(states(lineage)).isNotEmpty().doesNotContain("missing");
            assertThat(lineage.path("state").asString()).isEqualTo("verified");
            assertThat(lineage.toString()).contains("dataset-commitment").contains("update");
        }
    }

    @Test
    void goesOnWithTheSameRoundAfterBeingStoppedAtAnyMoment() throws Exception {
        var random = new Random(SEED);
        try (var hub = TestHub.create(folder);
                var one = hub.enrol("hospital-1");
                var two = hub.enrol("hospital-2")) {
            String id;
            try (var admin = hub.admin()) {
                prepare(admin, one, two);
                id = admin.submit(job(4, 2, "fedavg"));
            }
            for (var stop = 0; stop < 4; stop++) {
                LockSupport.parkNanos(Duration.ofMillis(random.nextInt(1_500)).toNanos());
                hub.restart();
            }
            try (var admin = hub.admin()) {
                var done = finished(admin, id);

                assertThat(done.path("rounds")).as("seed %d", SEED).hasSize(4);
                for (var round : done.path("rounds")) {
                    assertThat(round.path("updates")).as("seed %d", SEED).hasSize(2);
                }
                requireMoved(hub, done);
            }
        }
    }

    @Test
    void refusesAnUpdateThatIsNotFiniteAndSaysWhy() throws Exception {
        try (var hub = TestHub.create(folder);
                var good = hub.enrol("hospital-1");
                var bad = hub.enrol("hospital-2");
                var other = hub.enrol("hospital-3");
                var admin = hub.admin()) {
            bad.work.step = Float.NaN;
            prepare(admin, good, bad, other);

            var id = admin.submit(job(1, 2, "fedavg"));
            var done = finished(admin, id);

            var updates = done.path("rounds").get(0).path("updates");
            assertThat(updates.get(0).path("state").asString()).isEqualTo("accepted");
            assertThat(updates.get(1).path("state").asString()).isEqualTo("refused");
            assertThat(updates.get(1).path("reason").asString()).isNotEmpty();
            TestHub.await("verdict", () -> bad.verdicts.size() == 1);
            assertThat(bad.verdicts.values())
                    .noneMatch(verdict -> verdict.path("accepted").asBoolean());
        }
    }

    @ParameterizedTest
    @EnumSource(value = FakeWork.Lie.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void refusesAnUpdateWhoseRecordIsNotWhatWasAskedAndGoesOn(FakeWork.Lie lie) throws Exception {
        try (var hub = TestHub.create(folder);
                var good = hub.enrol("hospital-1");
                var bad = hub.enrol("hospital-2");
                var other = hub.enrol("hospital-3");
                var admin = hub.admin()) {
            bad.work.lie = lie;
            prepare(admin, good, bad, other);

            var done = finished(admin, admin.submit(job(1, 2, "fedavg")));

            var updates = done.path("rounds").get(0).path("updates");
            assertThat(updates.get(0).path("state").asString()).isEqualTo("accepted");
            assertThat(updates.get(1).path("state").asString()).isEqualTo("refused");
            assertThat(updates.get(1).path("reason").asString())
                    .contains(
                            switch (lie) {
                                case NONE -> "";
                                case NO_WEIGHTS -> "no weights.safetensors";
                                case ANOTHER_KIND -> "no update but legal-basis";
                                case ANOTHER_ROUND -> "another job, round or attempt";
                                case ANOTHER_BASE -> "base weights";
                                case MORE_EXAMPLES -> "406 examples; its data set has at most 405";
                            });
        }
    }

    @Test
    void weighsByTheSignedRecordAndNotByWhatAMessageSays() throws Exception {
        try (var hub = TestHub.create(folder);
                var one = hub.enrol("hospital-1");
                var two = hub.enrol("hospital-2");
                var admin = hub.admin()) {
            prepare(admin, one, two);
            one.work.stated = 1_000_000_000;

            requireMoved(hub, finished(admin, admin.submit(job(1, 2, "fedavg"))));
        }
    }

    @Test
    void makesOnePackagePerSiteWhereEachTrainsAlone() throws Exception {
        try (var hub = TestHub.create(folder);
                var one = hub.enrol("hospital-1");
                var two = hub.enrol("hospital-2");
                var admin = hub.admin()) {
            prepare(admin, one, two);

            var done = finished(admin, admin.submit(job(1, 2, "local")));

            assertThat(done.path("packages"))
                    .extracting(each -> each.path("name").asString())
                    .containsExactly("small-job-hospital-1", "small-job-hospital-2");
        }
    }

    @Test
    void keepsUpdatesAsLongAsTheJobAsksAndTheirManifestsForGood() throws Exception {
        try (var hub = TestHub.create(folder);
                var one = hub.enrol("hospital-1");
                var two = hub.enrol("hospital-2");
                var admin = hub.admin()) {
            prepare(admin, one, two);
            var done = finished(admin, admin.submit(job(1, 2, "fedavg")));
            var store = hub.bean(OciLayout.class);
            var retention = hub.bean(io.meridian.hub.federation.Retention.class);

            retention.release(Instant.now().plus(Duration.ofDays(29)));
            assertThat(updates(store)).isEqualTo(2);
            retention.release(Instant.now().plus(Duration.ofDays(31)));
            assertThat(updates(store)).isZero();
            store.collect(Duration.ZERO);

            var lineage =
                    admin.get(
                            "/api/v1/lineage?reference="
                                    + done.path("packages").get(0).path("digest").asString());
            assertThat(states(lineage)).doesNotContain("missing");
        }
    }

    @Test
    void forgetsOldNewsAndRunsOnWhereOneJobCannotBeRead() throws Exception {
        try (var hub = TestHub.create(folder);
                var one = hub.enrol("hospital-1");
                var two = hub.enrol("hospital-2");
                var admin = hub.admin()) {
            prepare(admin, one, two);
            var database = hub.bean(io.meridian.application.database.Database.class);
            database.update(jdbc ->
                    jdbc.sql(
                                    "INSERT INTO job(id, organisation, document, state, manifest, graph, weights, created)"
                                            + " VALUES ('broken', 'x', 'no: document', 'running', 'x', 'x', 'x', 1)")
                            .update());

            finished(admin, admin.submit(job(1, 2, "fedavg")));
            var observed = hub.bean(io.meridian.hub.site.ObservedState.class);
            observed.forget(Instant.now().minus(Duration.ofDays(1)));
            assertThat(rows(database, "event_seen")).isEqualTo(2);
            observed.forget(Instant.now().plus(Duration.ofDays(1)));

            assertThat(rows(database, "event_seen")).isZero();
            assertThat(rows(database, "enrolment_token")).isZero();
        }
    }

    private static long rows(io.meridian.application.database.Database database, String table) {
        return database.read().sql("SELECT count(*) FROM " + table).query(Long.class).single();
    }

    private static long updates(OciLayout store) {
        return store.roots().entrySet().stream()
                .filter(root -> root.getKey().repository().endsWith("/update"))
                .filter(root ->
                        store.manifest(root.getValue())
                                .orElseThrow()
                                .kind()
                                .orElseThrow()
                                .name()
                                .equals("update"))
                .count();
    }

    @Test
    void saysWhatIsWrongWithAJobDocument() {
        try (var hub = TestHub.create(folder);
                var admin = hub.admin()) {
            var answer =
                    admin.send(
                            "POST",
                            "/api/v1/jobs",
                            "application/yaml",
                            job(0, 2, "fedavg").getBytes(StandardCharsets.UTF_8));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValue("application/problem+json");
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("rounds");
        }
    }

    static void prepare(HubApi admin, FakeSite... sites) {
        for (var site : sites) {
            site.work.examples = site.name.equals("hospital-1") ? 100 : 300;
            if (!Float.isNaN(site.work.step)) {
                site.work.step = site.name.equals("hospital-1") ? 1 : 2;
            }
            site.commit("chest");
        }
        TestHub.await(
                "sites online with data",
                () ->
                        admin.get("/api/v1/datasets").size() == sites.length
                                && online(admin) == sites.length);
    }

    private static long online(HubApi admin) {
        var count = 0;
        for (var site : admin.get("/api/v1/sites")) {
            count += site.path("state").asString().equals("online") ? 1 : 0;
        }
        return count;
    }

    static JsonNode finished(HubApi admin, String id) {
        TestHub.await(
                "end of job " + id,
                () -> !admin.get("/api/v1/jobs/" + id).path("state").asString().equals("running"));
        var done = admin.get("/api/v1/jobs/" + id);
        assertThat(done.path("state").asString())
                .as(done.path("reason").asString(""))
                .isEqualTo("finished");
        return done;
    }

    /** Each round moves every float by the weighted mean of the steps: (100·1 + 300·2) / 400. */
    private static void requireMoved(TestHub hub, JsonNode done) {
        var store = hub.bean(OciLayout.class);
        var job = done.path("id").asString();
        var start = weights(store, "hub/job", job);
        var end = weights(store, "hub/round", job + "-" + done.path("rounds").size());
        var moved = 1.75f * done.path("rounds").size();
        start.tensors()
                .forEach((name, tensor) -> {
                    if (tensor.type().name().equals("F32")) {
                        var before = tensor.floats();
                        var after = end.get(name).floats();
                        for (var at = 0; at < before.length; at++) {
                            assertThat(after[at] - before[at]).isCloseTo(moved, within(1e-4f));
                        }
                    }
                });
    }

    private static Weights weights(OciLayout store, String repository, String tag) {
        var digest =
                store.root(new io.meridian.artifact.store.RootName(repository, tag)).orElseThrow();
        var layer = store.manifest(digest).orElseThrow().layer("weights.safetensors").orElseThrow();
        return Weights.parse(store.read(new Digest(layer.digest().value()), 1 << 28));
    }

    private static List<String> states(JsonNode node) {
        var all = new java.util.ArrayList<String>();
        all.add(node.path("state").asString());
        node.path("parents").forEach(parent -> all.addAll(states(parent)));
        return all;
    }

    static Map<String, Object> order(String subject, String other) {
        return Map.of(
                "package",
                subject,
                "dataset",
                "chest",
                "compare",
                List.of(Map.of("name", "alone", "package", other)));
    }
}
