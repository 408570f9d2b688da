package io.meridian.edge.link;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;
import io.meridian.application.database.Database;
import io.meridian.artifact.signature.SigningKey;
import io.meridian.edge.EdgeInit;
import io.meridian.edge.home.AdmissionTemplate;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.home.Home;
import io.meridian.edge.ledger.LinkAlarm;
import io.meridian.edge.ledger.OpenLedger;
import io.meridian.edge.research.TrainingData;
import io.meridian.network.identity.Authority;
import io.meridian.network.identity.Enrolment;
import io.meridian.network.identity.EnrolmentClient;
import io.meridian.network.link.v1.Desired;
import io.meridian.network.link.v1.Item;
import io.meridian.testing.MovableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import tools.jackson.databind.json.JsonMapper;

/** An enrolled site's link without Spring, without a network, with a clock that tests move. */
final class Site implements AutoCloseable {
    static final String NAME = "hospital-1";
    static final String HUB = "Test hub";
    static final AdmissionTemplate ADMITS =
            new AdmissionTemplate(
                    List.of("*"),
                    List.of("*"),
                    List.of("*"),
                    50,
                    List.of("clinical", "trial", "shadow"),
                    NAME + "/case-scores/1");

    /** The least that a task to train says. */
    static final Map<String, Object> TRAIN =
            Map.of(
                    "jobName", "job",
                    "network", "small-resnet",
                    "dataset", "chest",
                    "local", Map.of("epochs", 1));

    static final Instant START = Instant.parse("2026-11-25T08:00:00Z");

    final SigningKey manifestKey = SigningKey.generate();
    final SigningKey releaseKey = SigningKey.generate();
    final SigningKey journalKey = SigningKey.generate();
    final Home home;

    /** What the inference process answers to a load; 200 is to load if the files are there. */
    volatile int loadStatus = 200;

    final Map<String, String> loaded = new ConcurrentHashMap<>();
    private final EdgeConfiguration configuration;
    private final HttpServer inference;
    private long generation;
    final MovableClock clock = new MovableClock(START);
    long nanos;
    Database database;
    OpenLedger ledger;
    Facts facts;
    TaskTable tasks;
    TaskIntake intake;
    HubConnection hub;
    HubTrust trust;
    ReleaseService releases;

    Site(Path folder) throws IOException {
        EdgeInit.create(EdgeInit.Request.of(folder, NAME).admitting(ADMITS));
        home = new Home(folder);
        configuration = EdgeConfiguration.read(home);
        var authority = Authority.open(folder.resolve("authority"), Clock.systemUTC());
        HubIdentity.store(
                home,
                new EnrolmentClient.Enrolled(
                        authority.issueServer(List.of("127.0.0.1"), Duration.ofDays(900)),
                        new Enrolment.Answer(
                                "",
                                "",
                                NAME,
                                Map.of("https", "https://127.0.0.1:1", "grpc", "127.0.0.1:1"),
                                Map.of(
                                        "manifest", manifestKey.verifyingKey().text(),
                                        "release", releaseKey.verifyingKey().text(),
                                        "journal", journalKey.verifyingKey().text()))),
                clock);
        inference = inference();
        open();
    }

    /** As after a start of the edge's process. */
    private void open() {
        database = new Database(home.edgeDatabase(), "migrations/edge");
        ledger = new OpenLedger(home, configuration, database, clock);
        facts = new Facts(database);
        tasks =
                new TaskTable(
                        database,
                        clock,
                        new StaticListableBeanFactory().getBeanProvider(LinkAlarm.class));
        var admission = new Admission(home);
        intake = new TaskIntake(database, facts, admission, clock);
        hub = new HubConnection(home, clock);
        hub.refresh();
        trust = new HubTrust(hub, ledger.records, configuration, facts);
        releases =
                new ReleaseService(
                        tasks,
                        new ReleaseVerifier(new Fetching(hub, trust, ledger.records), home),
                        admission,
                        new InferenceDoor(home),
                        hub,
                        new TimeFloor(facts, clock, () -> nanos),
                        facts,
                        home);
    }

    /** What does training and evaluation; its data is the test's. */
    TaskRunner runner(TrainingData data) {
        var source =
                new StaticListableBeanFactory(Map.of("data", data))
                        .getBeanProvider(TrainingData.class);
        var fetching = new Fetching(hub, trust, ledger.records);
        var purposes = new Purposes(source);
        var workers = new Workers(home, configuration);
        return new TaskRunner(
                tasks,
                new TrainingTask(
                        tasks,
                        fetching,
                        ledger.records,
                        source,
                        purposes,
                        workers,
                        hub,
                        configuration,
                        home),
                new EvaluationTask(
                        tasks,
                        fetching,
                        source,
                        purposes,
                        workers,
                        hub,
                        new Admission(home),
                        ledger.siteJournal,
                        configuration,
                        home),
                workers,
                facts,
                home,
                clock,
                new Work());
    }

    UpdateRetention retention() {
        return new UpdateRetention(tasks, ledger.records, ledger.siteJournal, configuration, clock);
    }

    JournalOffer offer() {
        return new JournalOffer(ledger.journal, database, hub, clock);
    }

    /** Ends the process and starts it again. */
    void restart() {
        shut();
        open();
    }

    /** What the hub asks from now on; other things it asks no more. */
    void ask(Item... items) {
        generation++;
        intake.take(
                Desired.newBuilder()
                        .setSite(NAME)
                        .setEpoch(1)
                        .setGeneration(generation)
                        .addAllItems(List.of(items))
                        .build());
    }

    static Item item(String id, String kind, Object document) {
        return Item.newBuilder()
                .setId(id)
                .setKind(kind)
                .setRevision(1)
                .setDocument(ByteString.copyFrom(JsonMapper.shared().writeValueAsBytes(document)))
                .build();
    }

    void policy(String from, String to) throws IOException {
        var text = Files.readString(home.policy());
        if (!text.contains(from)) {
            throw new IllegalArgumentException("the policy does not say " + from);
        }
        Files.writeString(home.policy(), text.replace(from, to));
    }

    String phase(String task) {
        return tasks.find(task).orElseThrow().phase();
    }

    /** Speaks the protocol and computes nothing. */
    private HttpServer inference() throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    var path = exchange.getRequestURI().getPath().split("/", -1);
                    var body = "{}";
                    var status = 200;
                    if (path[2].equals("repository")) {
                        var asked =
                                JsonMapper.shared()
                                        .readTree(exchange.getRequestBody().readAllBytes());
                        if (loadStatus != 200) {
                            status = loadStatus;
                        } else if (Files.exists(
                                Path.of(asked.path("path").asString(), "model.onnx"))) {
                            loaded.put(path[4], asked.path("version").asString());
                        } else {
                            status = 400;
                        }
                    } else if (path[2].equals("models")) {
                        var version = loaded.get(path[3]);
                        status = version == null ? 404 : 200;
                        body = "{\"versions\":[\"%s\"]}".formatted(version);
                    }
                    var bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
        Files.writeString(
                home.inference(),
                "{\"port\":%d,\"token\":\"%s\"}"
                        .formatted(server.getAddress().getPort(), "0".repeat(64)));
        return server;
    }

    private void shut() {
        hub.close();
        ledger.close();
        database.close();
    }

    @Override
    public void close() {
        inference.stop(0);
        shut();
    }
}
