package io.meridian.runtime.worker;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.meridian.runtime.Capabilities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A worker's side of the protocol, on a loopback port. One task at a time, on one platform thread
 * of its own; calls are answered on another, so that a busy worker still hears a cancellation.
 */
public final class WorkerServer implements AutoCloseable {
    private static final long STACK_BYTES = 16L << 20;

    private final Server server;
    private final ExecutorService tasks;
    private final ExecutorService calls;

    /** Native libraries go deeper than a Java thread's usual stack, and then end the process. */
    private static Thread taskThread(Runnable work) {
        var thread = new Thread(null, work, "task", STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    }

    private WorkerServer(Server server, ExecutorService tasks, ExecutorService calls) {
        this.server = server;
        this.tasks = tasks;
        this.calls = calls;
    }

    /** Starts to listen on a free loopback port. */
    public static WorkerServer start(
            Capabilities capabilities, List<TaskHandler> handlers, Token token) throws IOException {
        ExecutorService tasks = Executors.newSingleThreadExecutor(WorkerServer::taskThread);
        ExecutorService calls =
                Executors.newFixedThreadPool(
                        2, Thread.ofPlatform().name("call-", 0).daemon().factory());
        Server server =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .executor(calls)
                        .intercept(new Guard(token))
                        .addService(new WorkerService(capabilities, handlers, tasks))
                        .build()
                        .start();
        return new WorkerServer(server, tasks, calls);
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
        tasks.shutdownNow();
        calls.shutdownNow();
    }

    /** Lets no call pass that lacks the token. */
    private record Guard(Token token) implements ServerInterceptor {
        @Override
        public <Q, S> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
            if (token.matches(headers.get(Token.KEY))) {
                return next.startCall(call, headers);
            }
            call.close(
                    Status.UNAUTHENTICATED.withDescription("the token is wrong"), new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }
}
