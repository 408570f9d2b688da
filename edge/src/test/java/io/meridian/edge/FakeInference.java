package io.meridian.edge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.meridian.edge.home.Home;
import io.meridian.edge.home.ZoneKeys;
import io.meridian.serving.client.InferenceToken;
import io.meridian.serving.protocol.InferRequest;
import io.meridian.serving.protocol.InferResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An inference process without a model: the logit is the mean of its input, so that a bright image
 * is positive. Speaks the protocol over HTTP and checks the token.
 */
public final class FakeInference implements AutoCloseable {
    public final AtomicInteger asked = new AtomicInteger();
    private final HttpServer server;
    private final InferenceToken token = InferenceToken.random();
    private final String version;

    public FakeInference(String version) throws IOException {
        this.version = version;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v2/models/pneumonia/infer", this::infer);
        server.start();
    }

    /** Writes where it listens, as the supervisor does. */
    public void announce(Home home) throws IOException {
        home.create();
        ZoneKeys.writeOwnerOnly(
                home.inference(),
                "{\"port\":%d,\"token\":\"%s\"}"
                        .formatted(server.getAddress().getPort(), token.value())
                        .getBytes(StandardCharsets.UTF_8));
    }

    private void infer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!token.matches(exchange.getRequestHeaders().getFirst(InferenceToken.HEADER))) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            var length =
                    Integer.parseInt(
                            exchange.getRequestHeaders().getFirst(InferRequest.JSON_LENGTH));
            var request = InferRequest.parse(exchange.getRequestBody().readAllBytes(), length);
            var sum = 0.0;
            for (var value : request.values()) {
                sum += value;
            }
            var logit = (float) (sum / request.values().length);
            asked.incrementAndGet();
            var body =
                    new InferResponse("pneumonia", version, "", new float[] {logit}).toBody(true);
            exchange.getResponseHeaders()
                    .add(InferRequest.JSON_LENGTH, Integer.toString(body.jsonLength()));
            exchange.sendResponseHeaders(200, body.bytes().length);
            exchange.getResponseBody().write(body.bytes());
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
