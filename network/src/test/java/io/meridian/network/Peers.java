package io.meridian.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** OpenSSL, where this machine has it; skipped aloud where not. */
public final class Peers {
    private Peers() {}

    /** What a finished program said. */
    public record Output(int exit, String text) {}

    public static Output openssl(String... arguments) {
        try {
            var command = Stream.concat(Stream.of(program()), Stream.of(arguments)).toList();
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

    private static String program() {
        var found =
                List.of(System.getenv("PATH").split(File.pathSeparator, -1)).stream()
                        .map(folder -> Path.of(folder, "openssl"))
                        .filter(Files::isExecutable)
                        .findFirst();
        if (found.isEmpty()) {
            assertThat(System.getenv("MERIDIAN_REQUIRE_PEERS"))
                    .as("peers are required, but openssl is not installed")
                    .isNotEqualTo("1");
            System.out.println("skipped: openssl is not installed");
            assumeTrue(false, "skipped: openssl is not installed");
        }
        return found.orElseThrow().toString();
    }
}
