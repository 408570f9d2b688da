package io.meridian.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.runtime.Capabilities;
import io.meridian.runtime.ComputeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WorkerTests {
    private static final Token TOKEN = Token.random();
    private static final Capabilities CAPABILITIES =
            new Capabilities("test", "1", "cpu", "any", 1, List.of("F32"), List.of());

    @TempDir private Path folder;

    private Task task(String kind) {
        byte[] spec = "{\"k\":1}".getBytes(StandardCharsets.UTF_8);
        return new Task("job/1/site/1", kind, spec, folder, folder);
    }

    private record Handler(String kind, Body body) implements TaskHandler {
        interface Body {
            Map<String, Double> run(Task task, TaskHandler.Reporter reporter) throws IOException;
        }

        @Override
        public Map<String, Double> run(Task task, Reporter reporter) throws IOException {
            return body.run(task, reporter);
        }
    }

    @Nested
    class WithinOneProcess {
        private TaskOutcome run(Handler.Body body, List<Progress> seen) throws IOException {
            var handlers = List.<TaskHandler>of(new Handler("work", body));
            try (WorkerServer server = WorkerServer.start(CAPABILITIES, handlers, TOKEN);
                    WorkerClient client = WorkerClient.connect(server.port(), TOKEN)) {
                assertThat(client.describe().kinds()).containsExactly("work");
                return client.run(task("work"), seen::add);
            }
        }

        @Test
        void aTaskArrivesWholeAndItsProgressAndFiguresComeBack() throws IOException {
            List<Progress> seen = new ArrayList<>();
            TaskOutcome outcome =
                    run(
                            (task, reporter) -> {
                                assertThat(task).usingRecursiveComparison().isEqualTo(task("work"));
                                reporter.progress(new Progress(0.5, Map.of("loss", 0.7)));
                                return Map.of("examples", 12.0);
                            },
                            seen);

            assertThat(outcome).isEqualTo(new TaskOutcome.Done(Map.of("examples", 12.0)));
            assertThat(seen).containsExactly(new Progress(0.5, Map.of("loss", 0.7)));
        }

        @Test
        void aFailureSaysWhatAndWhy() throws IOException {
            assertThat(
                            run(
                                    (_, _) -> {
                                        throw TaskFailure.diverged("the loss is not finite");
                                    },
                                    new ArrayList<>()))
                    .isEqualTo(
                            new TaskOutcome.Failed(
                                    TaskOutcome.Cause.DIVERGED, "the loss is not finite"));
            assertThat(
                            run(
                                    (_, _) -> {
                                        throw new IllegalStateException("a bug");
                                    },
                                    new ArrayList<>()))
                    .isInstanceOfSatisfying(
                            TaskOutcome.Failed.class,
                            failed ->
                                    assertThat(failed.cause())
                                            .isEqualTo(TaskOutcome.Cause.INTERNAL));
        }

        @Test
        void aRunningTaskIsCancelledAndASecondOneRefused() throws Exception {
            CompletableFuture<Boolean> running = new CompletableFuture<>();
            Handler.Body untilCancelled =
                    (_, reporter) -> {
                        running.complete(true);
                        while (true) {
                            reporter.checkpoint();
                            Thread.onSpinWait();
                        }
                    };
            var handlers = List.<TaskHandler>of(new Handler("work", untilCancelled));
            try (WorkerServer server = WorkerServer.start(CAPABILITIES, handlers, TOKEN);
                    WorkerClient client = WorkerClient.connect(server.port(), TOKEN)) {
                CompletableFuture<TaskOutcome> outcome =
                        CompletableFuture.supplyAsync(() -> client.run(task("work"), _ -> {}));
                running.get(10, TimeUnit.SECONDS);

                assertThatThrownBy(() -> client.run(task("work"), _ -> {}))
                        .isInstanceOf(ComputeException.class)
                        .hasMessageContaining("one task at a time");
                client.cancel("another");
                client.cancel("job/1/site/1");
                assertThat(outcome.get(10, TimeUnit.SECONDS))
                        .isEqualTo(new TaskOutcome.Cancelled());
            }
        }

        @Test
        void unknownKindsAndWrongTokensAreRefused() throws IOException {
            try (WorkerServer server = WorkerServer.start(CAPABILITIES, List.of(), TOKEN);
                    WorkerClient client = WorkerClient.connect(server.port(), TOKEN);
                    WorkerClient stranger = WorkerClient.connect(server.port(), Token.random())) {
                assertThat(client.run(task("paint"), _ -> {}))
                        .isInstanceOfSatisfying(
                                TaskOutcome.Failed.class,
                                failed ->
                                        assertThat(failed.cause())
                                                .isEqualTo(TaskOutcome.Cause.INVALID));
                assertThatThrownBy(stranger::describe).hasMessageContaining("UNAUTHENTICATED");
                assertThatThrownBy(() -> stranger.run(task("paint"), _ -> {}))
                        .hasMessageContaining("UNAUTHENTICATED");
            }
        }
    }

    @Nested
    class InAProcessOfItsOwn {
        private WorkerCommand command(String... arguments) {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
            command.addAll(List.of("-cp", System.getProperty("java.class.path")));
            command.add(TestWorker.class.getName());
            command.addAll(List.of(arguments));
            return new WorkerCommand(
                    command, Map.of(), folder.resolve("worker.log"), Duration.ofSeconds(30));
        }

        @Test
        void beingKilledIsAnOutcome() throws IOException {
            try (WorkerProcess worker = WorkerProcess.start(command())) {
                TaskOutcome outcome =
                        worker.run(
                                task("wait"),
                                _ ->
                                        ProcessHandle.of(worker.pid())
                                                .orElseThrow()
                                                .destroyForcibly());

                assertThat(outcome)
                        .isInstanceOfSatisfying(
                                TaskOutcome.Crashed.class,
                                crashed -> {
                                    assertThat(crashed.exitCode()).isEqualTo(137);
                                    assertThat(crashed.reason()).contains("memory");
                                });
                assertThat(worker.isAlive()).isFalse();
            }
        }

        @Test
        void closingEndsItEvenWhileATaskRuns() throws Exception {
            WorkerProcess worker = WorkerProcess.start(command());
            ProcessHandle process = ProcessHandle.of(worker.pid()).orElseThrow();
            CompletableFuture<Boolean> running = new CompletableFuture<>();
            CompletableFuture<TaskOutcome> outcome =
                    CompletableFuture.supplyAsync(
                            () -> worker.run(task("wait"), _ -> running.complete(true)));
            running.get(20, TimeUnit.SECONDS);

            worker.close();

            assertThat(process.isAlive()).isFalse();
            assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(TaskOutcome.Crashed.class);
        }

        @Test
        void oneThatNeverBecomesReadyIsReported() {
            assertThatThrownBy(() -> WorkerProcess.start(command("3")))
                    .isInstanceOf(ComputeException.class)
                    .hasMessageContaining("ended before it was ready");
        }
    }
}
