package io.meridian.artifact.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's package docker-registry, run on a folder. */
final class DockerRegistry implements AutoCloseable {
    private static final List<Path> PROGRAMS =
            List.of(Path.of("/usr/bin/docker-registry"), Path.of("/usr/local/bin/docker-registry"));

    private final Path folder;
    private final int port;
    private final Path program;
    private Process process;

    private DockerRegistry(Path program, Path folder, int port) throws IOException {
        this.program = program;
        this.folder = folder;
        this.port = port;
        Files.writeString(
                folder.resolve("config.yml"),
                """
                version: 0.1
                log:
                  level: info
                storage:
                  filesystem:
                    rootdirectory: %s
                  delete:
                    enabled: true
                http:
                  addr: 127.0.0.1:%d
                  secret: only-for-this-test
                """
                        .formatted(folder.resolve("data"), port));
        process = launch();
    }

    /** Starts it; skips the test aloud if it is not installed. */
    static DockerRegistry start(Path folder) throws IOException {
        var program = PROGRAMS.stream().filter(Files::isExecutable).findFirst();
        if (program.isEmpty()) {
            assertThat(System.getenv("MERIDIAN_REQUIRE_PEERS"))
                    .as("peers are required, but docker-registry is not installed")
                    .isNotEqualTo("1");
            System.out.println("skipped: docker-registry is not installed");
            assumeTrue(false, "skipped: docker-registry is not installed");
        }
        return new DockerRegistry(program.orElseThrow(), folder, freePort());
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Ends it at once, and starts it again on the same data. */
    void kill() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        process = launch();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private Process launch() throws IOException {
        var started =
                new ProcessBuilder(
                                program.toString(),
                                "serve",
                                folder.resolve("config.yml").toString())
                        .redirectErrorStream(true)
                        .start();
        var log =
                new BufferedReader(
                        new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        for (var line = log.readLine(); line != null; line = log.readLine()) {
            if (line.contains("listening on")) {
                Thread.ofVirtual().start(() -> log.lines().forEach(_ -> {}));
                return started;
            }
        }
        throw new IOException("docker-registry ended before it listened");
    }
}
