package io.meridian.cli.process;

import io.meridian.cli.CommandException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One running process of the platform, started with its module's own class path. Ends with its
 * owner: its standard input is a pipe from here, and platform processes exit when that closes.
 */
public final class PlatformProcess implements AutoCloseable {

    private final String name;
    private final Process process;
    private final JsonNode ready;

    private PlatformProcess(String name, Process process, JsonNode ready) {
        this.name = name;
        this.process = process;
        this.ready = ready;
    }

    /** What to start: main class and arguments on the class path of a module. */
    public record Launch(
            String name,
            String module,
            String mainClass,
            List<String> jvm,
            List<String> arguments) {
        public Launch {
            jvm = List.copyOf(jvm);
            arguments = List.copyOf(arguments);
        }

        List<String> commandLine() {
            var line = new ArrayList<String>();
            line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            line.addAll(jvm);
            line.add("-Dmeridian.root=" + root());
            line.add("-cp");
            line.add(classPath(module));
            line.add(mainClass);
            line.addAll(arguments);
            return List.copyOf(line);
        }
    }

    /** Starts and waits for the line that says it listens. Errors go to {@code errorLog}. */
    public static PlatformProcess start(Launch launch, Path errorLog, Duration patience) {
        try {
            Files.createDirectories(errorLog.toAbsolutePath().getParent());
            var process =
                    new ProcessBuilder(launch.commandLine())
                            .redirectError(ProcessBuilder.Redirect.appendTo(errorLog.toFile()))
                            .start();
            var ready = new CompletableFuture<JsonNode>();
            // Reading a pipe holds a virtual thread's carrier, so these threads are platform ones.
            Thread.ofPlatform()
                    .daemon()
                    .name(launch.name() + "-output")
                    .start(() -> readOutput(process, ready));
            return new PlatformProcess(
                    launch.name(), process, await(launch, process, ready, errorLog, patience));
        } catch (IOException e) {
            throw new CommandException(
                    "%s could not be started: %s".formatted(launch.name(), e.getMessage()), e);
        }
    }

    /**
     * Runs to the end and returns what it printed; for the short set-up commands. Secrets go by
     * {@code input}, because everyone on a machine can see the arguments of its processes.
     */
    public static String run(Launch launch, String input) {
        try {
            var process = new ProcessBuilder(launch.commandLine()).start();
            var errors = new CompletableFuture<String>();
            Thread.ofPlatform()
                    .daemon()
                    .start(() -> {
                        try {
                            errors.complete(
                                    new String(
                                            process.getErrorStream().readAllBytes(),
                                            StandardCharsets.UTF_8));
                        } catch (IOException e) {
                            errors.completeExceptionally(e);
                        }
                    });
            write(process, input);
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var exit = process.waitFor();
            if (exit != 0) {
                throw new CommandException(
                        "%s failed: %s".formatted(launch.name(), lastLine(errors.join())));
            }
            return output;
        } catch (IOException e) {
            throw new CommandException(launch.name() + " could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(launch.name() + " was interrupted", e);
        }
    }

    /** A process that ended at once says why on its error stream, not by this pipe. */
    private static void write(Process process, String input) {
        try (var pipe = process.outputWriter(StandardCharsets.UTF_8)) {
            pipe.write(input);
        } catch (IOException _) {
            return;
        }
    }

    /** The port that this process said it listens on. */
    public int port(String portName) {
        var port = ready.path("ports").path(portName);
        if (!port.isNumber()) {
            throw new CommandException("%s did not say its %s port".formatted(name, portName));
        }
        return port.asInt();
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the process ends by itself and returns its exit code. */
    public int join() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            return 130;
        }
    }

    /** Asks it to end, waits a little, then ends it with what it started. */
    @Override
    public void close() {
        var children = process.descendants().toList();
        try {
            process.getOutputStream().close();
            process.destroy();
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /** The folder of the sources or of the installation, given by the launcher. */
    public static Path root() {
        var root = System.getProperty("meridian.root");
        if (root == null) {
            throw new CommandException(
                    "the platform's folder is not known; start it with ./meridian");
        }
        return Path.of(root);
    }

    private static String classPath(String module) {
        var target = root().resolve(module).resolve("target");
        try {
            return target.resolve("classes")
                    + System.getProperty("path.separator")
                    + Files.readString(target.resolve("classpath")).strip();
        } catch (IOException e) {
            throw new CommandException(
                    "module %s is not built (%s is missing); run ./meridian --help once to build"
                            .formatted(module, target.resolve("classpath")),
                    e);
        }
    }

    private static JsonNode await(
            Launch launch,
            Process process,
            CompletableFuture<JsonNode> ready,
            Path errorLog,
            Duration patience) {
        Thread.ofPlatform()
                .daemon()
                .name(launch.name() + "-end")
                .start(() -> watchEnd(launch, process, ready, errorLog));
        try {
            return ready.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new CommandException(
                    "%s was not ready after %d s; see %s"
                            .formatted(launch.name(), patience.toSeconds(), errorLog),
                    e);
        } catch (ExecutionException e) {
            process.destroyForcibly();
            throw e.getCause() instanceof CommandException cause
                    ? cause
                    : new CommandException(launch.name() + " could not be started", e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted while starting " + launch.name(), e);
        }
    }

    /** A process that ends before it is ready says why in its last line. */
    private static void watchEnd(
            Launch launch, Process process, CompletableFuture<JsonNode> ready, Path errorLog) {
        try {
            process.waitFor();
            ready.completeExceptionally(
                    new CommandException(
                            "%s could not be started: %s"
                                    .formatted(launch.name(), lastLineOf(errorLog))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void readOutput(Process process, CompletableFuture<JsonNode> ready) {
        var mapper = new JsonMapper();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith(ReadyLine.MARK)) {
                    ready.complete(mapper.readTree(line.substring(ReadyLine.MARK.length())));
                }
            }
        } catch (IOException e) {
            ready.completeExceptionally(new UncheckedIOException(e));
        }
    }

    private static String lastLineOf(Path log) {
        try {
            return lastLine(Files.readString(log));
        } catch (IOException e) {
            return "see " + log;
        }
    }

    private static String lastLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
                .reduce((_, last) -> last)
                .orElse("it said nothing more");
    }
}
