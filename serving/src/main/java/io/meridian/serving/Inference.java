package io.meridian.serving;

import io.meridian.serving.client.InferenceToken;
import io.meridian.serving.server.InferenceServer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * The inference process: {@code --port N} (0 for any free one) and {@code --threads N}; the token
 * in {@code MERIDIAN_INFERENCE_TOKEN}. Says when it is ready, and ends when its standard input
 * does. Logs go to standard error.
 */
public final class Inference {
    private static final int USAGE = 2;
    private static final int FAILED = 1;
    private static final int MAXIMUM_THREADS = 256;

    private Inference() {}

    public static void main(String[] arguments) {
        int port = 0;
        int threads = 1;
        try {
            for (int i = 0; i < arguments.length; i += 2) {
                int value = Integer.parseInt(i + 1 < arguments.length ? arguments[i + 1] : "");
                switch (arguments[i]) {
                    case "--port" -> port = value;
                    case "--threads" -> threads = value;
                    default -> throw new IllegalArgumentException(arguments[i]);
                }
            }
            if (port < 0 || port > 65_535 || threads < 1 || threads > MAXIMUM_THREADS) {
                throw new IllegalArgumentException("out of range");
            }
        } catch (IllegalArgumentException _) {
            fail(
                    USAGE,
                    "usage: Inference [--port 0..65535] [--threads 1..%d]"
                            .formatted(MAXIMUM_THREADS));
            return;
        }
        Map<String, String> environment = System.getenv();
        InferenceToken token;
        try {
            token = new InferenceToken(environment.getOrDefault(InferenceToken.VARIABLE, ""));
        } catch (IllegalArgumentException e) {
            fail(USAGE, String.valueOf(e.getMessage()));
            return;
        }
        serve(port, token, threads);
    }

    private static void serve(int port, InferenceToken token, int threads) {
        try (InferenceServer server = new InferenceServer(port, token, threads)) {
            System.out.println(
                    "MERIDIAN READY {\"role\":\"inference\",\"ports\":{\"http\":%d},\"pid\":%d}"
                            .formatted(server.port(), ProcessHandle.current().pid()));
            System.out.flush();
            awaitEnd(System.in);
        } catch (IOException e) {
            fail(FAILED, "port %d cannot be opened: %s".formatted(port, e.getMessage()));
        }
    }

    /** The parent holds the other end; it closes when the parent ends, however that happens. */
    private static void awaitEnd(InputStream input) throws IOException {
        byte[] ignored = new byte[256];
        int read;
        do {
            read = input.read(ignored);
        } while (read >= 0);
    }

    private static void fail(int code, String message) {
        System.err.println(message);
        System.exit(code);
    }
}
