package io.meridian.runtime.libtorch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Peer implementations in Python: {@code MERIDIAN_PYTHON}, or {@code .venv} at the root. */
final class Python {
    private Python() {}

    /** Runs a script that needs some packages; yields what it prints. */
    static String run(String packages, String script, Path... arguments)
            throws IOException, InterruptedException {
        Path python = find().orElse(Path.of("python-is-missing"));
        boolean ready =
                Files.isExecutable(python) && execute(python, "import " + packages).exit == 0;
        if (!ready && "1".equals(System.getenv("MERIDIAN_REQUIRE_PEERS"))) {
            throw new AssertionError("a Python with " + packages + " is required and missing");
        }
        Assumptions.assumeTrue(
                ready, "skipped: a Python with %s is not installed".formatted(packages));
        Result result = execute(python, script, arguments);
        assertThat(result.exit).as(result.output).isZero();
        return result.output;
    }

    private record Result(int exit, String output) {}

    private static Result execute(Path python, String script, Path... arguments)
            throws IOException, InterruptedException {
        String[] command = new String[3 + arguments.length];
        command[0] = python.toString();
        command[1] = "-c";
        command[2] = script;
        for (int i = 0; i < arguments.length; i++) {
            command[3 + i] = arguments[i].toString();
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    private static Optional<Path> find() {
        String named = System.getenv("MERIDIAN_PYTHON");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path python = at.resolve(".venv").resolve("bin").resolve("python");
            if (Files.isExecutable(python)) {
                return Optional.of(python);
            }
        }
        return Optional.empty();
    }
}
