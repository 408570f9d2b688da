package io.meridian.runtime.worker;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.meridian.model.ModelException;
import io.meridian.runtime.Capabilities;
import io.meridian.runtime.worker.v1.CancelReply;
import io.meridian.runtime.worker.v1.CancelRequest;
import io.meridian.runtime.worker.v1.Cancelled;
import io.meridian.runtime.worker.v1.DescribeRequest;
import io.meridian.runtime.worker.v1.Description;
import io.meridian.runtime.worker.v1.Done;
import io.meridian.runtime.worker.v1.Failed;
import io.meridian.runtime.worker.v1.TaskEvent;
import io.meridian.runtime.worker.v1.TaskRequest;
import io.meridian.runtime.worker.v1.WorkerGrpc;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the calls; the tasks themselves run on the executor given. */
final class WorkerService extends WorkerGrpc.WorkerImplBase {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerService.class);

    private final Capabilities capabilities;
    private final List<TaskHandler> handlers;
    private final ExecutorService tasks;
    private final AtomicReference<@Nullable Running> running = new AtomicReference<>();

    WorkerService(Capabilities capabilities, List<TaskHandler> handlers, ExecutorService tasks) {
        this.capabilities = capabilities;
        this.handlers = List.copyOf(handlers);
        this.tasks = tasks;
    }

    @Override
    public void describe(DescribeRequest request, StreamObserver<Description> reply) {
        reply.onNext(
                Description.newBuilder()
                        .setRuntime(capabilities.runtime())
                        .setVersion(capabilities.version())
                        .setDevice(capabilities.device())
                        .setChip(capabilities.chip())
                        .setThreads(capabilities.threads())
                        .addAllTypes(capabilities.types())
                        .addAllKinds(handlers.stream().map(TaskHandler::kind).toList())
                        .build());
        reply.onCompleted();
    }

    @Override
    public void run(TaskRequest request, StreamObserver<TaskEvent> reply) {
        var events = (ServerCallStreamObserver<TaskEvent>) reply;
        Running task = new Running(request.getTask(), events);
        if (!running.compareAndSet(null, task)) {
            reply.onError(
                    Status.RESOURCE_EXHAUSTED
                            .withDescription("a worker runs one task at a time")
                            .asRuntimeException());
            return;
        }
        events.setOnCancelHandler(task::cancel);
        tasks.execute(() -> {
            TaskEvent end = end(request, task);
            running.set(null);
            task.finish(end);
        });
    }

    @Override
    public void cancel(CancelRequest request, StreamObserver<CancelReply> reply) {
        Running task = running.get();
        if (task != null && task.name.equals(request.getTask())) {
            task.cancel();
        }
        reply.onNext(CancelReply.getDefaultInstance());
        reply.onCompleted();
    }

    private TaskEvent end(TaskRequest request, Running running) {
        try {
            Task task =
                    new Task(
                            request.getTask(),
                            request.getKind(),
                            request.getSpec().toByteArray(),
                            Path.of(request.getInputDir()),
                            Path.of(request.getOutputDir()));
            Optional<TaskHandler> handler =
                    handlers.stream().filter(h -> h.kind().equals(task.kind())).findFirst();
            if (handler.isEmpty()) {
                return failed(Failed.Kind.INVALID, "this worker does not know the kind of task");
            }
            var metrics = handler.get().run(task, running);
            return TaskEvent.newBuilder().setDone(Done.newBuilder().putAllMetrics(metrics)).build();
        } catch (TaskHandler.TaskCancelled e) {
            return TaskEvent.newBuilder().setCancelled(Cancelled.getDefaultInstance()).build();
        } catch (TaskFailure e) {
            return failed(
                    switch (e.kind()) {
                        case INVALID -> Failed.Kind.INVALID;
                        case DIVERGED -> Failed.Kind.DIVERGED;
                        case INTERNAL -> Failed.Kind.INTERNAL;
                    },
                    String.valueOf(e.getMessage()));
        } catch (ModelException | IllegalArgumentException e) {
            return failed(Failed.Kind.INVALID, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("task could not read or write");
            return failed(
                    Failed.Kind.INTERNAL, "reading or writing failed: " + e.getClass().getName());
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("task failed");
            return failed(Failed.Kind.INTERNAL, "the runtime failed: " + e.getMessage());
        }
    }

    private static TaskEvent failed(Failed.Kind kind, String reason) {
        return TaskEvent.newBuilder()
                .setFailed(Failed.newBuilder().setKind(kind).setReason(reason))
                .build();
    }

    /** The task that runs, and the stream to its caller. */
    private static final class Running implements TaskHandler.Reporter {
        private final String name;
        private final ServerCallStreamObserver<TaskEvent> events;
        private volatile boolean cancelled;

        Running(String name, ServerCallStreamObserver<TaskEvent> events) {
            this.name = name;
            this.events = events;
        }

        void cancel() {
            cancelled = true;
        }

        @Override
        public void progress(Progress progress) {
            if (!events.isCancelled()) {
                events.onNext(
                        TaskEvent.newBuilder()
                                .setProgress(
                                        io.meridian.runtime.worker.v1.Progress.newBuilder()
                                                .setFraction(progress.fraction())
                                                .putAllMetrics(progress.metrics()))
                                .build());
            }
        }

        @Override
        public void checkpoint() {
            if (cancelled) {
                throw new TaskHandler.TaskCancelled();
            }
        }

        void finish(TaskEvent end) {
            if (!events.isCancelled()) {
                events.onNext(end);
                events.onCompleted();
            }
        }
    }
}
