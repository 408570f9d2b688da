package io.meridian.edge.link;

import io.meridian.edge.home.Home;
import io.meridian.serving.client.InferenceClient;
import io.meridian.serving.client.InferenceToken;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The inference process where it is now; its supervisor writes that down at each start.
 * Thread-safe.
 */
@Component
public class InferenceDoor implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Home home;
    private String known = "";
    private @Nullable InferenceClient client;

    InferenceDoor(Home home) {
        this.home = home;
    }

    /** A client; empty if no inference process was ever started. */
    synchronized Optional<InferenceClient> client() {
        if (!Files.isRegularFile(home.inference())) {
            return Optional.empty();
        }
        try {
            var text = Files.readString(home.inference());
            if (!text.equals(known)) {
                var json = JsonMapper.shared().readTree(text);
                close();
                client =
                        new InferenceClient(
                                json.path("port").asInt(),
                                new InferenceToken(json.path("token").asString("")),
                                TIMEOUT);
                known = text;
            }
            return Optional.ofNullable(client);
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            return Optional.ofNullable(client); // being written just now
        }
    }

    /** Whether the process answers. */
    public boolean up() {
        return client().map(InferenceClient::ready).orElse(false);
    }

    @Override
    public synchronized void close() {
        var before = client;
        if (before != null) {
            before.close();
            client = null;
        }
    }
}
