package io.meridian.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Independent programs and real data, where this machine has them; skipped aloud where not. */
public final class Peers {
    private Peers() {}

    /** What a finished program said. */
    public record Output(int exit, String text) {}

    /** The program's path; skips the test, or fails it where peers are required. */
    public static String program(String name) {
        for (var folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            var program = Path.of(folder, name);
            if (Files.isExecutable(program)) {
                return program.toString();
            }
        }
        missing(name + " is not installed");
        return name;
    }

    public static Path python(String module) {
        var configured = System.getenv("MERIDIAN_PYTHON");
        var python = configured == null ? root().resolve(".venv/bin/python") : Path.of(configured);
        if (!Files.isExecutable(python)
                || run(List.of(python.toString(), "-c", "import " + module)).exit() != 0) {
            missing("Python's " + module + " is not installed");
        }
        return python;
    }

    /** A file or folder of the shared data. */
    public static Path data(String name) {
        var configured = System.getenv("MERIDIAN_DATA");
        var data = configured == null ? root().resolve("../shared/data") : Path.of(configured);
        var wanted = data.resolve(name);
        if (!Files.exists(wanted)) {
            System.out.println("skipped: the data set " + name + " is not here");
        }
        assumeTrue(Files.exists(wanted), "skipped: the data set " + name + " is not here");
        return wanted.normalize();
    }

    public static Output run(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
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

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isExecutable(folder.resolve("meridian"))) {
            folder = folder.getParent();
        }
        return folder == null ? Path.of("") : folder;
    }

    private static void missing(String what) {
        assertThat(System.getenv("MERIDIAN_REQUIRE_PEERS"))
                .as("peers are required, but " + what)
                .isNotEqualTo("1");
        System.out.println("skipped: " + what);
        assumeTrue(false, "skipped: " + what);
    }
}
