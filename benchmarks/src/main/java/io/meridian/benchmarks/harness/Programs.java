package io.meridian.benchmarks.harness;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The peers' programs on this machine.
 *
 * @param path folders to look in
 * @param python the interpreter that has the Python peers
 */
public record Programs(List<Path> path, Path python) {
    /** As the environment says: {@code PATH}, and {@code MERIDIAN_PYTHON} or {@code .venv}. */
    public static Programs of(Map<String, String> environment, Path root) {
        String[] folders = environment.getOrDefault("PATH", "").split(File.pathSeparator, -1);
        String python = environment.get("MERIDIAN_PYTHON");
        return new Programs(
                List.of(folders).stream()
                        .filter(folder -> !folder.isBlank())
                        .map(Path::of)
                        .toList(),
                python == null ? root.resolve(".venv/bin/python") : Path.of(python));
    }

    /** The program of this name. */
    public Optional<Path> find(String name) {
        return path.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A package that the Python has, with its version. */
    public Peer pythonPackage(String name) {
        var missing =
                new Peer.Missing(
                        name,
                        "a Python with %s (MERIDIAN_PYTHON, or .venv at the root) is not here"
                                .formatted(name));
        if (!Files.isExecutable(python)) {
            return missing;
        }
        String script =
                "import importlib.metadata as m, platform as p;"
                        + "print(m.version('%s'), 'on Python', p.python_version())".formatted(name);
        Said said = run(List.of(python.toString(), "-c", script));
        return said.exit == 0 ? new Peer.Found(name, said.text.strip()) : missing;
    }

    /** What a finished program said. */
    public record Said(int exit, String text) {}

    /** Runs a short program to its end. */
    public static Said run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            byte[] text = process.getInputStream().readAllBytes();
            return new Said(process.waitFor(), new String(text, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new Said(127, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Said(130, "interrupted");
        }
    }
}
