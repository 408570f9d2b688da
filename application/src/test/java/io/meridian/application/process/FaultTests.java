package io.meridian.application.process;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class FaultTests {
    private static final String PLANTED = "Planted^Patient=王^小植";

    private static RuntimeException problem() {
        return new UncheckedIOException(PLANTED, new IOException("cannot read " + PLANTED));
    }

    @Test
    void namesTypesAndTheFirstFrameOfOurOwnAndNoMessage() {
        assertThat(Fault.of(problem()))
                .startsWith(
                        "java.io.UncheckedIOException at io.meridian.application.process.FaultTests.problem")
                .contains("caused by java.io.IOException")
                .doesNotContain("Planted", "小植");
    }

    @Test
    void whatLibrariesLogHasFramesAndNoMessageOfAnException() {
        var context = new LoggerContext();
        var event =
                new LoggingEvent(
                        "", context.getLogger("library"), Level.ERROR, "failed", problem(), null);

        assertThat(new FaultConverter().convert(event))
                .contains("java.io.UncheckedIOException", "caused by java.io.IOException")
                .contains("FaultTests.problem")
                .doesNotContain("Planted", "小植");
    }

    @Test
    void theLogWritesExceptionsWithIt() throws IOException {
        try (var file = FaultTests.class.getResourceAsStream("/application-logback.xml")) {
            assertThat(file).isNotNull();
            assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                    .contains(FaultConverter.class.getName(), "%msg%n%fault");
        }
    }
}
