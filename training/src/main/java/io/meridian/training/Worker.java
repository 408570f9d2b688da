package io.meridian.training;

import io.meridian.runtime.Capabilities;
import io.meridian.runtime.libtorch.Torch;
import io.meridian.runtime.worker.TaskHandler;
import io.meridian.runtime.worker.Token;
import io.meridian.runtime.worker.WorkerServer;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Java worker's process: LibTorch for training, ONNX Runtime beside it for parity. Started by
 * an edge or a hub as the worker protocol says; ends when its standard input closes. Its log is its
 * standard error.
 */
public final class Worker {
    private static final String THREADS = "--threads=";
    private static final int USAGE = 2;

    private Worker() {}

    /** Runs the worker; {@code --threads=N} is how many threads it computes with. */
    public static void main(String[] arguments) throws IOException {
        int threads;
        Token token;
        try {
            threads = threads(arguments);
            token = token(System.getenv(Token.VARIABLE));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(USAGE);
            return;
        }
        Torch.useThreads(threads);
        List<TaskHandler> handlers = List.of(new TrainTask(), new EvaluateTask(threads));
        Capabilities capabilities =
                Torch.capabilities(handlers.stream().map(TaskHandler::kind).toList());
        WorkerServer server = WorkerServer.start(capabilities, handlers, token);
        System.out.printf(
                "MERIDIAN READY {\"role\":\"worker\",\"ports\":{\"grpc\":%d},\"pid\":%d}%n",
                server.port(), ProcessHandle.current().pid());
        System.out.flush();
        endWithParent();
    }

    private static int threads(String[] arguments) {
        int threads = 1;
        for (String argument : arguments) {
            if (!argument.startsWith(THREADS)) {
                throw new IllegalArgumentException(
                        "the worker knows the option --threads=N, not " + argument);
            }
            try {
                threads = Integer.parseInt(argument.substring(THREADS.length()));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("--threads must be a whole number", e);
            }
        }
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException("--threads must be in [1, 1024], not " + threads);
        }
        return threads;
    }

    private static Token token(@Nullable String value) {
        if (value == null) {
            throw new IllegalArgumentException(
                    "the worker is started by an edge, which passes a token in " + Token.VARIABLE);
        }
        return new Token(value);
    }

    /**
     * Nothing is worth saving: outputs are atomic, and native code may be in the middle of a batch.
     */
    private static void endWithParent() throws IOException {
        byte[] ignored = new byte[64];
        while (System.in.read(ignored) >= 0) {
            // The parent says nothing; only the end matters.
        }
        Runtime.getRuntime().halt(0);
    }
}
