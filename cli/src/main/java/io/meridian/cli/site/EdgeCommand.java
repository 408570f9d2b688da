package io.meridian.cli.site;

import io.meridian.cli.CommandException;
import io.meridian.cli.api.Connection;
import io.meridian.cli.process.PlatformProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sets up and runs a hospital's edge. */
@Command(
        name = "edge",
        description = "Set up, enrol and run a hospital's edge.",
        mixinStandardHelpOptions = true)
public final class EdgeCommand {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Command(
            name = "init",
            description =
                    "Make an edge's home: keys, edge.yaml, policy.yaml, accounts (printed once).",
            mixinStandardHelpOptions = true)
    void init(
            @Option(names = "--home", required = true, description = "an empty or new folder")
                    Path home,
            @Option(names = "--site", required = true, description = "for instance hospital-1")
                    String site,
            @Option(names = "--title", defaultValue = "", description = "the hospital's name")
                    String title,
            @Option(
                            names = "--http-port",
                            defaultValue = "8090",
                            description = "pages and API; default: ${DEFAULT-VALUE}")
                    int httpPort,
            @Option(
                            names = "--dicom-port",
                            defaultValue = "11112",
                            description = "default: ${DEFAULT-VALUE}")
                    int dicomPort,
            @Option(
                            names = "--accept",
                            paramLabel = "AE@ADDRESS",
                            description = "a modality that may send; may be repeated")
                    List<String> accept,
            @Option(names = "--pacs", paramLabel = "AE@HOST:PORT", description = "where results go")
                    String pacs,
            @ArgGroup(
                            exclusive = false,
                            heading = "%nWhat the hospital admits; nothing unless named here:%n")
                    AdmitOptions admits) {
        var options =
                new ArrayList<>(
                        List.of(
                                "--title", title.isEmpty() ? site : title,
                                "--http-port", Integer.toString(httpPort),
                                "--dicom-port", Integer.toString(dicomPort)));
        if (accept != null) {
            accept.forEach(peer -> options.addAll(List.of("--accept", peer)));
        }
        if (pacs != null) {
            options.addAll(List.of("--pacs", pacs));
        }
        if (admits != null) {
            options.addAll(admits.arguments());
        }
        var made = Home.ofEdge(home, site, options);
        System.out.println("The edge's home is " + home.toAbsolutePath());
        Accounts.print(made.passwords());
        if (admits == null) {
            System.out.println(
                    "It admits no job, data set or release yet; policy.yaml there says how.");
        }
        System.out.println(
                "Enrol it with: meridian edge enrol --home " + home + " (asks for the token)");
    }

    @Command(
            name = "enrol",
            description = "Exchange a hub's one-time token for this edge's certificate.",
            mixinStandardHelpOptions = true)
    void enrol(
            @Option(names = "--home", required = true, description = "the edge's home") Path home,
            @Option(
                            names = "--token",
                            description = "the token; without it, it is read from standard input")
                    String token) {
        Home.enrol(home, token == null ? tokenFromInput() : token);
        System.out.println("Enrolled.");
    }

    @Command(
            name = "start",
            description = "Run an edge (its supervisor and what that starts) in the foreground.",
            mixinStandardHelpOptions = true)
    int start(
            @Option(names = "--home", required = true, description = "the edge's home") Path home) {
        try (var edge =
                PlatformProcess.start(
                        Home.edge(home), home.resolve("logs/process.log"), PATIENCE)) {
            System.out.printf(
                    "The edge is up: http://127.0.0.1:%d, DICOM on port %d%n",
                    edge.port("http"), edge.port("dicom"));
            return edge.join();
        }
    }

    @Command(
            name = "status",
            description = "What an edge holds and does.",
            mixinStandardHelpOptions = true)
    void status(@Mixin Connection connection) {
        Connection.print(connection.open().get("/api/v1/status"));
    }

    private static String tokenFromInput() {
        try {
            var token = new String(System.in.readNBytes(16_384), StandardCharsets.UTF_8).strip();
            if (token.isEmpty()) {
                throw new CommandException("no token: give --token or send it to standard input");
            }
            return token;
        } catch (IOException e) {
            throw new CommandException("the token cannot be read from standard input", e);
        }
    }
}
