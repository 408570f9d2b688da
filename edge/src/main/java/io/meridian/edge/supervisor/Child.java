package io.meridian.edge.supervisor;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One child process that is started again whenever it ends, later each time (0.5 s to 30 s), sooner
 * again once it has lived for a minute.
 */
final class Child {
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;
    private static final long HEALTHY_AFTER_MILLIS = 60_000;
    private static final long LOG_LIMIT_BYTES = 1 << 20;
    static final String READY = "MERIDIAN READY ";

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path errors;
    private final Consumer<String> ready;
    private final IntPredicate again;
    private @Nullable Process process;
    private boolean ending;

    /**
     * A child that is not started yet.
     *
     * @param ready called with the child's ready line, each time it starts
     * @param again whether it is started again after it ended with this exit code
     */
    Child(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path logs,
            Consumer<String> ready,
            IntPredicate again) {
        this.name = name;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.errors = logs.resolve(name + ".err");
        this.ready = ready;
        this.again = again;
    }

    /** Keeps the child alive until {@link #end}. Runs in the caller's thread. */
    void keepAlive() {
        var pause = FIRST_PAUSE_MILLIS;
        while (true) {
            var began = System.nanoTime();
            try {
                var current = start();
                if (current == null) {
                    return;
                }
                follow(current);
                if (!again.test(current.waitFor())) {
                    return;
                }
            } catch (IOException e) {
                complain("cannot start " + name);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            var lived = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            pause =
                    lived > HEALTHY_AFTER_MILLIS
                            ? FIRST_PAUSE_MILLIS
                            : Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
            if (!pauseUnlessEnding(pause / 2)) {
                return;
            }
        }
    }

    private synchronized @Nullable Process start() throws IOException {
        if (ending) {
            return null;
        }
        rotate();
        var builder = new ProcessBuilder(command).redirectError(Redirect.appendTo(errors.toFile()));
        builder.environment().putAll(environment);
        process = builder.start();
        return process;
    }

    private void follow(Process current) throws IOException {
        // Its standard input stays open as long as we live: the end of it tells the child that we
        // are gone.
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(current.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(READY)) {
                    ready.accept(line);
                }
            }
        }
    }

    private synchronized boolean pauseUnlessEnding(long millis) throws IllegalStateException {
        var until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            for (var left = millis;
                    !ending && left > 0;
                    left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !ending;
    }

    /**
     * Ends the child and does not start it again; waits up to the given time before it is killed.
     */
    void end(long millis) {
        Process current;
        synchronized (this) {
            ending = true;
            notifyAll();
            current = process;
        }
        if (current == null) {
            return;
        }
        current.destroy();
        try {
            if (!current.waitFor(millis, TimeUnit.MILLISECONDS)) {
                current.destroyForcibly();
            }
        } catch (InterruptedException e) {
            current.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** What the child wrote last under its own name, or that it said nothing. */
    String lastWords() {
        try {
            var text = new String(Files.readAllBytes(errors), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> line.startsWith(name + ": "))
                    .reduce((_, later) -> later)
                    .orElse(name + ": it cannot start and does not say why");
        } catch (IOException e) {
            complain("the errors of %s cannot be read".formatted(name));
        }
        return name + ": it cannot start; see its errors in the home's logs";
    }

    private void rotate() throws IOException {
        File file = errors.toFile();
        if (file.length() > LOG_LIMIT_BYTES) {
            Files.move(
                    errors,
                    errors.resolveSibling(name + ".err.1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static void complain(String what) {
        System.err.println("supervisor: " + what);
    }
}
