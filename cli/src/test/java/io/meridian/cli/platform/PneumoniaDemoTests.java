package io.meridian.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo on the 5,856 real radiographs of PneumoniaMNIST. */
@Tag("slow")
class PneumoniaDemoTests {
    /** From the trial that set the goal: two epochs of central training. */
    private static final double ENOUGH = 0.96;

    @TempDir private Path folder;

    @Test
    void hospitalsLearnTogetherWhatMostOfThemCannotAlone()
            throws IOException, InterruptedException {
        var data = Peers.data("pneumoniamnist/pneumoniamnist.npz");
        try (var demo = RunningDemo.start(folder, "--data", data.toString());
                var memory = new MemoryWatch(demo.home().resolve("hub"), demo.edgeHomes())) {
            demo.awaitUp();
            memory.assertWithinBounds();

            var validation = demo.report().path("validation");
            var alone = 0.0;
            for (var each : validation.path("localAuc")) {
                alone += each.asDouble() / validation.path("localAuc").size();
            }
            assertThat(demo.report().path("instancesReceived").asInt()).isEqualTo(5_856);
            assertThat(validation.path("splitUnit").asString()).isEqualTo("image");
            assertThat(validation.path("n").asInt()).isBetween(600, 624);
            assertThat(validation.path("auc").asDouble())
                    .isGreaterThanOrEqualTo(ENOUGH)
                    .isGreaterThan(alone);
        }
    }
}
