package io.meridian.cli.demo;

import io.meridian.cli.api.ApiClient;
import io.meridian.cli.process.PlatformProcess;
import io.meridian.cli.site.EdgeHome;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One hospital of the demo: its home and, while it runs, its supervisor process and API. */
final class EdgeSite implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final List<String> TITLES =
            List.of("青山县医院", "临江镇卫生院", "海城区医院", "云岭县医院", "桃源乡卫生院", "北河区医院", "松江县医院", "南湖镇卫生院");

    private final int number;
    private final String site;
    private final EdgeHome home;
    private final Path logs;
    private @Nullable PlatformProcess process;
    private @Nullable ApiClient api;

    EdgeSite(int number, String site, EdgeHome home, Path logs) {
        this.number = number;
        this.site = site;
        this.home = home;
        this.logs = logs;
    }

    static String titleOf(int number) {
        return TITLES.get((number - 1) % TITLES.size());
    }

    /** The application entity title of this hospital's modality; at most 16 characters. */
    static String modalityTitle(int number) {
        return "DX_ROOM_" + number;
    }

    void start() {
        process = home.start(logs.resolve(site + "-process.log"), PATIENCE);
        api =
                ApiClient.login(
                        URI.create("http://127.0.0.1:" + process.port("http")), home.administrator());
    }

    String site() {
        return site;
    }

    ApiClient api() {
        return Objects.requireNonNull(api, site + " is not started");
    }

    int dicomPort() {
        return Objects.requireNonNull(process, site + " is not started").port("dicom");
    }

    String callingTitle() {
        return modalityTitle(number);
    }

    String calledTitle() {
        return home.applicationEntityTitle();
    }

    String accounts() {
        return Platform.account(home.administrator());
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
}
