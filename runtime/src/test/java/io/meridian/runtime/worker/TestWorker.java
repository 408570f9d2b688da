package io.meridian.runtime.worker;

import io.meridian.runtime.Capabilities;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A worker process without native code: its only kind of task says hello and then waits. */
final class TestWorker {
    private TestWorker() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 0) {
            System.exit(Integer.parseInt(arguments[0]));
        }
        var capabilities =
                new Capabilities("test", "1", "cpu", "any", 1, List.of("F32"), List.of());
        Token token = new Token(System.getenv(Token.VARIABLE));
        WorkerServer server = WorkerServer.start(capabilities, List.of(new Waiting()), token);
        System.out.println(
                "MERIDIAN READY {\"role\":\"worker\",\"ports\":{\"grpc\":%d},\"pid\":%d}"
                        .formatted(server.port(), ProcessHandle.current().pid()));
        while (System.in.read() >= 0) {
            // Only the end matters.
        }
        Runtime.getRuntime().halt(0);
    }

    private record Waiting() implements TaskHandler {
        @Override
        public String kind() {
            return "wait";
        }

        @Override
        public Map<String, Double> run(Task task, Reporter reporter) {
            reporter.progress(new Progress(0.5, Map.of("loss", 0.25)));
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Map.of();
        }
    }
}
