package io.meridian.serving.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.meridian.model.ModelException;
import io.meridian.runtime.ComputeException;
import io.meridian.serving.ServingException;
import io.meridian.serving.client.InferenceToken;
import io.meridian.serving.protocol.Body;
import io.meridian.serving.protocol.InferRequest;
import io.meridian.serving.protocol.ProtocolException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Open Inference Protocol, version 2, over HTTP on loopback. Every request but {@code
 * /v2/health/live} carries the token. Requests are read on virtual threads; native code runs on the
 * {@link Computation}'s platform threads.
 */
public final class InferenceServer implements AutoCloseable {
    private static final int MAXIMUM_BODY = InferRequest.MAXIMUM_BODY;

    /** How many requests are read at once; their bodies are what costs memory. */
    private static final int MAXIMUM_REQUESTS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(InferenceServer.class);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore requests = new Semaphore(MAXIMUM_REQUESTS);
    private final InferenceToken token;
    private final Models models;
    private final Computation computation = new Computation();
    private final Routes routes;

    /**
     * Binds and starts.
     *
     * @param port 0 for any free one
     * @param computeThreads that one model computes with
     */
    public InferenceServer(int port, InferenceToken token, int computeThreads) throws IOException {
        this.token = token;
        this.models = new Models(computeThreads);
        this.routes = new Routes(models, computation);
        this.http =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
    }

    /** The port that it listens on. */
    public int port() {
        return http.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            Body body = answer.body();
            if (body.hasTensors()) {
                exchange.getResponseHeaders()
                        .set(InferRequest.JSON_LENGTH, String.valueOf(body.jsonLength()));
            }
            exchange.getResponseHeaders()
                    .set(
                            "Content-Type",
                            body.hasTensors() ? "application/octet-stream" : "application/json");
            exchange.sendResponseHeaders(answer.status(), body.bytes().length);
            exchange.getResponseBody().write(body.bytes());
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String presented = exchange.getRequestHeaders().getFirst(InferenceToken.HEADER);
        if (path.equals("/v2/health/live")) {
            return Answer.json(200, MAPPER.createObjectNode().put("live", true));
        }
        if (!token.matches(presented)) {
            return Answer.error(
                    401, "the header %s must carry the token".formatted(InferenceToken.HEADER));
        }
        if (!requests.tryAcquire()) {
            return Answer.error(503, "too many requests at once; ask again later");
        }
        try {
            byte[] body = exchange.getRequestBody().readNBytes(MAXIMUM_BODY + 1);
            if (body.length > MAXIMUM_BODY) {
                // Who is still sending would not hear the answer; a little more is read for that.
                exchange.getRequestBody().skip(MAXIMUM_BODY);
                return Answer.error(
                        413,
                        "a request has at most %d bytes; send fewer examples"
                                .formatted(MAXIMUM_BODY));
            }
            List<String> parts = List.of(path.substring(1).split("/", -1));
            return routes.answer(
                    exchange.getRequestMethod(), parts, exchange.getRequestHeaders(), body);
        } catch (ProtocolException e) {
            return Answer.error(400, String.valueOf(e.getMessage()));
        } catch (ServingException | ModelException | ComputeException e) {
            LOG.warn("request refused: {}", e.getMessage());
            return Answer.error(422, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("request failed", e);
            return Answer.error(500, "the request failed; the log says why");
        } finally {
            requests.release();
        }
    }

    /** What is sent back. */
    record Answer(int status, Body body) {
        static Answer json(int status, JsonNode json) {
            byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
            return new Answer(status, new Body(bytes, bytes.length));
        }

        static Answer error(int status, String message) {
            return json(status, MAPPER.createObjectNode().put("error", message));
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.close();
        computation.close();
        models.close();
    }
}
