package io.meridian.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Python of {@code MERIDIAN_PYTHON} or of {@code .venv} at the repository's root. */
public final class PythonPeer {
    private PythonPeer() {}

    /** Runs a script; skips aloud, or fails where peers are required, if a module is missing. */
    public static String run(List<String> modules, String script, List<String> arguments)
            throws IOException, InterruptedException {
        boolean installed = installed(modules);
        if ("1".equals(System.getenv("MERIDIAN_REQUIRE_PEERS"))) {
            assertThat(installed).as(missing(modules)).isTrue();
        }
        assumeTrue(installed, missing(modules));
        Result result = call(python(), script, arguments);
        assertThat(result.status()).as(result.text()).isZero();
        return result.text();
    }

    private static boolean installed(List<String> modules)
            throws IOException, InterruptedException {
        Path python = python();
        return Files.isExecutable(python)
                && call(python, "import " + String.join(",", modules), List.of()).status() == 0;
    }

    private static String missing(List<String> modules) {
        return "skipped: Python's %s is not installed".formatted(modules);
    }

    private record Result(int status, String text) {}

    private static Result call(Path python, String script, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(python.toString(), "-c", script));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        byte[] output = process.getInputStream().readAllBytes();
        return new Result(process.waitFor(), new String(output, StandardCharsets.UTF_8));
    }

    private static Path python() {
        String named = System.getenv("MERIDIAN_PYTHON");
        if (named != null) {
            return Path.of(named);
        }
        for (Path folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            Path python = folder.resolve(".venv/bin/python");
            if (Files.isExecutable(python)) {
                return python;
            }
        }
        return Path.of("no-python");
    }
}
