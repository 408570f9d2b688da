package io.meridian.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects larger than the heap, in a process of their own with 64 MB. */
class LargeObjectTests {
    private static final long MEGABYTE = 1 << 20;

    @Test
    void nativePixelsOf640MegabytesAreCopiedReheadedAndReadIn64(@TempDir Path folder)
            throws IOException {
        var file = folder.resolve("native.dcm");
        LargeObjects.writeNative(file, 640 * MEGABYTE);

        handled(file);
    }

    @Test
    @Tag("slow")
    void fragmentsOfFiveGigabytesAreCopiedReheadedAndReadIn64(@TempDir Path folder)
            throws IOException {
        var file = folder.resolve("fragments.dcm");
        LargeObjects.writeFragments(file, 1280, 4 * MEGABYTE);

        handled(file);
    }

    @Test
    void manySmallFragmentsAreLeftInTheFile(@TempDir Path folder) throws IOException {
        var file = folder.resolve("small.dcm");
        LargeObjects.writeFragments(file, 20_000, 16 << 10);

        handled(file);
    }

    private static void handled(Path file) throws IOException {
        var size = Files.size(file);
        assertThat(size).isGreaterThan(300 * MEGABYTE);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var output =
                Peers.run(
                        List.of(
                                java,
                                "-Xmx64m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LargeObjects.class.getName(),
                                file.toString()));
        assertThat(output.exit()).as(output.text()).isZero();
        assertThat(output.text())
                .contains("end 0102030405060708")
                .contains("copied " + size)
                .contains("changed " + (size + 6))
                .contains("streamed " + (size + 6));
    }
}
