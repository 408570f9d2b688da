package io.meridian.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.cli.CommandException;
import io.meridian.cli.api.ApiClient;
import io.meridian.cli.api.UnreachableException;
import io.meridian.cli.modality.Modality;
import io.meridian.cli.phantom.PhantomHospital;
import io.meridian.cli.phantom.PhantomOrder;
import io.meridian.cli.phantom.Phantoms;
import io.meridian.cli.process.PlatformProcess;
import io.meridian.cli.site.Home;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The whole platform, started once as a user starts it: first what it did, then what it left on
 * disk, its pages in a browser, and at last its processes killed one after the other.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlatformTests {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir private static Path folder;

    private RunningDemo demo;
    private MemoryWatch memory;
    private int patients = 8_000_001;

    @BeforeAll
    void runTheDemo() throws IOException, InterruptedException {
        demo = RunningDemo.start(folder);
        memory = new MemoryWatch(demo.home().resolve("hub"), demo.edgeHomes());
        demo.awaitUp();
    }

    @AfterAll
    void stopEverything() throws InterruptedException {
        memory.close();
        demo.close();
        for (var home : demo.edgeHomes()) {
            RunningDemo.await(
                    "nothing is left running",
                    Duration.ofSeconds(30),
                    () -> Processes.ofEdge(home).isEmpty());
        }
    }

    @Test
    @Order(1)
    void theReportTellsTheWholeJob() throws IOException {
        var report = demo.report();

        assertThat(report.path("sites").asInt()).isEqualTo(3);
        assertThat(report.path("instancesReceived").asInt()).isEqualTo(720);
        assertThat(report.path("instancesQuarantined").asInt()).isGreaterThanOrEqualTo(12);
        assertThat(report.path("datasetVersions")).hasSize(3);
        assertThat(report.path("rounds")).hasSize(6);
        assertThat(report.path("rounds"))
                .allSatisfy(round -> assertThat(round.path("updates").asInt()).isBetween(2, 3));
        var validation = report.path("validation");
        assertThat(validation.path("auc").asDouble())
                .isBetween(
                        validation.path("aucLow").asDouble(), validation.path("aucHigh").asDouble())
                .isGreaterThan(0.8);
        assertThat(validation.path("localAuc")).hasSize(3);
        assertThat(report.path("release").path("signed").asBoolean()).isTrue();
        assertThat(report.path("resultsWhileHubDown").asInt()).isPositive();
        assertThat(report.path("results").asInt())
                .isGreaterThan(report.path("resultsWhileHubDown").asInt());
        assertThat(report.path("reviews").asInt()).isPositive();
        assertThat(report.path("parityMaxAbs").asDouble()).isLessThan(1e-4);
        assertThat(report.path("lineageVerified").asBoolean()).isTrue();
        assertThat(demo.log()).contains("is switched off while it trains in round");
    }

    @Test
    @Order(2)
    void theProcessesStayedWithinTheirMemory() {
        memory.assertWithinBounds();
    }

    @Test
    @Order(3)
    void thePagesDoWhatPeopleNeed() {
        Peers.program("chromium");
        var shots = PlatformProcess.root().resolve("target/browser");
        var run =
                Peers.run(
                        List.of(
                                Peers.program("node"),
                                PlatformProcess.root().resolve("web/browser/run.mjs").toString(),
                                demo.platformFile().toString(),
                                shots.toString()));

        System.out.println(run.text());
        assertThat(run.exit()).as(run.text()).isZero();
    }

    @Test
    @Order(4)
    void aKilledInferenceProcessIsBackAndNoStudyIsLost() throws Exception {
        var before = results(1);
        var more = phantoms(1, 4);

        var studies = send(1, more);
        kill(Processes.ofEdge(demo.edgeHome(1), Processes.INFERENCE).orElseThrow());

        awaitResults(1, before + studies);
    }

    @Test
    @Order(5)
    void aKilledEdgeIsBackAndWhatItAcknowledgedIsAnsweredOnce() throws Exception {
        var before = results(2);
        var atHub = resultsAtHub("hospital-2");

        var studies = send(2, phantoms(2, 8));
        kill(Processes.ofEdge(demo.edgeHome(2), Processes.EDGE).orElseThrow());

        awaitResults(2, before + studies);
        RunningDemo.await(
                "the hub knows each result once",
                PATIENCE,
                () -> resultsAtHub("hospital-2") >= atHub + studies);
        assertThat(resultsAtHub("hospital-2")).isEqualTo(atHub + studies);
    }

    @Test
    @Order(6)
    void trainingGoesOnThroughAKilledWorkerAnEdgeAndTheHub() throws Exception {
        var job = submit();

        kill(awaitWorker(1));
        awaitRound(job, 1);
        var updates = job(job).path("rounds").get(0).path("updates");
        assertThat(updates)
                .as("the site whose worker was killed tried again")
                .anySatisfy(update -> {
                    assertThat(update.path("site").asString()).isEqualTo("hospital-1");
                    assertThat(update.path("state").asString()).isEqualTo("accepted");
                });
        kill(awaitWorker(2).parent().orElseThrow());
        awaitRound(job, 2);
        kill(Processes.withHome(Processes.HUB, demo.home().resolve("hub")).orElseThrow());
        try (var _ =
                PlatformProcess.start(
                        Home.hub(demo.home().resolve("hub")),
                        folder.resolve("hub-again.log"),
                        PATIENCE)) {
            awaitRound(job, 4);
            RunningDemo.await(
                    "the job ends",
                    PATIENCE,
                    () -> job(job).path("state").asString().equals("finished"));

            assertThat(job(job).path("rounds"))
                    .hasSize(4)
                    .allSatisfy(PlatformTests::eachSiteCountsOnce);
        }
    }

    @Test
    @Order(7)
    void noFileHoldsAnIdentifierOfThePatientsInPlain() throws IOException {
        var identifiers = PlantedIdentifiers.below(demo.home().resolve("images"));
        identifiers.addAll(PlantedIdentifiers.below(folder.resolve("more")));
        var search = new IdentitySearch(identifiers);

        assertThat(identifiers).hasSizeGreaterThan(1_000);
        assertThat(search.findings(demo.home().resolve("pacs")))
                .as("the search finds them where they belong, in the archive's reports")
                .isNotEmpty();
        // The modalities' images and the archive are the patients' own places.
        assertThat(search.findings(folder))
                .allSatisfy(file -> assertThat(file).matches("(home/(images|pacs)|more)/.*"));
    }

    private static void eachSiteCountsOnce(JsonNode round) {
        var sites = new ArrayList<String>();
        for (var update : round.path("updates")) {
            if (update.path("state").asString().equals("accepted")) {
                sites.add(update.path("site").asString());
            }
        }
        assertThat(sites).hasSizeGreaterThanOrEqualTo(2).doesNotHaveDuplicates();
    }

    private String submit() throws IOException {
        var yaml =
                Files.readString(PlatformProcess.root().resolve("examples/chest-federated.yaml"))
                        .replaceAll("(?m)^name: .*", "name: chest-killed")
                        .replaceAll("(?m)^rounds: .*", "rounds: 4");
        return demo.hub()
                .post("/api/v1/jobs", "application/yaml", yaml.getBytes(StandardCharsets.UTF_8))
                .path("id")
                .asString();
    }

    private JsonNode job(String id) {
        return demo.hub().get("/api/v1/jobs/" + ApiClient.encode(id));
    }

    private void awaitRound(String job, int number) throws InterruptedException {
        RunningDemo.await(
                "round %d is published".formatted(number),
                PATIENCE,
                () -> {
                    for (var round : job(job).path("rounds")) {
                        if (round.path("round").asInt() == number
                                && round.path("state").asString().equals("published")) {
                            return true;
                        }
                    }
                    return false;
                });
    }

    private ProcessHandle awaitWorker(int hospital) throws InterruptedException {
        RunningDemo.await(
                "a worker trains",
                PATIENCE,
                () -> Processes.ofEdge(demo.edgeHome(hospital), Processes.WORKER).isPresent());
        return Processes.ofEdge(demo.edgeHome(hospital), Processes.WORKER).orElseThrow();
    }

    private static void kill(ProcessHandle process) throws InterruptedException {
        process.destroyForcibly();
        RunningDemo.await("it is dead", Duration.ofSeconds(20), () -> !process.isAlive());
    }

    private List<Path> phantoms(int hospital, int count) {
        var order = new PhantomOrder(PhantomHospital.of(hospital), count, patients, patients, 0, 0);
        patients += count;
        return Phantoms.write(order, folder.resolve("more").resolve("" + patients)).stream()
                .map(image -> image.file())
                .toList();
    }

    /** Sends objects; returns how many studies they belong to. */
    private int send(int hospital, List<Path> files) throws IOException {
        var sent =
                new Modality(
                                "127.0.0.1",
                                demo.dicomPort(hospital),
                                "MERIDIAN",
                                "DX_ROOM_" + hospital)
                        .send(files, () -> {});
        assertThat(sent.acknowledged()).isEqualTo(files.size());
        Set<String> studies = new HashSet<>();
        for (var file : files) {
            studies.add(Part10.read(file).dataSet().first(Tags.StudyInstanceUID));
        }
        return studies.size();
    }

    private void awaitResults(int hospital, long expected) throws InterruptedException {
        RunningDemo.await("every study is answered", PATIENCE, () -> results(hospital) >= expected);
        assertThat(results(hospital)).isEqualTo(expected);
    }

    /** Evaluated results of an edge; -1 while it is away. */
    private long results(int hospital) {
        try {
            return demo.edge(hospital, "administrator")
                    .get("/api/v1/status")
                    .path("counts")
                    .path("results")
                    .asLong();
        } catch (UnreachableException | CommandException _) {
            return -1;
        }
    }

    private long resultsAtHub(String site) {
        for (var each : demo.hub().get("/api/v1/results/summary").path("sites")) {
            if (each.path("site").asString().equals(site)) {
                return each.path("outcomes").path("evaluated").asLong();
            }
        }
        return 0;
    }
}
