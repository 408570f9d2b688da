package io.meridian.edge.link;

import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.home.Home;
import io.meridian.runtime.ComputeException;
import io.meridian.runtime.worker.Progress;
import io.meridian.runtime.worker.Task;
import io.meridian.runtime.worker.TaskOutcome;
import io.meridian.runtime.worker.WorkerCommand;
import io.meridian.runtime.worker.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The training worker: one process at most, kept for a job's rounds, ended when it rests for some
 * minutes or another job begins. Thread-safe; one task at a time.
 */
@Component
class Workers implements AutoCloseable {
    private static final int HEAP_MEGABYTES = 256;
    private static final Duration IDLE = Duration.ofMinutes(3);
    private static final Path NICE = Path.of("/usr/bin/nice");

    private final Home home;
    private final EdgeConfiguration configuration;
    private @Nullable WorkerProcess process;
    private String job = "";
    private long idleSince = System.nanoTime();
    private boolean busy;
    private volatile boolean closed;

    Workers(Home home, EdgeConfiguration configuration) {
        this.home = home;
        this.configuration = configuration;
    }

    /**
     * Runs a task in the job's worker.
     *
     * @throws TaskProblem if it did not end well
     */
    void run(String forJob, Task task, Consumer<Progress> progress) throws IOException {
        var worker = take(forJob);
        TaskOutcome outcome;
        try {
            outcome = worker.run(task, progress);
        } finally {
            release();
        }
        if (closed) {
            throw new TaskProblem(TaskProblem.Kind.INTERRUPTED, "the edge ends");
        }
        switch (outcome) {
            case TaskOutcome.Done _ -> {}
            case TaskOutcome.Cancelled() ->
                    throw new TaskProblem(TaskProblem.Kind.WITHDRAWN, "the hub asks no more");
            case TaskOutcome.Crashed(var _, var reason) -> {
                end();
                throw new TaskProblem(TaskProblem.Kind.TRY_AGAIN, reason);
            }
            case TaskOutcome.Failed(var cause, var reason) ->
                    throw cause == TaskOutcome.Cause.INTERNAL
                            ? new TaskProblem(TaskProblem.Kind.TRY_AGAIN, reason)
                            : TaskProblem.failed(reason);
        }
    }

    private synchronized WorkerProcess take(String forJob) throws IOException {
        if (closed) {
            throw new TaskProblem(TaskProblem.Kind.INTERRUPTED, "the edge ends");
        }
        var present = process;
        if (present != null && (!present.isAlive() || !job.equals(forJob))) {
            present.close();
            present = null;
        }
        if (present == null) {
            present = start();
            process = present;
            job = forJob;
        }
        busy = true;
        return present;
    }

    private WorkerProcess start() throws IOException {
        try {
            return WorkerProcess.start(command());
        } catch (ComputeException e) {
            throw new TaskProblem(TaskProblem.Kind.TRY_AGAIN, String.valueOf(e.getMessage()));
        }
    }

    /** Clinical work goes first: the worker has few threads and gives way. */
    WorkerCommand command() throws IOException {
        var root = System.getProperty("meridian.root");
        if (root == null) {
            throw TaskProblem.failed("this edge has no training worker: meridian.root is not set");
        }
        var target = Path.of(root, "training", "target");
        if (!Files.isReadable(target.resolve("classpath"))) {
            throw TaskProblem.failed("this edge has no training worker: the module is not built");
        }
        var plain =
                WorkerCommand.java(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        target.resolve("classes")
                                + ":"
                                + Files.readString(target.resolve("classpath")).strip(),
                        HEAP_MEGABYTES,
                        configuration.workerThreads(),
                        home.logs().resolve("worker.log"));
        if (!Files.isExecutable(NICE)) {
            return plain;
        }
        var command = new ArrayList<>(java.util.List.of(NICE.toString(), "-n", "10"));
        command.addAll(plain.command());
        return new WorkerCommand(command, plain.environment(), plain.log(), plain.patience());
    }

    private synchronized void release() {
        busy = false;
        idleSince = System.nanoTime();
    }

    /** Asks the running task to stop. */
    void cancel(String task) {
        WorkerProcess present;
        synchronized (this) {
            present = busy ? process : null;
        }
        if (present != null && present.isAlive()) {
            present.cancel(task);
        }
    }

    /** Ends a worker that has had nothing to do for a while. */
    synchronized void closeIdle() {
        if (!busy && System.nanoTime() - idleSince > IDLE.toNanos()) {
            end();
        }
    }

    /** The worker's process id, for those who look after the machine. */
    synchronized java.util.Optional<Long> pid() {
        return java.util.Optional.ofNullable(process)
                .filter(WorkerProcess::isAlive)
                .map(WorkerProcess::pid);
    }

    private synchronized void end() {
        var present = process;
        if (present != null) {
            present.close();
            process = null;
        }
    }

    @Override
    public void close() {
        closed = true;
        end();
    }
}
