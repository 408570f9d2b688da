package io.meridian.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a thousand associations cost that were used and are idle now. */
class IdleAssociationsTests {
    private static final int ASSOCIATIONS = 1_000;
    private static final long MOST_BYTES = 300L << 20;

    @Test
    void aThousandAreHeldInUnder300Megabytes() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "skipped: no /proc here");
        var process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:+UseSerialGC",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        IdleProvider.class.getName()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var peers = new ArrayList<RawPeer>();
        try (var reader = process.inputReader()) {
            var port = Integer.parseInt(reader.readLine());
            for (var i = 0; i < ASSOCIATIONS; i++) {
                var peer = RawPeer.associate(port, "USER", "PROVIDER");
                peers.add(peer);
                store(peer);
            }
            assertThat(peakBytes(process.pid())).isLessThan(MOST_BYTES);
            // All of them are still there.
            for (var peer : peers) {
                store(peer);
            }
            var peak = peakBytes(process.pid());
            System.out.printf(
                    "%d associations: the process had at most %d MiB%n", ASSOCIATIONS, peak >> 20);
            assertThat(peak).isLessThan(MOST_BYTES);
        } finally {
            process.destroy();
            for (var peer : peers) {
                peer.close();
            }
        }
    }

    /** 100 KB, so that a buffer is needed. */
    private static void store(RawPeer peer) throws IOException {
        var request = new DimseRequest.Store(RawPeer.CT, "2.25.1");
        peer.send(
                RawPeer.fragment(3, 3, RawPeer.command(request, 1, true)),
                RawPeer.fragment(3, 2, new byte[100_000]));
        var answer = peer.receive();
        var response = Command.read(Arrays.copyOfRange(answer, 12, answer.length));
        assertThat(response.status()).isZero();
    }

    /** The most that the process ever held in memory. */
    private static long peakBytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                .findFirst()
                .orElseThrow();
    }
}
