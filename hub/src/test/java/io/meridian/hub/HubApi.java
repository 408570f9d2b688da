package io.meridian.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person's client of a hub. */
final class HubApi implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;
    private final @Nullable String token;

    HubApi(int port, @Nullable String token) {
        this.base = URI.create("http://127.0.0.1:" + port);
        this.token = token;
    }

    static HubApi login(int port, String username, String password) {
        try (var anonymous = new HubApi(port, null)) {
            var session =
                    anonymous.json(
                            "POST",
                            "/api/v1/session",
                            Map.of("username", username, "password", password));
            return new HubApi(port, session.path("token").asString());
        }
    }

    JsonNode get(String path) {
        return json("GET", path, null);
    }

    JsonNode post(String path, Object body) {
        return json("POST", path, body);
    }

    String submit(String yaml) {
        var answer =
                send(
                        "POST",
                        "/api/v1/jobs",
                        "application/yaml",
                        yaml.getBytes(StandardCharsets.UTF_8));
        requireGood(answer);
        return JsonMapper.shared().readTree(answer.body()).path("id").asString();
    }

    private JsonNode json(String method, String path, @Nullable Object body) {
        var answer =
                send(
                        method,
                        path,
                        "application/json",
                        body == null ? new byte[0] : JsonMapper.shared().writeValueAsBytes(body));
        requireGood(answer);
        return answer.body().length == 0
                ? JsonMapper.shared().createObjectNode()
                : JsonMapper.shared().readTree(answer.body());
    }

    private static void requireGood(HttpResponse<byte[]> answer) {
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(
                    "HTTP %d: %s"
                            .formatted(
                                    answer.statusCode(),
                                    new String(answer.body(), StandardCharsets.UTF_8)));
        }
    }

    HttpResponse<byte[]> send(String method, String path, String type, byte[] body) {
        var request =
                HttpRequest.newBuilder(base.resolve(path))
                        .method(
                                method,
                                body.length == 0
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(body))
                        .header("Content-Type", type);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request);
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    URI base() {
        return base;
    }

    @Override
    public void close() {
        http.close();
    }
}
