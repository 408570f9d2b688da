package io.meridian.dicom.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every target, on its seeds, on the inputs that once broke it, and under Jazzer: all together for
 * some seconds, each for minutes among the slow tests. {@code fuzz.target} names one target, {@code
 * fuzz.seconds} says for how long.
 */
class FuzzTests {
    private static final Path ONCE_BROKE = Path.of("src/test/resources/io/meridian/dicom/fuzz");
    private static final Path FINDINGS = Path.of("target", "fuzz", "findings").toAbsolutePath();
    private static final int SHORT_SECONDS = 40;

    /** From one seed so many inputs are the same on every machine that is fast enough. */
    private static final List<String> SHORT = List.of("-seed=1", "-runs=10000");

    private static final int LONG_SECONDS = 300;

    static List<FuzzTarget> targets() {
        var named = System.getProperty("fuzz.target", "");
        return named.isEmpty() ? Targets.all() : List.of(Targets.named(named));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void seedsAndWhatOnceBrokeItHoldWithinTheBounds(FuzzTarget target) throws IOException {
        assertThat(target.seeds()).isNotEmpty();
        for (var seed : target.seeds()) {
            Probe.hold(target, seed);
        }
        for (var seed : target.realSeeds()) {
            Probe.hold(target, seed);
        }
        holdWhatOnceBroke(target);
    }

    @Test
    void whatOnceBrokeARunOfAllHoldsWithinTheBounds() throws IOException {
        holdWhatOnceBroke(Targets.ANY);
    }

    private static void holdWhatOnceBroke(FuzzTarget target) throws IOException {
        var folder = ONCE_BROKE.resolve(target.name());
        if (Files.isDirectory(folder)) {
            try (var list = Files.list(folder)) {
                for (var file : list.sorted().toList()) {
                    Probe.hold(target, Files.readAllBytes(file));
                }
            }
        }
    }

    @Test
    void guidedByCoverageNoInputIsFoundThatBreaksABound(@TempDir Path folder)
            throws IOException, InterruptedException {
        hold(new FuzzRun(Targets.ANY, folder, FINDINGS, SHORT_SECONDS, SHORT).run());
    }

    @ParameterizedTest
    @MethodSource("targets")
    @Tag("slow")
    void neitherInALongRun(FuzzTarget target) throws IOException, InterruptedException {
        var folder = Path.of("target", "fuzz", target.name()).toAbsolutePath();
        var seconds = Integer.getInteger("fuzz.seconds", LONG_SECONDS);
        hold(new FuzzRun(target, folder, FINDINGS, seconds, List.of()).run());
    }

    private static void hold(FuzzRun.Outcome outcome) {
        System.out.println("fuzzing: %d inputs tried".formatted(outcome.inputs()));
        assertThat(outcome.findings()).as(outcome.reason()).isEmpty();
        assertThat(outcome.exit()).as(outcome.reason()).isZero();
        assertThat(outcome.inputs()).as(outcome.reason()).isGreaterThan(100);
    }

    /** A run that could not find a fault would prove nothing. */
    @ParameterizedTest
    @EnumSource(Planted.class)
    void aPlantedFaultIsFound(Planted fault, @TempDir Path folder)
            throws IOException, InterruptedException {
        var outcome =
                new FuzzRun(fault, folder, folder.resolve("findings"), 60, List.of("-timeout=3"))
                        .run();

        assertThat(outcome.exit()).isNotZero();
        assertThat(outcome.findings()).as(outcome.reason()).isNotEmpty();
        assertThat(outcome.log()).contains(fault.sign);
    }
}
