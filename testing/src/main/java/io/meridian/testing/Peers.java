package io.meridian.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Independent implementations and real data, where this machine has them; skipped aloud where not.
 *
 * <p>With {@code MERIDIAN_REQUIRE_PEERS=1} a missing program or Python module fails the test; a
 * missing data set never does.
 */
public final class Peers {
    /** A peer that takes longer hangs. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private Peers() {}

    /**
     * What a finished program said.
     *
     * @param text its standard output and standard error, as they came
     */
    public record Output(int exit, String text) {}

    /** The path of a program on {@code PATH}. */
    public static String program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> missing(name + " is not installed"))
                .toString();
    }

    /**
     * A Python that has these modules: {@code MERIDIAN_PYTHON}, else {@code .venv} in this folder
     * or one above.
     */
    public static String python(String... modules) {
        var named = System.getenv("MERIDIAN_PYTHON");
        var python = named == null ? above(".venv/bin/python") : Path.of(named);
        var imports = String.join(", ", modules);
        if (!Files.isExecutable(python)
                || run(List.of(python.toString(), "-c", "import " + imports)).exit() != 0) {
            return missing("Python's " + imports + " is not installed").toString();
        }
        return python.toString();
    }

    /**
     * A file or folder of the shared data: below {@code MERIDIAN_DATA}, else below {@code
     * shared/data} in this folder or one above.
     */
    public static Path data(String name) {
        var named = System.getenv("MERIDIAN_DATA");
        var data = named == null ? above("shared/data") : Path.of(named);
        var wanted = data.resolve(name).normalize();
        return Files.exists(wanted) ? wanted : skip("the data set " + name + " is not here");
    }

    /** Runs a program of {@code PATH}. */
    public static Output runProgram(String name, String... arguments) {
        return run(Stream.concat(Stream.of(program(name)), Stream.of(arguments)).toList());
    }

    /** Runs a script, which must succeed; yields what it prints, without outer white space. */
    public static String runPython(List<String> modules, String script, Object... arguments) {
        var command = new ArrayList<String>();
        command.add(python(modules.toArray(String[]::new)));
        command.add("-c");
        command.add(script);
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        var output = run(command);
        assertThat(output.exit()).as(output.text()).isZero();
        return output.text().strip();
    }

    /** Runs a command to its end; one that cannot be started has the exit status 127. */
    public static Output run(List<String> command) {
        return run(command, LIMIT);
    }

    static Output run(List<String> command, Duration limit) {
        try {
            var text = Files.createTempFile("peer", ".txt");
            try {
                var builder =
                        new ProcessBuilder(command)
                                .redirectErrorStream(true)
                                .redirectOutput(text.toFile());
                builder.environment().put("PYTHONIOENCODING", "utf-8");
                var exit = end(builder.start(), command.getFirst(), limit);
                return new Output(
                        exit, new String(Files.readAllBytes(text), StandardCharsets.UTF_8));
            } finally {
                Files.delete(text);
            }
        } catch (IOException e) {
            return new Output(127, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Output(130, "interrupted");
        }
    }

    private static int end(Process process, String name, Duration limit)
            throws IOException, InterruptedException {
        try {
            process.getOutputStream().close();
            assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
                    .as("%s ends within %s", name, limit)
                    .isTrue();
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Path above(String name) {
        for (var folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            if (Files.exists(folder.resolve(name))) {
                return folder.resolve(name);
            }
        }
        return Path.of(name);
    }

    private static Path missing(String what) {
        assertThat(System.getenv("MERIDIAN_REQUIRE_PEERS"))
                .as("peers are required, but " + what)
                .isNotEqualTo("1");
        return skip(what);
    }

    private static Path skip(String what) {
        System.out.println("skipped: " + what);
        assumeTrue(false, "skipped: " + what);
        throw new IllegalStateException("an assumption that does not hold ends the test");
    }
}
