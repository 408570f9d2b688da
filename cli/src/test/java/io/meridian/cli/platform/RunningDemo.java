package io.meridian.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.cli.api.ApiClient;
import io.meridian.cli.api.Credentials;
import io.meridian.cli.process.PlatformProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code meridian demo}, run as a user does, and left up. */
final class RunningDemo implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(12);
    private static final String UP = "Press Ctrl-C";

    private final Path folder;
    private final Process process;

    private RunningDemo(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** Starts it; it goes on while the caller does other things. */
    static RunningDemo start(Path folder, String... options) throws IOException {
        var command =
                meridian(
                        "demo",
                        "--home",
                        folder.resolve("home").toString(),
                        "--report",
                        folder.resolve("report.json").toString());
        command.addAll(List.of(options));
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("demo.log").toFile())
                        .start();
        return new RunningDemo(folder, process);
    }

    /** The command line as a process of its own. */
    private static List<String> meridian(String... arguments) throws IOException {
        var root = PlatformProcess.root();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx384m");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Dmeridian.root=" + root);
        command.add("-cp");
        var target = root.resolve("cli/target");
        command.add(
                target.resolve("classes")
                        + ":"
                        + Files.readString(target.resolve("classpath")).strip());
        command.add("io.meridian.cli.Meridian");
        command.addAll(List.of(arguments));
        return command;
    }

    /** Waits until the whole job is done and the platform stays up. */
    void awaitUp() throws IOException, InterruptedException {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (!log().contains(UP)) {
            assertThat(process.isAlive()).as(log()).isTrue();
            assertThat(System.nanoTime()).as(log()).isLessThan(until);
            Thread.sleep(500);
        }
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("demo.log"));
    }

    JsonNode report() {
        return JsonMapper.shared().readTree(folder.resolve("report.json").toFile());
    }

    Path home() {
        return folder.resolve("home");
    }

    Path edgeHome(int number) {
        return home().resolve("hospital-" + number);
    }

    List<Path> edgeHomes() {
        return List.of(edgeHome(1), edgeHome(2), edgeHome(3));
    }

    ApiClient hub() {
        var hub = platform().path("hub");
        return login(hub, hub.path("account"));
    }

    ApiClient edge(int number, String role) {
        var edge = platform().path("edges").get(number - 1);
        return login(edge, edge.path(role));
    }

    int dicomPort(int number) {
        return JsonMapper.shared()
                .readTree(edgeHome(number).resolve("ports.json").toFile())
                .path("dicom")
                .asInt();
    }

    Path platformFile() {
        return home().resolve("platform.json");
    }

    private JsonNode platform() {
        return JsonMapper.shared().readTree(platformFile().toFile());
    }

    private static ApiClient login(JsonNode server, JsonNode account) {
        return ApiClient.login(
                URI.create(server.path("address").asString()),
                new Credentials(
                        account.path("username").asString(), account.path("password").asString()));
    }

    /** Looks until it is so; a failure says what was waited for. */
    static void await(String what, Duration patience, BooleanSupplier isSo)
            throws InterruptedException {
        var until = System.nanoTime() + patience.toNanos();
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(until);
            Thread.sleep(200);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(60, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
