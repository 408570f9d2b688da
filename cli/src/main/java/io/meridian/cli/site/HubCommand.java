package io.meridian.cli.site;

import io.meridian.cli.api.Connection;
import io.meridian.cli.process.PlatformProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets up and runs a hub, and invites hospitals. */
@Command(
        name = "hub",
        description = "Set up and run a hub; invite hospitals, revoke them; see who is there.",
        mixinStandardHelpOptions = true)
public final class HubCommand {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Command(
            name = "init",
            description =
                    "Make a hub's home: keys, authority, gate policy, accounts (printed once).",
            mixinStandardHelpOptions = true)
    void init(
            @Option(names = "--home", required = true, description = "an empty or new folder")
                    Path home,
            @Option(
                            names = "--name",
                            defaultValue = "Meridian hub",
                            description = "shown to people")
                    String name,
            @Option(
                            names = "--http-port",
                            defaultValue = "8080",
                            description = "console and API, loopback; default: ${DEFAULT-VALUE}")
                    int httpPort,
            @Option(
                            names = "--https-port",
                            defaultValue = "8443",
                            description = "edges; default: ${DEFAULT-VALUE}")
                    int httpsPort,
            @Option(
                            names = "--grpc-port",
                            defaultValue = "8444",
                            description = "edges' stream; default: ${DEFAULT-VALUE}")
                    int grpcPort) {
        var made =
                Home.ofHub(
                        home,
                        name,
                        List.of(
                                "--http-port", Integer.toString(httpPort),
                                "--https-port", Integer.toString(httpsPort),
                                "--grpc-port", Integer.toString(grpcPort)));
        System.out.println("The hub's home is " + home.toAbsolutePath());
        Accounts.print(made.passwords());
        System.out.println("Start it with: meridian hub start --home " + home);
    }

    @Command(
            name = "start",
            description = "Run a hub in the foreground.",
            mixinStandardHelpOptions = true)
    int start(
            @Option(names = "--home", required = true, description = "the hub's home") Path home) {
        try (var hub =
                PlatformProcess.start(Home.hub(home), home.resolve("logs/process.log"), PATIENCE)) {
            System.out.printf("The hub is up: http://127.0.0.1:%d%n", hub.port("http"));
            return hub.join();
        }
    }

    @Command(
            name = "token",
            description = "Make a one-time token with which a hospital's edge enrols.",
            mixinStandardHelpOptions = true)
    void token(
            @Mixin Connection connection,
            @Parameters(paramLabel = "SITE", description = "for instance hospital-1") String site,
            @Option(names = "--title", defaultValue = "", description = "the hospital's name")
                    String title,
            @Option(
                            names = "--minutes",
                            defaultValue = "60",
                            description = "how long it is good; default: ${DEFAULT-VALUE}")
                    int minutes,
            @Option(
                            names = "--replace",
                            description =
                                    "also where a site of this name is enrolled; it is replaced")
                    boolean replace) {
        var answer =
                connection
                        .open()
                        .post(
                                "/api/v1/enrolment-tokens",
                                Map.of(
                                        "site", site,
                                        "title", title.isEmpty() ? site : title,
                                        "ttlMinutes", minutes,
                                        "replace", replace));
        System.out.println(answer.path("token").asString());
    }

    @Command(
            name = "revoke",
            description =
                    "Take a hospital out: its certificates count no more and its connection ends.",
            mixinStandardHelpOptions = true)
    void revoke(
            @Mixin Connection connection,
            @Parameters(paramLabel = "SITE", description = "for instance hospital-1") String site) {
        connection.open().post("/api/v1/sites/%s/revoke".formatted(site), Map.of());
        System.out.printf("%s is revoked; a new token lets it enrol again%n", site);
    }

    @Command(name = "sites", description = "List the hospitals.", mixinStandardHelpOptions = true)
    void sites(@Mixin Connection connection) {
        Connection.print(connection.open().get("/api/v1/sites"));
    }
}
