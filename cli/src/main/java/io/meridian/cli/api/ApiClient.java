package io.meridian.cli.api;

import io.meridian.cli.CommandException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One login at one hub or edge: JSON in, JSON out. A refusal becomes a {@link CommandException}
 * with the server's own sentence. Safe for use by several threads.
 */
public final class ApiClient {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final HttpClient http;
    private final URI base;
    private final String token;

    private ApiClient(HttpClient http, URI base, String token) {
        this.http = http;
        this.base = base;
        this.token = token;
    }

    /** Opens a session; a wrong name or password is refused with the server's sentence. */
    public static ApiClient login(URI base, Credentials credentials) {
        var http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(10))
                        .build();
        var anonymous = new ApiClient(http, base, "");
        var session =
                anonymous.post(
                        "/api/v1/session",
                        Map.of(
                                "username", credentials.username(),
                                "password", credentials.password()));
        return new ApiClient(http, base, session.path("token").asString());
    }

    public URI base() {
        return base;
    }

    public JsonNode get(String path) {
        return json(send("GET", path, BodyPublishers.noBody(), "application/json"));
    }

    public byte[] getBytes(String path) {
        return send("GET", path, BodyPublishers.noBody(), "*/*").body();
    }

    public JsonNode post(String path, Object body) {
        return post(path, "application/json", JSON.writeValueAsBytes(body));
    }

    public JsonNode post(String path, String contentType, byte[] body) {
        return json(send("POST", path, BodyPublishers.ofByteArray(body), contentType));
    }

    /** A value made safe for a query or path segment. */
    public static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> send(
            String method, String path, HttpRequest.BodyPublisher body, String contentType) {
        var request =
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(TIMEOUT)
                        .header("Accept", "application/json, application/problem+json, */*")
                        .method(method, body);
        if (!method.equals("GET")) {
            request.header("Content-Type", contentType);
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            var response = http.send(request.build(), BodyHandlers.ofByteArray());
            if (response.statusCode() >= 400) {
                throw new CommandException(
                        "%s refused %s %s: %s".formatted(base, method, path, problem(response)));
            }
            return response;
        } catch (IOException e) {
            throw new UnreachableException("%s does not answer; is it running?".formatted(base), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted while waiting for " + base, e);
        }
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        return response.body().length == 0
                ? JSON.createObjectNode()
                : JSON.readTree(response.body());
    }

    private static String problem(HttpResponse<byte[]> response) {
        try {
            var problem = JSON.readTree(response.body());
            var detail = problem.path("detail").asString("");
            return detail.isEmpty()
                    ? problem.path("title").asString("HTTP " + response.statusCode())
                    : detail;
        } catch (JacksonException _) {
            return "HTTP " + response.statusCode();
        }
    }
}
