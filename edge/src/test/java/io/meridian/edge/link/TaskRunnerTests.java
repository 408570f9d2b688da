package io.meridian.edge.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.edge.research.TrainingData;
import io.meridian.governance.annotation.Split;
import io.meridian.model.preprocessing.Preprocessing;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskRunnerTests {
    private static final String ID = "j/1/s/1";
    @AutoClose private final Site site;
    private int begun;

    TaskRunnerTests(@TempDir Path folder) throws IOException {
        site = new Site(folder);
    }

    /** The process ends here: nothing after it runs. */
    private static final class Killed extends Error {
        @Serial private static final long serialVersionUID = 1L;
    }

    private class Deadly implements TrainingData {
        @Override
        public Optional<Version> newest(String name) {
            begun++;
            throw new Killed();
        }

        @Override
        public Exported export(
                Version version,
                Split split,
                String positive,
                Preprocessing preprocessing,
                Path file) {
            return new Exported(version, List.of(), List.of());
        }
    }

    @Test
    void aTaskThatEndsTheProcessEachTimeFailsAfterThreeTries() {
        site.ask(Site.item(ID, "train", Site.TRAIN));
        for (var process = 1; process <= TaskRunner.TRIES; process++) {
            var runner = site.runner(new Deadly());
            assertThatThrownBy(runner::step).isInstanceOf(Killed.class);
            assertThat(site.phase(ID)).isNotEqualTo("failed");
            site.restart();
        }
        site.runner(new Deadly()).step();

        assertThat(begun).isEqualTo(TaskRunner.TRIES);
        assertThat(site.phase(ID)).isEqualTo("failed");
        assertThat(site.tasks.find(ID).orElseThrow().reason()).contains("3 times");
        assertThat(site.facts.find("tries/" + ID)).isEmpty();
    }
}
