package io.meridian.cli.demo;

import io.meridian.cli.api.ApiClient;
import io.meridian.cli.phantom.PhantomHospital;
import io.meridian.cli.process.PlatformProcess;
import io.meridian.cli.site.Home;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One hospital of the demo: its home and, while it runs, its supervisor process and API. */
final class EdgeSite implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private final int number;
    private final String site;
    private final Home home;
    private final Path logs;
    private @Nullable PlatformProcess process;
    private final Map<String, ApiClient> sessions = new HashMap<>();

    EdgeSite(int number, String site, Home home, Path logs) {
        this.number = number;
        this.site = site;
        this.home = home;
        this.logs = logs;
    }

    static String titleOf(int number) {
        return PhantomHospital.of(number).name();
    }

    /** The application entity title of this hospital's modality; at most 16 characters. */
    static String modalityTitle(int number) {
        return "DX_ROOM_" + number;
    }

    void start() {
        process = home.start(logs.resolve(site + "-process.log"), PATIENCE);
        sessions.clear();
    }

    String site() {
        return site;
    }

    /** Where its pages and API are. */
    URI address() {
        return URI.create("http://127.0.0.1:" + running().port("http"));
    }

    ApiClient administrator() {
        return session("administrator");
    }

    ApiClient steward() {
        return session("steward");
    }

    ApiClient radiologist() {
        return session("radiologist");
    }

    ApiClient auditor() {
        return session("auditor");
    }

    Home home() {
        return home;
    }

    int dicomPort() {
        return running().port("dicom");
    }

    String callingTitle() {
        return modalityTitle(number);
    }

    String calledTitle() {
        return "MERIDIAN";
    }

    String accounts() {
        return Platform.account(home.account("radiologist"))
                + "   "
                + Platform.account(home.account("steward"));
    }

    void stop() {
        if (process != null) {
            process.close();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private PlatformProcess running() {
        return Objects.requireNonNull(process, site + " is not started");
    }

    private ApiClient session(String account) {
        return sessions.computeIfAbsent(
                account, name -> ApiClient.login(address(), home.account(name)));
    }
}
