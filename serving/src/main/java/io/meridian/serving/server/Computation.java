package io.meridian.serving.server;

import io.meridian.serving.ServingException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The platform thread on which native code runs, and a short queue before it. One is enough: ONNX
 * Runtime divides each run among its own threads.
 */
final class Computation implements AutoCloseable {
    private static final int QUEUE = 64;

    /** ONNX Runtime overruns the megabyte that threads of Java have, and the process with it. */
    static final long STACK_BYTES = 8 << 20;

    private final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(QUEUE),
                    Thread.ofPlatform().name("inference-", 0).stackSize(STACK_BYTES).factory());

    /** Runs and waits; empty if too many wait already. */
    Optional<float[]> run(Callable<float[]> work) {
        Future<float[]> future;
        try {
            future = executor.submit(work);
        } catch (RejectedExecutionException _) {
            return Optional.empty();
        }
        try {
            return Optional.of(future.get());
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                // Out of memory is not the model's fault: the process ends and is started again.
                case Error cause -> throw cause;
                case null, default -> throw new ServingException("the model could not be run", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServingException("interrupted while a model ran", e);
        }
    }

    @Override
    public void close() {
        executor.close();
    }
}
