package io.meridian.benchmarks.harness;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Ours in a JVM of its own that stays warm: for each line that it is sent it works once and answers
 * with the seconds that it took. Starts when first measured.
 */
public final class JavaSide implements Side, Closeable {
    private final List<String> command;
    private final Path log;
    private @Nullable Served served;

    /**
     * A program on this class path.
     *
     * @param options of the JVM
     */
    public JavaSide(
            Setting setting, Class<?> program, List<String> options, List<String> arguments) {
        command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(program.getName());
        command.addAll(arguments);
        log = setting.work().resolve(program.getSimpleName() + ".log");
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
