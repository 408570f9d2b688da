package io.meridian.edge.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.edge.EdgeEnrol;
import io.meridian.edge.EdgeInit;
import io.meridian.edge.home.EdgeException;
import io.meridian.serving.client.InferenceToken;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A real hub, a real edge and a real worker, each a process; they are killed on the way. */
class LinkTests {
    private static final String PASSWORD = "correct horse battery";
    private static final String SITE = "hospital-1";

    @TempDir Path folder;
    private TestProcess hub;
    private TestProcess edge;
    private @Nullable TestProcess inference;
    private @Nullable TestProcess other;
    private TestApi operator;
    private TestApi auditor;
    private Map<String, String> passwords;

    @BeforeEach
    void begin() throws Exception {
        TestProcess.module("training");
        var hubPath = TestProcess.module("hub");
        var secret = folder.resolve("secret");
        Files.writeString(secret, PASSWORD);
        TestProcess.run(
                hubPath,
                "io.meridian.hub.HubInit",
                List.of(
                        "--home",
                        hubHome().toString(),
                        "--name",
                        "Test hub",
                        "--admin-password-file",
                        secret.toString()));
        startHub();
        passwords = EdgeInit.create(EdgeInit.Request.of(edgeHome(), SITE).admitting(Site.ADMITS));
        startEdge();
    }

    @AfterEach
    void end() throws Exception {
        for (var each : new AutoCloseable[] {operator, auditor, edge, other, inference, hub}) {
            if (each != null) {
                each.close();
            }
        }
    }

    private Path hubHome() {
        return folder.resolve("hub");
    }

    private Path edgeHome() {
        return folder.resolve("edge");
    }

    private void startHub() throws Exception {
        hub =
                TestProcess.start(
                        TestProcess.module("hub"),
                        "io.meridian.hub.Hub",
                        List.of("--home", hubHome().toString()),
                        Map.of(),
                        folder.resolve("hub.log"));
        operator = TestApi.login(hub.port("http"), "admin", PASSWORD);
    }

    private static TestProcess edge(Path home) throws Exception {
        return TestProcess.start(
                System.getProperty("java.class.path"),
                "io.meridian.edge.link.TestEdge",
                List.of(home.toString()),
                Map.of(),
                home.resolveSibling(home.getFileName() + ".log"));
    }

    private void startEdge() throws Exception {
        edge = edge(edgeHome());
        auditor =
                TestApi.login(edge.port("http"), "auditor", passwords.getOrDefault("auditor", ""));
    }

    private void enrol() throws Exception {
        enrol(SITE, edgeHome(), 1);
    }

    private void enrol(String site, Path home, int datasets) throws Exception {
        var token =
                operator.post("/api/v1/enrolment-tokens", Map.of("site", site))
                        .path("token")
                        .asString();
        EdgeEnrol.enrol(home, token);
        TestApi.await(
                "the commitment is at the hub",
                () -> operator.get("/api/v1/datasets").size() == datasets);
    }

    /** A second hospital, since one alone is never combined with others. */
    private void startOther() throws Exception {
        var home = folder.resolve("other");
        EdgeInit.create(EdgeInit.Request.of(home, "hospital-2").admitting(Site.ADMITS));
        other = edge(home);
        enrol("hospital-2", home, 2);
    }

    private String submit(String strategy, int rounds, int epochs) {
        var yaml =
                """
                name: small-job
                task: {type: binary, positive: pneumonia}
                dataset: chest
                network: {name: small-resnet, width: 4, blocks: 1}
                preprocessing: {channels: 1, height: 16, width: 16}
                strategy: {name: %s}
                sites: all
                rounds: %d
                quorum: %d
                deadlineSeconds: 120
                local: {epochs: %d, batchSize: 8, optimizer: adamw, learningRate: 0.002, weightDecay: 0.01}
                seed: 1
                retentionDays: 30
                update: plain
                """
                        .formatted(strategy, rounds, strategy.equals("local") ? 1 : 2, epochs);
        return operator.send(
                        "POST",
                        "/api/v1/jobs",
                        "application/yaml",
                        yaml.getBytes(StandardCharsets.UTF_8))
                .path("id")
                .asString();
    }

    private JsonNode ended(String job) throws Exception {
        TestApi.await(
                "end of job " + job,
                () ->
                        !operator.get("/api/v1/jobs/" + job)
                                .path("state")
                                .asString()
                                .equals("running"));
        return operator.get("/api/v1/jobs/" + job);
    }

    private JsonNode finished(String job) throws Exception {
        var done = ended(job);
        assertThat(done.path("state").asString())
                .as(done.path("reason").asString(""))
                .isEqualTo("finished");
        return done;
    }

    /** What the edge says of the tasks of one job, by task. */
    private Map<String, JsonNode> tasks(String job) {
        var all = new TreeMap<String, JsonNode>();
        for (var each : auditor.get("/api/v1/jobs")) {
            if (each.path("id").asString().contains(job)) {
                all.put(each.path("id").asString(), each);
            }
        }
        return all;
    }

    private boolean someTask(String job, String state) {
        return tasks(job).values().stream()
                .anyMatch(each -> each.path("state").asString().equals(state));
    }

