package io.meridian.governance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the shared test data lies: {@code MERIDIAN_DATA}, else {@code ../shared/data} beside the
 * repository.
 */
public final class TestData {
    private TestData() {}

    /** A file of the shared data; the test is skipped aloud when it is not there. */
    public static Path file(String name) {
        var path = find(name);
        assumeTrue(
                path != null && Files.exists(path),
                "skipped: the shared data file %s is not there".formatted(name));
        return path;
    }

    private static Path find(String name) {
        var stated = System.getenv("MERIDIAN_DATA");
        if (stated != null) {
            return Path.of(stated, name);
        }
        for (var folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            var candidate = folder.resolve("shared/data").resolve(name);
            if (Files.exists(candidate)) {
                return candidate;
            }
        }
        return Path.of("shared/data", name);
    }
}
