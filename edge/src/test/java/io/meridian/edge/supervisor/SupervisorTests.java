package io.meridian.edge.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.DataSet;
import io.meridian.edge.EdgeInit;
import io.meridian.edge.Hospital;
import io.meridian.edge.Modality;
import io.meridian.edge.home.Home;
import io.meridian.edge.link.TestProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The real supervisor with a real edge and a real inference process. */
final class SupervisorTests {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final long PATIENCE_SECONDS = 120;

    @TempDir Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private Home home;

    @SuppressWarnings("NullAway.Init") // the test starts it
    private Process supervisor;

    @BeforeEach
    void prepare() throws Exception {
        TestProcess.module("serving");
        TestProcess.module("edge");
        home = new Home(folder.resolve("home"));
        EdgeInit.create(EdgeInit.Request.of(home.root(), "hospital-1"));
    }

    @AfterEach
    void end() throws Exception {
        http.close();
        if (supervisor != null) {
            supervisor.getOutputStream().close();
            if (!supervisor.waitFor(30, TimeUnit.SECONDS)) {
                supervisor.descendants().forEach(ProcessHandle::destroyForcibly);
                supervisor.destroyForcibly();
            }
        }
    }

    private void start() throws IOException {
        supervisor =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx24m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Dmeridian.root=" + ROOT,
                                "-cp",
                                TestProcess.module("edge"),
                                Supervisor.class.getName(),
                                "--home",
                                home.root().toString())
                        .redirectError(folder.resolve("errors").toFile())
                        .redirectOutput(folder.resolve("output").toFile())
                        .start();
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(String what, Condition condition) throws Exception {
        var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("in time: " + what).isLessThan(until);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private Set<Long> children() {
        return supervisor.children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    private long edgePid() throws IOException {
        var line = Files.readString(folder.resolve("output")).strip();
        return JsonMapper.shared()
                .readTree(line.substring(Child.READY.length()))
                .path("pid")
                .asLong();
    }

    private static boolean isUp(HttpClient http, int port, String path, String token)
            throws IOException, InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(
                                                    URI.create("http://127.0.0.1:" + port + path))
                                            .header("Meridian-Token", token)
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (java.net.ConnectException e) {
            return false;
        }
    }

    private boolean edgeIsUp() throws IOException, InterruptedException {
        var port = JsonMapper.shared().readTree(home.ports().toFile()).path("http").asInt();
        return isUp(http, port, "/actuator/health", "");
    }

    private boolean inferenceIsUp() throws IOException, InterruptedException {
        if (!Files.exists(home.inference())) {
            return false;
        }
        var its = JsonMapper.shared().readTree(home.inference().toFile());
        return isUp(
                http, its.path("port").asInt(), "/v2/health/ready", its.path("token").asString());
    }

    @Test
    void bringsBothBackWhenTheyAreKilledAndEndsThemWithItself() throws Exception {
        start();
        await("the edge is ready", () -> Files.size(folder.resolve("output")) > 0);
        await("inference is ready", this::inferenceIsUp);
        assertThat(edgeIsUp()).isTrue();
        var edge = edgePid();
        var first = children();
        assertThat(first).hasSize(2).contains(edge);

        kill(edge);
        await("another edge runs", () -> children().size() == 2 && !children().contains(edge));
        await("the edge is back", this::edgeIsUp);

        var inference =
                first.stream().filter(pid -> pid != edge).findFirst().orElseThrow().longValue();
        assertThat(children()).as("the other one was left alone").contains(inference);
        kill(inference);
        await(
                "another inference process runs",
                () -> children().size() == 2 && !children().contains(inference));
        await("inference is back", this::inferenceIsUp);

        var last = children();
        supervisor.getOutputStream().close();
        assertThat(supervisor.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(supervisor.exitValue()).isZero();
        await("nothing is left", () -> last.stream().noneMatch(SupervisorTests::isAlive));
    }

    /** Of the clinical database, which the edge has open. */
    private int count(String where) throws SQLException {
        return number("SELECT count(*) FROM instance WHERE " + where);
    }

    private int ruled(String rule) throws SQLException {
        return number("SELECT count(*) FROM quarantine WHERE rule = '" + rule + "'");
    }

    private int number(String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + home.clinicalDatabase());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    private void send(DataSet image) throws IOException {
        var port = JsonMapper.shared().readTree(home.ports().toFile()).path("dicom").asInt();
        try (var modality = new Modality(port)) {
            assertThat(modality.send(image).status()).isZero();
        }
    }

    /** Resident now, in MiB. */
    private static long resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .sum();
    }

    @Test
    void takesTheLargestObjectsSeveralAtOnceWithinItsMemory() throws Exception {
        configure("aeTitle: *\\S+", "aeTitle: " + Hospital.EDGE);
        configure("accept: *\\[ *\\]", "accept: [{aeTitle: MODALITY, address: 127.0.0.1}]");
        start();
        await("the edge is ready", () -> Files.size(folder.resolve("output")) > 0);
        var edge = edgePid();
        try (var senders = Executors.newFixedThreadPool(2)) {
            var sent = new ArrayList<Future<?>>();
            // 48 MiB less some hundred pixels; 15 million pixels, as the largest detectors have
            for (var side : List.of(5_000, 3_880, 5_000, 3_880)) {
                var study = sent.size() + 1;
                sent.add(
                        senders.submit(() -> {
                            send(Radiographs.large(study, side));
                            return study;
                        }));
            }
            for (var each : sent) {
                each.get();
            }
        }
        await("research has looked at all", () -> count("research <> 'pending'") == 4);

        assertThat(ruled("too-large")).as("of 25 million pixels").isEqualTo(2);
        assertThat(ruled("not-processable")).isZero();
        assertThat(edgePid()).isEqualTo(edge);
        assertThat(isAlive(edge)).as("it was never restarted").isTrue();
        assertThat(count("research_tries > 1")).as("none was begun twice").isZero();
        var all = 0L;
        for (var child : children()) {
            all += resident(child);
        }
        System.out.println("resident MiB of the edge's processes: " + all);
        assertThat(all).as("MiB of both processes").isLessThan(860);
    }

    private static void kill(long pid) {
        assertThat(ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly)).contains(true);
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private void configure(String from, String to) throws IOException {
        var text = Files.readString(home.configuration());
        assertThat(text).containsPattern(from);
        Files.writeString(home.configuration(), text.replaceFirst(from, to));
    }

    /** The one sentence with which the supervisor ends. */
    private String refusal() throws Exception {
        start();
        Optional<ProcessHandle> child = Optional.empty();
        while (child.isEmpty() && supervisor.isAlive()) {
            child = supervisor.children().findFirst();
        }
        var children = supervisor.children().map(ProcessHandle::pid).toList();
        assertThat(supervisor.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(supervisor.exitValue()).isEqualTo(1);
        await("nothing is left", () -> children.stream().noneMatch(SupervisorTests::isAlive));
        assertThat(Files.readString(folder.resolve("output"))).isEmpty();
        assertThat(Files.readString(home.logs().resolve("edge.err")))
                .doesNotContain("\tat ", "Exception");
        var lines = Files.readAllLines(folder.resolve("errors"));
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

    private static ServerSocket occupied() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @Test
    void saysInOneSentenceThatThePortOfThePagesIsInUse() throws Exception {
        try (var taken = occupied()) {
            configure("httpPort: *\\d+", "httpPort: " + taken.getLocalPort());

            assertThat(refusal())
                    .isEqualTo(
                            "edge: port %d is in use; choose another in edge.yaml"
                                    .formatted(taken.getLocalPort()));
        }
    }

    @Test
    void saysInOneSentenceThatTheDicomPortIsInUse() throws Exception {
        try (var taken = occupied()) {
            configure("(?m)^( +)port: *\\d+", "$1port: " + taken.getLocalPort());

            assertThat(refusal())
                    .startsWith("edge: the DICOM port " + taken.getLocalPort())
                    .contains("in use");
        }
    }

    @Test
    void saysInOneSentenceThatItsConfigurationDoesNotHold() throws Exception {
        for (var wrong : List.of("site: [", "site: h1\nhttpPort: 99999\n")) {
            Files.writeString(home.configuration(), wrong);

            assertThat(refusal()).startsWith("edge: edge.yaml");
            Files.deleteIfExists(home.logs().resolve("edge.err"));
        }
    }
}
