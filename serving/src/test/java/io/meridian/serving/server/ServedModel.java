package io.meridian.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.serving.client.InferenceToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server with one small model, asked as any client of the Open Inference Protocol asks, without
 * our own client.
 */
final class ServedModel implements AutoCloseable {
    final InferenceToken token = InferenceToken.random();
    final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final InferenceServer server = new InferenceServer(0, token, 1);

    ServedModel(Path folder) throws IOException, InterruptedException {
        TinyPackage.write(folder.resolve("p1"), 1);
        assertThat(load("chest", "v1", folder.resolve("p1")).statusCode()).isEqualTo(200);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(
                request.setHeader(InferenceToken.HEADER, token.value()).build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> load(String name, String version, Path path)
            throws IOException, InterruptedException {
        return post(
                "/v2/repository/models/" + name + "/load",
                JsonMapper.shared()
                        .writeValueAsString(Map.of("path", path.toString(), "version", version)));
    }

    static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    static String infer(String shape, String data) {
        return "{\"id\":\"7\",\"inputs\":[{\"name\":\"input\",\"datatype\":\"FP32\",\"shape\":%s,\"data\":%s}]}"
                .formatted(shape, data);
    }

    static String numbers(float[] values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> Float.toString(values[i]))
                .collect(Collectors.joining(",", "[", "]"));
    }

    static List<Double> output(JsonNode answer, String name) {
        for (JsonNode output : answer.path("outputs")) {
            if (output.path("name").asString().equals(name)) {
                return output.path("data").valueStream().map(JsonNode::asDouble).toList();
            }
        }
        throw new AssertionError("no output " + name);
    }

    @Override
    public void close() {
        server.close();
        http.close();
    }
}
