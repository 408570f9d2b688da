package io.meridian.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.benchmarks.suite.Suite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarksTests {
    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Map<String, String> environment, String... words) {
        return new Benchmarks(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        environment,
                        folder,
                        Clock.systemUTC())
                .run(List.of(words));
    }

    @Test
    void skipsAloudWhereThePeerIsMissing() throws IOException {
        var json = folder.resolve("results.json");

        int status = run(Map.of(), "dicom-header", "c-store", "--json", json.toString());

        assertThat(status).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("skipped: the peer pydicom is missing", "the peer storescp is missing")
                .doesNotContain("train-step");
        assertThat(Files.readString(json)).contains("\"results\" : [ ]", "\"peer\" : \"pydicom\"");
    }

    @Test
    void aMissingPeerFailsWherePeersAreRequired() {
        assertThat(run(Map.of("MERIDIAN_REQUIRE_PEERS", "1"), "dicom-header")).isEqualTo(1);
    }

    @Test
    void refusesWhatItDoesNotKnowInASentence() {
        assertThat(run(Map.of(), "quick")).isEqualTo(2);
        assertThat(run(Map.of(), "--repeats", "0")).isEqualTo(2);
        assertThat(run(Map.of(), "--json")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("meridian: "));
    }

    @Test
    void namesEveryBenchmarkInItsHelp() {
        assertThat(run(Map.of(), "--help")).isZero();
        for (var benchmark : Suite.all()) {
            assertThat(out.toString(StandardCharsets.UTF_8)).contains(benchmark.summary());
        }
    }
}
