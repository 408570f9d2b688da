package io.meridian.runtime.worker;

import io.meridian.runtime.ComputeException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A worker started by this process, and its only owner: closing it, or the end of this process,
 * ends the worker. A worker that dies takes nothing with it; its task ends as {@link
 * TaskOutcome.Crashed}. Thread-safe.
 */
public final class WorkerProcess implements AutoCloseable {
    private static final Pattern READY =
            Pattern.compile("MERIDIAN READY \\{.*\"grpc\"\\s*:\\s*(\\d{1,5}).*}");
    private static final long GRACE_SECONDS = 5;

    private final Process process;
    private final WorkerClient client;

    private WorkerProcess(Process process, WorkerClient client) {
        this.process = process;
        this.client = client;
    }

    /** Starts a worker and waits until it is ready. */
    public static WorkerProcess start(WorkerCommand command) throws IOException {
        Token token = Token.random();
        Files.createDirectories(command.log().toAbsolutePath().getParent());
        ProcessBuilder builder =
                new ProcessBuilder(command.command())
                        .redirectError(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
        builder.environment().putAll(command.environment());
        builder.environment().put(Token.VARIABLE, token.value());
        Process process = builder.start();
        try {
            int port = port(process, command);
            return new WorkerProcess(process, WorkerClient.connect(port, token));
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static int port(Process process, WorkerCommand command) {
        CompletableFuture<Integer> port = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("worker-output").start(() -> readOutput(process, port));
        try {
            return port.get(command.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ComputeException(
                    "a worker must be ready within %d s; see %s"
                            .formatted(command.patience().toSeconds(), command.log()),
                    e);
        } catch (ExecutionException e) {
            throw new ComputeException(
                    "the worker ended before it was ready; see " + command.log(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ComputeException("interrupted while a worker started", e);
        }
    }

    /** Reads to the end, so that the worker never blocks on a full pipe. */
    private static void readOutput(Process process, CompletableFuture<Integer> port) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher ready = READY.matcher(line);
                if (ready.matches()) {
                    port.complete(Integer.valueOf(ready.group(1)));
                }
            }
            port.completeExceptionally(new IOException("end of output"));
        } catch (IOException e) {
            port.completeExceptionally(e);
        }
    }

    /** The protocol's near side, for {@link WorkerClient#describe} and {@link #cancel}. */
    public WorkerClient client() {
        return client;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Runs a task and waits for its end, whatever that is. */
    public TaskOutcome run(Task task, Consumer<Progress> progress) {
        try {
            return client.run(task, progress);
        } catch (ComputeException e) {
            return lost(e);
        }
    }

    /** Asks a running task to stop. */
    public void cancel(String task) {
        client.cancel(task);
    }

    private TaskOutcome lost(ComputeException cause) {
        try {
            if (process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                int code = process.exitValue();
                return new TaskOutcome.Crashed(code, reason(code));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new TaskOutcome.Failed(
                TaskOutcome.Cause.INTERNAL, String.valueOf(cause.getMessage()));
    }

    private static String reason(int code) {
        return switch (code) {
            case 137 -> "the worker was killed (SIGKILL), perhaps for want of memory";
            case 134, 139 -> "the worker crashed in native code (exit code %d)".formatted(code);
            default -> "the worker ended with exit code %d".formatted(code);
        };
    }

    /** Ends the worker: its standard input closes, and if that does not help it is killed. */
    @Override
    public void close() {
        client.close();
        try {
            process.getOutputStream().close();
            if (process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // Its input is closed already; what is left is to kill it.
        }
        process.destroyForcibly();
    }
}
