package io.meridian.edge.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.web.DicomWebClient;
import io.meridian.dicom.web.DicomWebException;
import io.meridian.dicom.web.Resource;
import io.meridian.edge.Hospital;
import io.meridian.edge.Modality;
import io.meridian.edge.account.Role;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The edge in a process of its own, killed at moments of chance while objects are stored. */
final class StoreKillTests {
    private static final int KILLS = 3;

    @TempDir Path folder;

    @Test
    void whatWasAnsweredIsThereAfterAKill() throws Exception {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var home = folder.resolve("home");
        Hospital.prepare(home, 0);
        var acknowledged = new ArrayList<DataSet>();
        for (var kill = 0; kill < KILLS; kill++) {
            var process = start(home);
            var device = device(home);
            var doomed =
                    Thread.ofPlatform()
                            .start(() -> killAfter(process, 300 + random.nextInt(1_200)));
            storeUntilItDies(device, home, kill, acknowledged);
            doomed.join();
        }
        System.out.printf("seed %d: %d stores were answered%n", seed, acknowledged.size());
        assertThat(acknowledged).as("seed %d", seed).isNotEmpty();
        try (var site = new WebSite(home)) {
            var doctor = site.client(Role.RADIOLOGIST);
            for (var image : acknowledged) {
                var got = new ArrayList<DataSet>();
                doctor.retrieve(
                        new Resource.Instance(
                                image.first(Tags.StudyInstanceUID),
                                image.first(Tags.SeriesInstanceUID),
                                image.first(Tags.SOPInstanceUID)),
                        List.of(),
                        (_, content) -> got.add(Part10.read(content.readAllBytes()).dataSet()));
                assertThat(got).as("seed %d", seed).containsExactly(image);
            }
        }
    }

    /** Logged in before the clock runs: that takes its time on a busy machine. */
    private static DicomWebClient device(Path home) throws IOException, InterruptedException {
        var base = WebSite.address(home);
        var http = HttpClient.newHttpClient();
        var token = WebSite.token(http, base, Role.MODALITY);
        return new DicomWebClient(http, DicomWebClient.Settings.of(base).withToken(token));
    }

    private static void storeUntilItDies(
            DicomWebClient client, Path home, int round, List<DataSet> acknowledged)
            throws IOException {
        for (var number = 1; ; number++) {
            var image =
                    Modality.image(
                            "P-" + number % 7,
                            100 * round + number % 5,
                            1_000 * round + number,
                            number % 200);
            try {
                var response =
                        client.store(
                                List.of(WebSite.file(home, image, TransferSyntax.EXPLICIT_LITTLE)));
                assertThat(response.failed()).isEmpty();
                acknowledged.add(image);
            } catch (DicomWebException.Unreachable e) {
                return;
            }
        }
    }

    private static Process start(Path home) throws IOException, InterruptedException {
        var ready = home.resolve("ready");
        Files.deleteIfExists(ready);
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                WebSite.class.getName(),
                                home.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("process.log").toFile())
                        .start();
        Hospital.await("it listens", () -> Files.exists(ready) || !process.isAlive());
        assertThat(process.isAlive()).as(Files.readString(home.resolve("process.log"))).isTrue();
        return process;
    }

    private static void killAfter(Process process, long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
