package io.meridian.benchmarks.harness;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A peer in one Python process that stays warm: for each line that it is sent it works once and
 * answers with the seconds that it took by its own clock. Starts when first measured.
 */
public final class PythonSide implements Side, Closeable {
    private static final String SERVE = "serve.py";

    private final List<String> command;
    private final Path log;
    private @Nullable Served served;

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
        if (served == null) {
            served = new Served(command, log);
        }
        return served.seconds();
    }

    @Override
    public OptionalLong peakBytes() {
        return served == null ? OptionalLong.empty() : served.peakBytes();
    }

    @Override
    public void close() throws IOException {
        if (served != null) {
            served.close();
        }
    }
}
