package io.meridian.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.model.weights.Weights;
import io.meridian.runtime.worker.Task;
import io.meridian.runtime.worker.TaskOutcome;
import io.meridian.runtime.worker.WorkerCommand;
import io.meridian.runtime.worker.WorkerProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real worker in a process of its own. */
@Timeout(120)
class WorkerTests {
    @TempDir private Path input;
    @TempDir private Path output;
    @TempDir private Path logs;

    private WorkerProcess start() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return WorkerProcess.start(
                WorkerCommand.java(
                        java,
                        System.getProperty("java.class.path"),
                        128,
                        1,
                        logs.resolve("worker.log")));
    }

    private Task task(String spec) {
        byte[] json = spec.replace('\'', '"').getBytes(UTF_8);
        return new Task("job/1/site/1", "train", json, input, output);
    }

    @Test
    void trainsSaysWhyItCannotAndIsReportedWhenKilled() throws IOException {
        Toy.write(input, 400);
        try (WorkerProcess worker = start()) {
            assertThat(worker.client().describe().kinds()).contains("train", "evaluate");

            TaskOutcome good = worker.run(task("{'local':{'epochs':1}}"), _ -> {});
            assertThat(good).isInstanceOf(TaskOutcome.Done.class);
            Weights.read(output.resolve("update.safetensors")).requireFit(Toy.GRAPH);

            TaskOutcome bad = worker.run(task("{'local':{'epochs':-1}}"), _ -> {});
            assertThat(bad)
                    .isEqualTo(
                            new TaskOutcome.Failed(
                                    TaskOutcome.Cause.INVALID,
                                    "local.epochs must be in [1, 1000]"));

            TaskOutcome killed =
                    worker.run(
                            task("{'local':{'epochs':1000}}"),
                            _ ->
                                    ProcessHandle.of(worker.pid())
                                            .ifPresent(ProcessHandle::destroyForcibly));
            assertThat(killed)
                    .isInstanceOfSatisfying(
                            TaskOutcome.Crashed.class,
                            crashed -> assertThat(crashed.exitCode()).isEqualTo(137));
        }
    }
}
