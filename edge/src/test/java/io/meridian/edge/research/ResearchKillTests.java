package io.meridian.edge.research;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.artifact.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker's process is killed again and again; in the end everything is there once. */
final class ResearchKillTests {
    private static final int IMAGES = 300;
    private static final int KILLS = 5;

    @TempDir Path folder;

    @Test
    void endsWithEveryObjectOnce() throws IOException, InterruptedException {
        try (var site = new TestSite(folder)) {
            var ids = new ArrayList<String>();
            var objects = new ArrayList<byte[]>();
            for (var number = 0; number < IMAGES; number++) {
                ids.add("i" + number);
                objects.add(Samples.capture(number, 28));
            }
            site.receive(ids, objects);
        }
        var seed = 20261125L;
        var random = new Random(seed);
        for (var kill = 0; kill < KILLS; kill++) {
            killAfter(1 + random.nextInt(90), random.nextInt(60));
        }

        try (var site = new TestSite(folder)) {
            var settled = site.workOff();

            assertThat(settled).as("seed %d", seed).isBetween(1, IMAGES);
            assertThat(TestSite.count(site.research, "catalog")).isEqualTo(IMAGES);
            assertThat(TestSite.count(site.clinical, "instance WHERE research = 'accepted'"))
                    .isEqualTo(IMAGES);
            assertThat(TestSite.count(site.clinical, "quarantine")).isZero();
            assertThat(site.ledger.journal.size())
                    .as("an acquisition and one more for each")
                    .isEqualTo(2 * IMAGES);
            var stated = new HashSet<String>();
            for (var entry : site.ledger.journal.read(0, 2 * IMAGES)) {
                entry.entry().config().text("object").ifPresent(stated::add);
            }
            assertThat(stated).hasSize(IMAGES);
            for (var object : stated) {
                var digest = new Digest(object);
                site.objects.read(digest, site.catalog.subject(digest).orElseThrow());
            }
            try (var files = Files.walk(site.home.researchObjects())) {
                assertThat(files.filter(Files::isRegularFile)).hasSize(IMAGES);
            }
        }
    }

    /** Starts the worker's process and kills it (SIGKILL) some time after so many reads. */
    private void killAfter(int reads, int millis) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                ResearchChild.class.getName(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .start();
        try (var output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            var seen = 0;
            for (var line = output.readLine();
                    line != null && seen < reads;
                    line = output.readLine()) {
                if (line.startsWith("read ")) {
                    seen++;
                }
            }
            assertThat(seen).as("the process reads originals").isPositive();
            process.waitFor(millis, TimeUnit.MILLISECONDS);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