    @Test
    void trainsOverKillsOfEveryPartyAndSendsEachUpdateOnce() throws Exception {
        enrol();
        TestApi.await(
                "the journal is countersigned",
                () ->
                        auditor.get("/api/v1/status").path("journal").path("countersigned").asInt()
                                > 0);

        var job = submit("local", 1, 50);
        TestApi.await("training", () -> someTask(job, "training"));
        edge.kill();
        startEdge();
        TestApi.await("training again", () -> someTask(job, "training"));
        TestApi.await(
                "progress at the hub",
                () -> operator.get("/api/v1/jobs/" + job).toString().contains("training"));
        hub.kill();
        TestApi.await("the update waits", () -> someTask(job, "uploading"));
        edge.kill();
        startHub();
        startEdge();

        var done = finished(job);
        assertThat(done.path("rounds")).hasSize(1);
        for (var round : done.path("rounds")) {
            assertThat(round.path("updates")).hasSize(1);
            assertThat(round.path("updates").get(0).path("state").asString()).isEqualTo("accepted");
        }
        TestApi.await(
                "verdicts",
                () ->
                        tasks(job).size() == 1
                                && tasks(job).values().stream()
                                        .allMatch(each ->
                                                each.path("verdict")
                                                        .asString("")
                                                        .equals("accepted")));
        assertThat(updates()).isEqualTo(1);
        assertThat(operator.get("/api/v1/sites").get(0).path("journal").path("alarm").isNull())
                .isTrue();
        try (var left = Files.list(edgeHome().resolve("work"))) {
            assertThat(left.filter(each -> each.getFileName().toString().startsWith("task-")))
                    .isEmpty();
        }
    }

    /** The updates that the hub's store has roots for. */
    private long updates() throws Exception {
        var index = Files.readString(hubHome().resolve("oci").resolve("index.json"));
        return java.util.regex.Pattern.compile(SITE + "/update").matcher(index).results().count()
                / 2;
    }

    @Test
    void refusesWhatTheHospitalsPolicyDoesNotAdmit() throws Exception {
        var policy = edgeHome().resolve("policy.yaml");
        Files.writeString(
                policy, Files.readString(policy).replaceFirst("maxEpochs: \\d+", "maxEpochs: 1"));
        enrol();

        var job = submit("local", 1, 2);
        TestApi.await(
                "the hub knows",
                () -> operator.get("/api/v1/jobs/" + job).toString().contains("admit.maxEpochs"));

        var task = auditor.get("/api/v1/jobs").get(0);
        assertThat(task.path("state").asString()).isEqualTo("refused");
        assertThat(task.path("reason").asString()).contains("admit.maxEpochs");
    }

    @Test
    void validatesReleasesAndTracesAResultsModelToItsLegalBasis() throws Exception {
        enrol();
        startOther();
        var subject = packageOf(finished(submit("fedavg", 2, 4)));
        var alone = packageOf(finished(submit("local", 1, 4)));
        var id =
                operator.post(
                                "/api/v1/validations",
                                Map.of(
                                        "package",
                                        subject,
                                        "dataset",
                                        "chest",
                                        "compare",
                                        List.of(Map.of("name", "alone", "package", alone))))
                        .path("id")
                        .asString();
        TestApi.await(
                "validation",
                () ->
                        !operator.get("/api/v1/validations/" + id)
                                .path("state")
                                .asString()
                                .equals("running"));
        var run = operator.get("/api/v1/validations/" + id);
        assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("finished");

        inference = startInference();
        var release =
                operator.post(
                                "/api/v1/releases",
                                Map.of(
                                        "package",
                                        subject,
                                        "report",
                                        run.path("report").asString(),
                                        "channel",
                                        "shadow",
                                        "leaseDays",
                                        30))
                        .path("digest")
                        .asString();
        TestApi.await("the release runs", () -> running(release));
        TestApi.await(
                "the hub knows",
                () ->
                        operator.get("/api/v1/releases")
                                .get(0)
                                .path("sites")
                                .get(0)
                                .path("phase")
                                .asString()
                                .equals("running"));

        var lineage = auditor.get("/api/v1/lineage?reference=" + release);
        assertThat(states(lineage))
                .as(lineage.toString())
                .contains("verified", "held-elsewhere")
                .doesNotContain("missing");
        assertThat(lineage.toString())
                .contains("report", "package", "round", "job", "dataset-commitment", "legal-basis");

        hub.kill();
        edge.kill();
        startEdge();
        TestApi.await("it runs without a hub", () -> running(release));
        assertThat(states(auditor.get("/api/v1/lineage?reference=" + release)))
                .doesNotContain("missing");
    }

    private boolean running(String release) {
        var status = auditor.get("/api/v1/status");
        return status.path("release").path("phase").asString("").equals("running")
                && status.path("release").path("digest").asString().equals(release)
                && status.path("inference").path("state").asString().equals("up");
    }

    private TestProcess startInference() throws Exception {
        var token = InferenceToken.random();
        var process =
                TestProcess.start(
                        TestProcess.module("serving"),
                        "io.meridian.serving.Inference",
                        List.of("--port", "0", "--threads", "1"),
                        Map.of(InferenceToken.VARIABLE, token.value()),
                        folder.resolve("inference.log"));
        Files.writeString(
                edgeHome().resolve("keys").resolve("inference.json"),
                "{\"port\":%d,\"token\":\"%s\"}".formatted(process.port("http"), token.value()));
        return process;
    }

    private static String packageOf(JsonNode job) {
        return job.path("packages").get(0).path("digest").asString();
    }

    private static List<String> states(JsonNode node) {
        var all = new ArrayList<String>();
        all.add(node.path("state").asString());
        node.path("parents").forEach(parent -> all.addAll(states(parent)));
        return all;
    }

    @Test
    void doesNotSpendATokenOfAnotherSite() {
        var token =
                operator.post("/api/v1/enrolment-tokens", Map.of("site", "hospital-2"))
                        .path("token")
                        .asString();

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> EdgeEnrol.enrol(edgeHome(), token))
                .isInstanceOf(EdgeException.class)
                .hasMessageContaining("hospital-2");
        assertThat(auditor.get("/api/v1/status").path("hub").path("enrolled").asBoolean())
                .isFalse();
    }
}
