package io.meridian.edge.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.edge.EdgeInit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceThreadsTests {
    @TempDir private Path folder;

    @Test
    void areReadAsEdgeInitWroteThem() throws IOException {
        EdgeInit.create(EdgeInit.Request.of(folder.resolve("home"), "hospital-1"));
        var written = Files.readString(folder.resolve("home/edge.yaml"));

        assertThat(written).contains("inference:");
        assertThat(Supervisor.inferenceThreads(written)).isEqualTo("1");
        assertThat(Supervisor.inferenceThreads(written.replace("threads: 1", "threads: 3")))
                .isEqualTo("3");
    }

    @Test
    void areOneWhereNothingIsSaid() {
        assertThat(Supervisor.inferenceThreads("worker:\n  threads: 2\n")).isEqualTo("1");
    }
}
