package io.meridian.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.benchmarks.harness.Benchmark;
import io.meridian.benchmarks.harness.BenchmarkException;
import io.meridian.benchmarks.harness.Case;
import io.meridian.benchmarks.harness.Figure;
import io.meridian.benchmarks.harness.Harness;
import io.meridian.benchmarks.harness.Peer;
import io.meridian.benchmarks.harness.Programs;
import io.meridian.benchmarks.harness.Progress;
import io.meridian.benchmarks.harness.Setting;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SuiteTests {
    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    Path folder;

    static List<Benchmark> suite() {
        return Suite.all();
    }

    private Setting setting(Programs programs) {
        return new Setting(folder, folder.resolve("no-data"), programs, Setting.Size.TINY);
    }

    @ParameterizedTest
    @MethodSource("suite")
    void oursRunsWithoutThePeerWhichIsNamed(Benchmark benchmark) throws IOException {
        var setting = setting(new Programs(List.of(), folder.resolve("no-python")));

        assertThat(benchmark.peer(setting)).isInstanceOf(Peer.Missing.class);
        try (var trial = benchmark.open(setting)) {
            assertThat(trial.cases()).isNotEmpty();
            for (Case one : trial.cases()) {
                double seconds = one.ours().seconds();
                assertThat(seconds).as(one.name()).isPositive().isLessThan(60);
                assertThatThrownBy(() -> one.peer().seconds())
                        .isInstanceOfAny(IOException.class, BenchmarkException.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("suite")
    void comparesWithThePeerWhereThatIsHere(Benchmark benchmark) throws IOException {
        var setting = setting(Programs.of(System.getenv(), root()));
        var peer = benchmark.peer(setting);
        if (peer instanceof Peer.Missing missing) {
            // Its Python package is not among the peers that a test machine must have.
            boolean required =
                    "1".equals(System.getenv("MERIDIAN_REQUIRE_PEERS"))
                            && !missing.name().equals("onnxruntime");
            assertThat(required).as(missing.remedy()).isFalse();
            System.out.println("skipped: " + missing.remedy());
            Assumptions.abort("skipped: " + missing.remedy());
        }
        var harness =
                new Harness(
                        0,
                        2,
                        new Progress(
                                new PrintStream(
                                        OutputStream.nullOutputStream(),
                                        false,
                                        StandardCharsets.UTF_8)));
        try (var trial = benchmark.open(setting)) {
            for (Case one : trial.cases()) {
                var result = harness.compare(one);
                assertThat(result.ratio().median()).as(one.name()).isPositive();
                for (Figure figure : one.figures()) {
                    assertThat(result.peer(figure).min()).as(figure.unit()).isPositive();
                }
            }
        }
    }

    @Test
    void aFileThatHoldsAnotherObjectThanWasSentIsFound() throws IOException {
        var syntax = TransferSyntax.EXPLICIT_LITTLE;
        var sent = Captures.square(1, 8);
        var expected = Map.of(Captures.uid(1), Part10.dataSetBytes(sent, syntax));
        Path received = folder.resolve("received");
        try (var receiver = ReceiverProcess.ours(received, Receiver.Durability.WRITTEN)) {
            var other = sent.toBuilder().text(Tags.PatientID, "other").build();
            Part10.write(DicomFile.of(other, syntax), received.resolve("one"));
            assertThatThrownBy(() -> receiver.checkReceived(expected, syntax))
                    .isInstanceOf(BenchmarkException.class);

            Part10.write(DicomFile.of(sent, syntax), received.resolve("one"));
            receiver.checkReceived(expected, syntax);
            assertThatThrownBy(() -> receiver.checkReceived(expected, syntax))
                    .hasMessageContaining("1 objects were sent and 0");
        }
    }

    private static Path root() {
        var at = Path.of("").toAbsolutePath();
        while (at != null && !Files.isExecutable(at.resolve("meridian"))) {
            at = at.getParent();
        }
        return at == null ? Path.of("") : at;
    }
}
