package io.meridian.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

final class PeersTests {
    private static final String EOL = System.lineSeparator();
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @Test
    void yieldsTheWholeOutputAndTheExit() {
        var version = Peers.run(List.of(JAVA, "--version"));

        assertThat(version.exit()).isZero();
        assertThat(version.text().lines()).hasSizeGreaterThan(2);
        var refused = Peers.run(List.of(JAVA, "--no-such-option"));
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.text()).contains("no-such-option");
    }

    @Test
    void aProgramThatIsNotThereHasItsOwnExit() {
        assertThat(Peers.run(List.of("no-such-program")).exit()).isEqualTo(127);
    }

    @Test
    void aProgramThatDoesNotEndFailsTheTest() {
        assertThatThrownBy(() -> Peers.run(List.of(JAVA, "--version"), Duration.ZERO))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ends within");
    }

    /** What a call that ends the test prints; it stays out of the list of what was skipped. */
    private static String printed(Class<? extends Throwable> end, Runnable call) {
        var standard = System.out;
        var captured = new ByteArrayOutputStream();
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            assertThatThrownBy(call::run).isInstanceOf(end).hasMessageContaining("no-such-");
        } finally {
            System.setOut(standard);
        }
        return captured.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aMissingDataSetIsSkippedAloudAlsoWherePeersAreRequired() {
        assertThat(printed(TestAbortedException.class, () -> Peers.data("no-such-data-set")))
                .startsWith("skipped: the data set no-such-data-set is not here");
    }

    @Test
    void aMissingProgramIsSkippedAloudOrFailsWherePeersAreRequired() {
        var required = "1".equals(System.getenv("MERIDIAN_REQUIRE_PEERS"));
        var end = required ? AssertionError.class : TestAbortedException.class;

        assertThat(printed(end, () -> Peers.program("no-such-program")))
                .isEqualTo(required ? "" : "skipped: no-such-program is not installed" + EOL);
    }
}
