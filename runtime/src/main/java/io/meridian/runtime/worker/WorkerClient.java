package io.meridian.runtime.worker;

import com.google.protobuf.ByteString;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.meridian.runtime.Capabilities;
import io.meridian.runtime.ComputeException;
import io.meridian.runtime.worker.v1.CancelRequest;
import io.meridian.runtime.worker.v1.DescribeRequest;
import io.meridian.runtime.worker.v1.Description;
import io.meridian.runtime.worker.v1.TaskEvent;
import io.meridian.runtime.worker.v1.TaskRequest;
import io.meridian.runtime.worker.v1.WorkerGrpc;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Speaks to a worker on this machine. Thread-safe; calls block, so use virtual threads. */
public final class WorkerClient implements AutoCloseable {
    private static final long DESCRIBE_SECONDS = 30;
    private static final long CANCEL_SECONDS = 10;

    private final ManagedChannel channel;
    private final WorkerGrpc.WorkerBlockingStub stub;

    private WorkerClient(ManagedChannel channel, ClientInterceptor token) {
        this.channel = channel;
        this.stub = WorkerGrpc.newBlockingStub(channel).withInterceptors(token);
    }

    /** Connects to a loopback port. */
    public static WorkerClient connect(int port, Token token) {
        Metadata metadata = new Metadata();
        metadata.put(Token.KEY, token.value());
        ManagedChannel channel =
                NettyChannelBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                        .usePlaintext()
                        .build();
        return new WorkerClient(channel, MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    /** What the worker can do. */
    public Capabilities describe() {
        try {
            Description answer =
                    stub.withDeadlineAfter(DESCRIBE_SECONDS, TimeUnit.SECONDS)
                            .describe(DescribeRequest.getDefaultInstance());
            return new Capabilities(
                    answer.getRuntime(),
                    answer.getVersion(),
                    answer.getDevice(),
                    answer.getChip(),
                    answer.getThreads(),
                    answer.getTypesList(),
                    answer.getKindsList());
        } catch (StatusRuntimeException e) {
            throw new ComputeException("the worker does not answer: " + e.getStatus(), e);
        }
    }

    /**
     * Runs a task and waits for its end.
     *
     * @throws ComputeException when the connection breaks before the end
     */
    public TaskOutcome run(Task task, Consumer<Progress> progress) {
        TaskRequest request =
                TaskRequest.newBuilder()
                        .setTask(task.name())
                        .setKind(task.kind())
                        .setSpec(ByteString.copyFrom(task.spec()))
                        .setInputDir(task.input().toString())
                        .setOutputDir(task.output().toString())
                        .build();
        try {
            Iterator<TaskEvent> events = stub.run(request);
            while (events.hasNext()) {
                TaskEvent event = events.next();
                switch (event.getEventCase()) {
                    case PROGRESS -> {
                        var p = event.getProgress();
                        double fraction = Math.clamp(p.getFraction(), 0.0, 1.0);
                        progress.accept(new Progress(fraction, p.getMetricsMap()));
                    }
                    case DONE -> {
                        return new TaskOutcome.Done(event.getDone().getMetricsMap());
                    }
                    case FAILED -> {
                        var failed = event.getFailed();
                        return new TaskOutcome.Failed(
                                switch (failed.getKind()) {
                                    case INVALID -> TaskOutcome.Cause.INVALID;
                                    case DIVERGED -> TaskOutcome.Cause.DIVERGED;
                                    case INTERNAL, KIND_UNSPECIFIED, UNRECOGNIZED ->
                                            TaskOutcome.Cause.INTERNAL;
                                },
                                failed.getReason());
                    }
                    case CANCELLED -> {
                        return new TaskOutcome.Cancelled();
                    }
                    case EVENT_NOT_SET -> {} // of a later version
                }
            }
        } catch (StatusRuntimeException e) {
            throw new ComputeException("the worker was lost: " + e.getStatus(), e);
        }
        throw new ComputeException("the worker ended the task without an outcome");
    }

    /** Asks a running task to stop; {@link #run} then yields {@link TaskOutcome.Cancelled}. */
    public void cancel(String task) {
        try {
            var _ =
                    stub.withDeadlineAfter(CANCEL_SECONDS, TimeUnit.SECONDS)
                            .cancel(CancelRequest.newBuilder().setTask(task).build());
        } catch (StatusRuntimeException e) {
            throw new ComputeException("the worker does not answer: " + e.getStatus(), e);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
