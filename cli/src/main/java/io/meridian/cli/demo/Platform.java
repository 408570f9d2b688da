package io.meridian.cli.demo;

import io.meridian.cli.api.ApiClient;
import io.meridian.cli.api.Credentials;
import io.meridian.cli.process.PlatformProcess;
import io.meridian.cli.process.PlatformProcess.Launch;
import io.meridian.cli.site.Home;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The demo's processes: one hub, the hospitals' edges, and one archive (PACS) that they share. */
final class Platform implements AutoCloseable {
    static final String PACS_TITLE = "DEMO_PACS";
    private static final String JOBS = "chest-*";
    private static final String NETWORK = "small-resnet";
    private static final String DATASET = "chest";
    private static final String CHANNEL = "clinical";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path home;
    private final Story story;
    private final List<EdgeSite> edges = new ArrayList<>();
    private @Nullable PlatformProcess pacs;
    private @Nullable PlatformProcess hubProcess;
    private @Nullable Home hubHome;
    private @Nullable ApiClient hub;
    private volatile boolean closed;

    Platform(Path home, Story story) {
        this.home = home;
        this.story = story;
    }

    void start(int sites) {
        pacs =
                PlatformProcess.start(
                        new Launch(
                                "pacs",
                                "cli",
                                "io.meridian.cli.Meridian",
                                List.of("-Xmx48m", "-XX:+UseSerialGC"),
                                List.of(
                                        "dicom",
                                        "receive",
                                        "--port",
                                        "0",
                                        "--aet",
                                        PACS_TITLE,
                                        "--any-caller",
                                        "--out",
                                        home.resolve("pacs").toString())),
                        home.resolve("logs/pacs.log"),
                        PATIENCE);
        hubHome =
                Home.ofHub(
                        home.resolve("hub"),
                        "Demo hub",
                        List.of("--http-port", "0", "--https-port", "0", "--grpc-port", "0"));
        startHub();
        story.fact(
                "hub: %s (console and API), its own authority, a gate policy, an admin account",
                hub().base());
        for (var number = 1; number <= sites; number++) {
            var site = "hospital-" + number;
            var token = token(site, EdgeSite.titleOf(number));
            var edgeHome = Home.ofEdge(home.resolve(site), site, optionsOf(number, site));
            Home.enrol(edgeHome.folder(), token);
            var edge = new EdgeSite(number, site, edgeHome, home.resolve("logs"));
            edges.add(edge);
            edge.start();
            story.fact(
                    "%s (%s): certificate received, pages %s, DICOM port %d",
                    site, EdgeSite.titleOf(number), edge.address(), edge.dicomPort());
        }
        story.fact(
                "every hospital's policy admits jobs %s on data set %s with network %s, channel %s, case scores under its agreement; nothing else",
                JOBS, DATASET, NETWORK, CHANNEL);
        awaitOnline();
        writeAddresses();
    }

    /** What a hospital's administrator gives {@code meridian edge init}. */
    private List<String> optionsOf(int number, String site) {
        return List.of(
                "--title",
                EdgeSite.titleOf(number),
                "--http-port",
                "0",
                "--dicom-port",
                "0",
                "--quiet-millis",
                "2000",
                "--accept",
                EdgeSite.modalityTitle(number) + "@127.0.0.1",
                "--pacs",
                "%s@127.0.0.1:%d".formatted(PACS_TITLE, pacs().port("dicom")),
                "--admit-jobs",
                JOBS,
                "--admit-networks",
                NETWORK,
                "--admit-datasets",
                DATASET,
                "--admit-channels",
                CHANNEL,
                "--case-score-agreement",
                site + "/case-scores/1");
    }

    /** Waits until the hub sees every hospital. */
    void awaitOnline() {
        story.watch(
                PATIENCE,
                "connecting the hospitals",
                () -> Story.Progress.of(onlineSites(), edges.size(), "hospitals online"));
    }

    /** Says in {@code platform.json}, for its owner only, where everything is and how to enter. */
    void writeAddresses() {
        PlatformFile.write(
                home,
                new PlatformFile(
                        PlatformFile.Hub.of(hub().base(), hubHome().account("admin")),
                        edges.stream().map(PlatformFile.Site::of).toList()));
    }

    ApiClient hub() {
        return Objects.requireNonNull(hub, "the hub is not started");
    }

    List<EdgeSite> edges() {
        return List.copyOf(edges);
    }

    String hubAccounts() {
        return account(hubHome().account("admin"));
    }

    static String account(Credentials credentials) {
        return credentials.username() + " / " + credentials.password();
    }

    void stopHub() {
        if (hubProcess != null) {
            hubProcess.close();
        }
    }

    void startHub() {
        var its = hubHome();
        hubProcess = its.start(home.resolve("logs/hub-process.log"), PATIENCE);
        hub =
                ApiClient.login(
                        URI.create("http://127.0.0.1:" + hubProcess.port("http")),
                        its.account("admin"));
    }

    /** Sites that the hub sees online now. */
    long onlineSites() {
        var online = 0L;
        for (var site : hub().get("/api/v1/sites")) {
            if (site.path("state").asString().equals("online")) {
                online++;
            }
        }
        return online;
    }

    void join() {
        while (!closed) {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        edges.reversed().forEach(EdgeSite::close);
        stopHub();
        if (pacs != null) {
            pacs.close();
        }
    }

    private Home hubHome() {
        return Objects.requireNonNull(hubHome, "the hub has no home yet");
    }

    private PlatformProcess pacs() {
        return Objects.requireNonNull(pacs, "the archive is not started");
    }

    private String token(String site, String title) {
        return hub().post(
                        "/api/v1/enrolment-tokens",
                        Map.of("site", site, "title", title, "ttlMinutes", 30))
                .path("token")
                .asString();
    }
}
