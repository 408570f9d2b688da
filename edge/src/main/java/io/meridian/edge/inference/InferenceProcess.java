package io.meridian.edge.inference;

import io.meridian.edge.home.Home;
import io.meridian.serving.client.InferenceClient;
import io.meridian.serving.client.InferenceReply;
import io.meridian.serving.client.InferenceToken;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The inference process wherever it listens now: its port and token are read anew for each
 * question, since it restarts. Thread-safe.
 */
@Component
final class InferenceProcess implements DisposableBean {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Home home;
    private @Nullable Address address;
    private @Nullable InferenceClient client;

    InferenceProcess(Home home) {
        this.home = home;
    }

    private record Address(int port, InferenceToken token) {}

    InferenceReply infer(String model, List<Integer> shape, float[] example) {
        var current = current();
        return current == null
                ? new InferenceReply.Unreachable("it has not started yet")
                : current.infer(model, shape, example);
    }

    private synchronized @Nullable InferenceClient current() {
        var now = read();
        if (now == null || now.equals(address)) {
            return client;
        }
        destroy();
        address = now;
        client = new InferenceClient(now.port(), now.token(), TIMEOUT);
        return client;
    }

    private @Nullable Address read() {
        if (!Files.isRegularFile(home.inference())) {
            return null;
        }
        try {
            var json = JsonMapper.shared().readTree(home.inference().toFile());
            return new Address(
                    json.path("port").asInt(0),
                    new InferenceToken(json.path("token").asString("")));
        } catch (JacksonException | IllegalArgumentException e) {
            return null; // being replaced just now: ask again later
        }
    }

    @Override
    public synchronized void destroy() {
        var old = client;
        client = null;
        address = null;
        if (old != null) {
            old.close();
        }
    }
}
