package io.meridian.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Independent implementations, where this machine has them; skipped aloud where not. */
public final class Peers {
    private Peers() {}

    /** What a finished program said. */
    public record Output(int exit, String text) {}

    /** A program of dcmtk with its arguments. */
    public static Output dcmtk(String name, String... arguments) {
        for (var folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            var program = Path.of(folder, name);
            if (Files.isExecutable(program)) {
                return run(program.toString(), arguments);
            }
        }
        return missing(name + " is not installed");
    }

    /** A script for a Python that has a module; yields what it prints. */
    public static String python(String module, String script, String... arguments) {
        var python = python();
        if (!Files.isExecutable(python)
                || run(python.toString(), "-c", "import " + module).exit() != 0) {
            return missing("Python's " + module + " is not installed").text();
        }
        var all = new ArrayList<>(List.of("-c", script));
        all.addAll(List.of(arguments));
        var output = run(python.toString(), all.toArray(String[]::new));
        assertThat(output.exit()).as(output.text()).isZero();
        return output.text().strip();
    }

    private static Path python() {
        var named = System.getenv("MERIDIAN_PYTHON");
        if (named != null) {
            return Path.of(named);
        }
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            var python = at.resolve(".venv/bin/python");
            if (Files.isExecutable(python)) {
                return python;
            }
        }
        return Path.of("python-is-missing");
    }

    private static Output run(String program, String... arguments) {
        try {
            var command = new ArrayList<>(List.of(program));
            command.addAll(List.of(arguments));
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("PYTHONIOENCODING", "utf-8");
            var process = builder.start();
            process.getOutputStream().close();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Output(process.waitFor(), text);
        } catch (IOException e) {
            return new Output(127, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Output(130, "interrupted");
        }
    }

    private static Output missing(String what) {
        assertThat(System.getenv("MERIDIAN_REQUIRE_PEERS"))
                .as("peers are required, but " + what)
                .isNotEqualTo("1");
        System.out.println("skipped: " + what);
        assumeTrue(false, "skipped: " + what);
        return new Output(127, "");
    }
}
