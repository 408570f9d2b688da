package io.meridian.edge.link;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person's client of a hub or an edge. */
final class TestApi implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;
    private @Nullable String token;

    private TestApi(int port) {
        this.base = URI.create("http://127.0.0.1:" + port);
    }

    static TestApi login(int port, String username, String password) {
        var api = new TestApi(port);
        api.token =
                api.post("/api/v1/session", Map.of("username", username, "password", password))
                        .path("token")
                        .asString();
        return api;
    }

    JsonNode get(String path) {
        return send("GET", path, "application/json", new byte[0]);
    }

    JsonNode post(String path, Object body) {
        return send("POST", path, "application/json", JsonMapper.shared().writeValueAsBytes(body));
    }

    JsonNode send(String method, String path, String type, byte[] body) {
        var request =
                HttpRequest.newBuilder(base.resolve(path))
                        .header("Content-Type", type)
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(
                        "HTTP %d: %s"
                                .formatted(
                                        answer.statusCode(),
                                        new String(answer.body(), StandardCharsets.UTF_8)));
            }
            return JsonMapper.shared().readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Something that may not be there yet. */
    interface Condition {
        boolean holds() throws Exception;
    }

    static void await(String what, Condition condition) throws Exception {
        var until = Instant.now().plus(PATIENCE);
        while (!condition.holds()) {
            if (Instant.now().isAfter(until)) {
                throw new AssertionError("did not happen in time: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
