package io.meridian.serving.client;

import io.meridian.serving.protocol.Body;
import io.meridian.serving.protocol.InferRequest;
import io.meridian.serving.protocol.InferResponse;
import io.meridian.serving.protocol.ProtocolException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks one inference process on loopback. Thread-safe. A process that is away is an answer ({@link
 * InferenceReply.Unreachable}), not an exception: it comes back, at another port, and then needs
 * another client.
 */
public final class InferenceClient implements AutoCloseable {
    /** What a model may be called. */
    public static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final HttpClient http;
    private final URI base;
    private final InferenceToken token;
    private final Duration timeout;

    /**
     * A client.
     *
     * @param timeout of one request
     */
    public InferenceClient(int port, InferenceToken token, Duration timeout) {
        this.base = URI.create("http://127.0.0.1:" + port);
        this.token = token;
        this.timeout = timeout;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .build();
    }

    /** Whether the process answers and takes requests. */
    public boolean ready() {
        return send(request("/v2/health/ready").GET().build())
                .map(response -> response.statusCode() == 200)
                .orElse(false);
    }

    /**
     * Loads a package, or another version in its place; until that is ready the old one answers.
     *
     * @param name by which it is asked for
     * @param version what answers will carry: the release's digest
     * @param folder with {@code model.onnx}, {@code preprocessing.json} and {@code labels.json}
     */
    public void load(String name, String version, Path folder) {
        byte[] body =
                MAPPER.writeValueAsBytes(
                        MAPPER.createObjectNode()
                                .put("path", folder.toAbsolutePath().toString())
                                .put("version", version));
        require(
                request("/v2/repository/models/" + checked(name) + "/load")
                        .POST(BodyPublishers.ofByteArray(body))
                        .build());
    }

    /** Unloads a model; nothing happens if it is not there. */
    public void unload(String name) {
        require(
                request("/v2/repository/models/" + checked(name) + "/unload")
                        .POST(BodyPublishers.noBody())
                        .build());
    }

    /** The version of a model that is loaded. */
    public Optional<String> version(String name) {
        return send(request("/v2/models/" + checked(name)).GET().build())
                .filter(response -> response.statusCode() == 200)
                .map(response -> json(response.body()).path("versions").path(0).asString(""));
    }

    /**
     * Asks for the scores of a batch.
     *
     * @param shape of one example, as the package's preprocessing yields it
     * @param examples one after another
     */
    public InferenceReply infer(String name, List<Integer> shape, float[] examples) {
        long size = shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        if (size < 1 || examples.length == 0 || examples.length % size != 0) {
            throw new IllegalArgumentException(
                    "a batch has whole examples of %d numbers, not %d"
                            .formatted(size, examples.length));
        }
        List<Long> dimensions =
                Stream.concat(
                                Stream.of(examples.length / size),
                                shape.stream().map(Integer::longValue))
                        .toList();
        Body body = new InferRequest("", dimensions, examples, true).toBody();
        if (body.bytes().length > InferRequest.MAXIMUM_BODY) {
            return new InferenceReply.Refused(
                    "a request has at most %d bytes; ask about fewer examples at once"
                            .formatted(InferRequest.MAXIMUM_BODY));
        }
        HttpRequest request =
                request("/v2/models/" + checked(name) + "/infer")
                        .header("Content-Type", "application/octet-stream")
                        .header(InferRequest.JSON_LENGTH, String.valueOf(body.jsonLength()))
                        .POST(BodyPublishers.ofByteArray(body.bytes()))
                        .build();
        return send(request)
                .map(response -> reply(response, examples.length / size))
                .orElseGet(() -> new InferenceReply.Unreachable("it does not answer"));
    }

    private static InferenceReply reply(HttpResponse<byte[]> response, long examples) {
        return switch (response.statusCode()) {
            case 200 -> answer(response, examples);
            // Another process has taken the port: the one that knows us is started elsewhere.
            case 401 -> new InferenceReply.Unreachable("it does not know this token");
            case 404 -> new InferenceReply.NotLoaded();
            case 503 -> new InferenceReply.Busy();
            default -> new InferenceReply.Refused(error(response));
        };
    }

    private static InferenceReply answer(HttpResponse<byte[]> response, long examples) {
        try {
            int length =
                    response.headers()
                            .firstValue(InferRequest.JSON_LENGTH)
                            .map(Integer::parseInt)
                            .orElse(response.body().length);
            InferResponse answer = InferResponse.parse(response.body(), length);
            boolean whole = answer.logits().length == examples;
            for (float logit : answer.logits()) {
                whole &= Float.isFinite(logit);
            }
            return whole
                    ? new InferenceReply.Answered(answer)
                    : new InferenceReply.Refused("the model must give one finite logit an example");
        } catch (NumberFormatException _) {
            return new InferenceReply.Refused(InferRequest.JSON_LENGTH + " must be a number");
        } catch (ProtocolException e) {
            return new InferenceReply.Refused(String.valueOf(e.getMessage()));
        }
    }

    private void require(HttpRequest request) {
        HttpResponse<byte[]> response = send(request).orElseThrow(InferenceException::away);
        if (response.statusCode() != 200) {
            throw InferenceException.answered(response.statusCode(), error(response));
        }
    }

    private static String error(HttpResponse<byte[]> response) {
        String message = json(response.body()).path("error").asString("");
        return message.isEmpty() ? "HTTP status " + response.statusCode() : message;
    }

    private static JsonNode json(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException _) {
            return MAPPER.getNodeFactory().stringNode(new String(body, StandardCharsets.UTF_8));
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(timeout)
                .header(InferenceToken.HEADER, token.value());
    }

    private Optional<HttpResponse<byte[]>> send(HttpRequest request) {
        try {
            return Optional.of(http.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a model's name has 1 to 128 letters, digits, '.', '_' and '-'");
        }
        return name;
    }

    @Override
    public void close() {
        http.close();
    }
}
