package io.meridian.benchmarks.harness;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A peer in one Python process that stays warm: for each line that it is sent it works once and
 * answers with the seconds that it took by its own clock. Starts when first measured.
 */
public final class PythonSide implements Side, Closeable {
    private static final String SERVE = "serve.py";

    private final List<String> command;
    private final Path log;
    private @Nullable Process process;
    private @Nullable BufferedReader answers;
    private @Nullable Writer requests;

    /**
     * A script among the owner's resources.
     *
     * @param script defines {@code work()}, which may use what it prepared before
     */
    public PythonSide(Setting setting, Class<?> owner, String script, List<String> arguments)
            throws IOException {
        command = new ArrayList<>();
        command.add(setting.programs().python().toString());
        command.add("-c");
        command.add(resource(owner, script) + "\n" + resource(PythonSide.class, SERVE));
        command.addAll(arguments);
        log = setting.work().resolve(script + ".log");
    }

    private static String resource(Class<?> owner, String name) throws IOException {
        try (InputStream stream = owner.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no script " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Runs a script among the owner's resources to its end; yields what it printed. */
    public static String once(
            Setting setting, Class<?> owner, String script, List<String> arguments)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(setting.programs().python().toString());
        command.add("-c");
        command.add(resource(owner, script));
        command.addAll(arguments);
        var said = Programs.run(command);
        if (said.exit() != 0) {
            throw new BenchmarkException("the check %s failed: %s".formatted(script, said.text()));
        }
        return said.text();
    }

    @Override
    public double seconds() throws IOException {
        if (process == null) {
            start();
        }
        if (process == null || answers == null || requests == null) {
            throw new IllegalStateException("the Python process has not started");
        }
        Memory.forgetPeak(process.pid());
        requests.write("work\n");
        requests.flush();
        String answer = answers.readLine();
        if (answer == null) {
            String said = Files.exists(log) ? Files.readString(log) : "";
            throw new BenchmarkException(
                    "the Python peer ended: "
                            + said.substring(Math.max(0, said.length() - 600)).strip());
        }
        return Double.parseDouble(answer);
    }

    private void start() throws IOException {
        var builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("PYTHONWARNINGS", "ignore");
        process = builder.start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        requests = process.outputWriter(StandardCharsets.UTF_8);
    }

    @Override
    public OptionalLong peakBytes() {
        return process == null ? OptionalLong.empty() : Memory.peak(process.pid());
    }

    @Override
    public void close() throws IOException {
        if (process == null) {
            return;
        }
        process.getOutputStream().close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
