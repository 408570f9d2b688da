package io.meridian.artifact.registry;

import io.meridian.testing.Peers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Debian's package docker-registry, run on a folder. */
final class DockerRegistry implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final String program;
    private Process process;

    private DockerRegistry(String program, Path folder, int port) throws IOException {
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
        return new DockerRegistry(Peers.program("docker-registry"), folder, freePort());
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
                new ProcessBuilder(program, "serve", folder.resolve("config.yml").toString())
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
