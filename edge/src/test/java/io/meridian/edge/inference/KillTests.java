package io.meridian.edge.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.application.process.Ports;
import io.meridian.artifact.journal.Journal;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomException;
import io.meridian.dicom.Tags;
import io.meridian.edge.Archive;
import io.meridian.edge.FakeInference;
import io.meridian.edge.Hospital;
import io.meridian.edge.Modality;
import io.meridian.edge.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The clinical side in a process of its own, killed at moments of chance while images come in. */
final class KillTests {
    private static final int STUDIES = 60;
    private static final int KILLS = 4;

    @TempDir Path folder;

    @Test
    void losesNothingAcknowledgedAndDoublesNothing() throws Exception {
        var seed = System.nanoTime();
        var random = new Random(seed);
        System.out.println("seed " + seed);
        var release = Hospital.release("first", "clinical");
        var releases = new Hospital.SetReleases();
        releases.set(Optional.of(release));
        try (var inference = new FakeInference(release.release().value());
                var archive = new Archive(0)) {
            Hospital.prepare(folder, archive.port());
            inference.announce(new Home(folder));
            var waiting = new ArrayList<DataSet>();
            for (var study = 1; study <= STUDIES; study++) {
                waiting.add(Modality.image("P-" + study, study, 1, study * 4));
            }
            for (var kill = 0; kill < KILLS; kill++) {
                var process = start();
                var doomed =
                        Thread.ofPlatform()
                                .start(() -> killAfter(process, 300 + random.nextInt(1_500)));
                sendUntilItDies(waiting);
                doomed.join();
            }
            try (var hospital = new Hospital(folder, releases)) {
                sendAll(hospital.dicomPort(), waiting);
                Hospital.await(
                        "every study is answered and sent",
                        () ->
                                hospital.count("SELECT count(*) FROM result WHERE pacs = 'sent'")
                                        == STUDIES);
                assertThat(hospital.count("SELECT count(*) FROM instance")).isEqualTo(STUDIES);
                assertThat(hospital.count("SELECT count(*) FROM result")).isEqualTo(STUDIES);
                assertThat(
                                hospital.count(
                                        "edgeDatabase",
                                        "SELECT count(*) FROM event WHERE kind = 'result-notice'"))
                        .isEqualTo(STUDIES);
                Hospital.await(
                        "every object is in the journal",
                        () ->
                                hospital.count(
                                                "SELECT count(*) FROM instance WHERE acquisition IS NULL")
                                        == 0);
                assertThat(entries(hospital, "result")).hasSize(STUDIES).doesNotHaveDuplicates();
                assertThat(entries(hospital, "acquisition"))
                        .hasSize(STUDIES)
                        .doesNotHaveDuplicates();
            }
            var objects = new HashMap<String, DataSet>();
            var studies = new HashSet<String>();
            for (var report : archive.received) {
                var before = objects.put(report.first(Tags.SOPInstanceUID), report);
                assertThat(before == null || before.equals(report)).isTrue();
                studies.add(report.first(Tags.StudyInstanceUID));
            }
            assertThat(objects).hasSize(STUDIES);
            assertThat(studies).hasSize(STUDIES);
        }
    }

    /** The keys of the journal's entries of a kind, read from the journal itself. */
    private static List<String> entries(Hospital hospital, String kind) {
        var journal = hospital.bean(Journal.class);
        var keys = new ArrayList<String>();
        for (var at = 0L; at < journal.size(); ) {
            var page = journal.read(at, 500);
            for (var each : page) {
                if (each.entry().kind().name().equals(kind)) {
                    keys.add(
                            JsonMapper.shared()
                                    .readTree(each.entry().bytes())
                                    .path("key")
                                    .asString());
                }
            }
            at += page.size();
        }
        return keys;
    }

    private Process start() throws IOException, InterruptedException {
        var ports = new Home(folder).ports();
        Files.deleteIfExists(ports);
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Hospital.class.getName(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("process.log").toFile())
                        .start();
        Hospital.await("it listens", () -> Files.exists(ports) || !process.isAlive());
        assertThat(process.isAlive()).isTrue();
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

    private void sendUntilItDies(List<DataSet> waiting) {
        try {
            sendAll(Ports.last(new Home(folder).ports(), "dicom"), waiting);
        } catch (DicomException e) {
            assertThat(e).as("the association breaks when the process is killed").isNotNull();
        }
    }

    /** What was acknowledged is not sent again. */
    private static void sendAll(int port, List<DataSet> waiting) {
        try (var modality = new Modality(port)) {
            while (!waiting.isEmpty()) {
                if (modality.send(waiting.getFirst()).isStored()) {
                    waiting.removeFirst();
                }
            }
        }
    }
}
