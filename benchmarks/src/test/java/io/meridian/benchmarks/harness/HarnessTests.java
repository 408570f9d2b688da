package io.meridian.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class HarnessTests {
    private final List<String> order = new ArrayList<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private Side side(String name, double... seconds) {
        Iterator<Double> each = java.util.Arrays.stream(seconds).iterator();
        return () -> {
            order.add(name);
            return each.next();
        };
    }

    private Comparison compare(int warmUps, int repeats, Side ours, Side peer) throws IOException {
        var progress = new Progress(new PrintStream(said, true, StandardCharsets.UTF_8));
        return new Harness(warmUps, repeats, progress)
                .compare(new Case("case", ours, peer, List.of(Figure.seconds())));
    }

    @Test
    void theMedianOfAnOddNumberIsTheMiddleAndOfAnEvenTheMeanOfTwo() {
        assertThat(Spread.of(List.of(9.0, 1.0, 4.0))).isEqualTo(new Spread(4, 1, 9));
        assertThat(Spread.of(List.of(9.0, 1.0, 4.0, 5.0))).isEqualTo(new Spread(4.5, 1, 9));
        assertThat(Spread.of(List.of(2.0))).isEqualTo(new Spread(2, 2, 2));
    }

    @Test
    void refusesASpreadOfNothingOrOfWhatIsNotFinite() {
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Spread.of(List.of(1.0, Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theRatioIsAboveOneWhereWeAreFasterAndPairsWhatRanTogether() throws IOException {
        var result = compare(0, 3, side("ours", 1, 10, 2), side("peer", 2, 20, 8));

        assertThat(result.ratio()).isEqualTo(new Spread(2, 2, 4));
    }

    @Test
    void takesTurnsAndLeavesTheWarmUpOut() throws IOException {
        var result = compare(1, 2, side("ours", 100, 1, 3), side("peer", 900, 4, 6));

        assertThat(order).containsExactly("ours", "peer", "ours", "peer", "ours", "peer");
        assertThat(result.ours()).containsExactly(1.0, 3.0);
        assertThat(result.peer()).containsExactly(4.0, 6.0);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("case: pair 1 of 3");
    }

    @Test
    void refusesARunThatTookNoTime() {
        assertThatThrownBy(() -> compare(0, 1, side("ours", 0), side("peer", 1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void figuresTurnSecondsIntoTheirUnits() throws IOException {
        var result = compare(0, 2, side("ours", 2, 4), side("peer", 1, 1));

        assertThat(result.ours(Figure.rate("objects", 100))).isEqualTo(new Spread(37.5, 25, 50));
        assertThat(result.ours(Figure.millisEach("step", 10))).isEqualTo(new Spread(300, 200, 400));
    }

    @Test
    void reportsThreeDigitsAndEveryRun() throws IOException {
        var result = compare(0, 2, side("ours", 2, 4), side("peer", 1, 1));
        var report = new Report(Machine.here(), "2026-01-02T03:04:05Z", 2);

        var lines = report.add("benchmark", new Peer.Found("peer", "1.2"), result);
        report.skip("other", new Peer.Missing("absent", "it is not here"));

        assertThat(lines).contains("    ratio    0.375  (0.250 to 0.500)");
        assertThat(report.toJson())
                .contains("\"oursSeconds\" : [ 2.0, 4.0 ]", "\"version\" : \"1.2\"", "\"absent\"");
        assertThat(Report.number(1234.5)).isEqualTo("1235");
        assertThat(Report.number(12.345)).isEqualTo("12.3");
        assertThat(Report.number(0.0012345)).isEqualTo("0.00123");
    }

    @Test
    void comparesTheResultsOnceBeforeTheFirstRun() throws IOException {
        var peer = new CheckedSide(side("peer", 1, 1), () -> order.add("check"));

        compare(0, 2, side("ours", 1, 1), peer);

        assertThat(order).containsExactly("ours", "check", "peer", "ours", "peer");
    }

    @Test
    void measuresNothingWhereTheResultsDiffer() {
        var peer =
                new CheckedSide(
                        side("peer", 1),
                        () -> {
                            throw new BenchmarkException("they differ");
                        });

        assertThatThrownBy(() -> compare(0, 1, side("ours", 1), peer))
                .isInstanceOf(BenchmarkException.class)
                .hasMessage("they differ");
        assertThat(order).containsExactly("ours");
    }

    @Test
    void theMemoryOfAProcessIsThatOfItsChildrenToo() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/smaps_rollup")), "skipped: no /proc here");
        var alone = new ProcessBuilder("sh", "-c", "echo; read line").start();
        var parent = new ProcessBuilder("sh", "-c", "sleep 60 & echo; read line").start();
        try {
            assertThat(alone.inputReader().readLine()).isEmpty();
            assertThat(parent.inputReader().readLine()).isEmpty();

            assertThat(Memory.ofTree(alone).orElseThrow()).isPositive();
            assertThat(Memory.ofTree(parent).orElseThrow())
                    .isGreaterThan(Memory.ofTree(alone).orElseThrow());
        } finally {
            parent.descendants().forEach(ProcessHandle::destroy);
            parent.destroy();
            alone.destroy();
        }
    }
}
