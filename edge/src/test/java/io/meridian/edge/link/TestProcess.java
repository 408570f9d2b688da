package io.meridian.edge.link;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Java process of a test: ready when it says so, killed as a power cut would. */
public final class TestProcess implements AutoCloseable {
    private static final String READY = "MERIDIAN READY ";
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private final Process process;
    private final JsonNode ready;

    private TestProcess(Process process, JsonNode ready) {
        this.process = process;
        this.ready = ready;
    }

    /** The class path of a built module; without it the test is skipped aloud. */
    public static String module(String name) {
        var target = ROOT.resolve(name).resolve("target");
        var built = Files.isReadable(target.resolve("classpath"));
        if (!built && System.getenv("MERIDIAN_REQUIRE_PEERS") != null) {
            throw new AssertionError("the module must be built: " + name);
        }
        Assumptions.assumeTrue(built, "skipped: the module is not built: " + name);
        try {
            return target.resolve("classes")
                    + ":"
                    + Files.readString(target.resolve("classpath")).strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a command to its end. */
    static String run(String classPath, String main, List<String> arguments) throws Exception {
        var process = builder(classPath, main, arguments).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(output);
        }
        return output;
    }

    static TestProcess start(
            String classPath,
            String main,
            List<String> arguments,
            Map<String, String> environment,
            Path log)
            throws Exception {
        var builder =
                builder(classPath, main, arguments)
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        var process = builder.start();
        var ready = new CompletableFuture<JsonNode>();
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
                        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                            if (line.startsWith(READY)) {
                                ready.complete(
                                        JsonMapper.shared()
                                                .readTree(line.substring(READY.length())));
                            }
                        }
                        ready.completeExceptionally(new IOException("it ended; see " + log));
                    } catch (IOException e) {
                        ready.completeExceptionally(e);
                    }
                });
        return new TestProcess(process, ready.get(120, TimeUnit.SECONDS));
    }

    private static ProcessBuilder builder(String classPath, String main, List<String> arguments) {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-Xss8m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Dmeridian.root=" + ROOT,
                                "-cp",
                                classPath,
                                main));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    int port(String name) {
        return ready.path("ports").path(name).asInt();
    }

    /** As a power cut: nothing is flushed, nobody is told. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As its supervisor's end. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
