package io.meridian.serving.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.meridian.serving.Inference;
import io.meridian.serving.server.InferenceServer;
import io.meridian.serving.server.TinyPackage;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class InferenceClientTests {
    private static final Duration PATIENT = Duration.ofSeconds(30);

    private final InferenceToken token = InferenceToken.random();
    private final Path folder;

    InferenceClientTests(@TempDir Path folder) throws IOException {
        this.folder = TinyPackage.write(folder.resolve("package"), 1);
    }

    private InferenceReply ask(InferenceClient client) {
        return client.infer("chest", TinyPackage.SHAPE, TinyPackage.examples(2));
    }

    @Nested
    class WithAServer {
        @Test
        void loadsAsksAndUnloads() throws IOException {
            try (var server = new InferenceServer(0, token, 1);
                    var client = new InferenceClient(server.port(), token, PATIENT)) {
                assertThat(client.ready()).isTrue();
                assertThat(client.version("chest")).isEmpty();
                assertThat(ask(client)).isInstanceOf(InferenceReply.NotLoaded.class);

                client.load("chest", "sha256:1", folder);

                assertThat(client.version("chest")).contains("sha256:1");
                assertThat(ask(client))
                        .isInstanceOfSatisfying(
                                InferenceReply.Answered.class,
                                answered -> {
                                    assertThat(answered.response().version()).isEqualTo("sha256:1");
                                    assertThat(answered.response().logits()).hasSize(2);
                                    assertThat(answered.response().score(0)).isBetween(0.0, 1.0);
                                });
                client.unload("chest");
                assertThat(ask(client)).isInstanceOf(InferenceReply.NotLoaded.class);
            }
        }

        @Test
        void saysWhyAPackageIsNotLoaded() throws IOException {
            try (var server = new InferenceServer(0, token, 1);
                    var client = new InferenceClient(server.port(), token, PATIENT)) {
                assertThatThrownBy(() -> client.load("chest", "1", folder.resolve("none")))
                        .isInstanceOf(InferenceException.class)
                        .hasMessageContaining("preprocessing.json");
            }
        }

        @Test
        void refusesWhatItCannotSend() throws IOException {
            try (var server = new InferenceServer(0, token, 1);
                    var client = new InferenceClient(server.port(), token, PATIENT)) {
                assertThatExceptionOfType(IllegalArgumentException.class)
                        .isThrownBy(() -> client.infer("chest", TinyPackage.SHAPE, new float[65]));
                assertThatExceptionOfType(IllegalArgumentException.class)
                        .isThrownBy(() -> client.infer("../x", TinyPackage.SHAPE, new float[64]));
                assertThat(client.infer("chest", TinyPackage.SHAPE, new float[64 * 140_000]))
                        .isInstanceOf(InferenceReply.Refused.class);
                client.load("chest", "1", folder);
                assertThat(client.infer("chest", List.of(1, 8, 9), new float[72]))
                        .isInstanceOf(InferenceReply.Refused.class);
            }
        }

        @Test
        void withAnotherTokenIsNotTheStudysFault() throws IOException {
            try (var server = new InferenceServer(0, token, 1);
                    var client =
                            new InferenceClient(server.port(), InferenceToken.random(), PATIENT)) {
                assertThat(client.ready()).isFalse();
                assertThat(ask(client)).isInstanceOf(InferenceReply.Unreachable.class);
                assertThatThrownBy(() -> client.load("chest", "1", folder))
                        .isInstanceOf(InferenceException.class)
                        .hasMessageContaining("token");
            }
        }
    }

    @Nested
    class WithoutOne {
        @Test
        void findsNobody() throws IOException {
            int port;
            try (var server = new InferenceServer(0, token, 1)) {
                port = server.port();
            }
            try (var client = new InferenceClient(port, token, PATIENT)) {
                assertThat(client.ready()).isFalse();
                assertThat(ask(client)).isInstanceOf(InferenceReply.Unreachable.class);
                assertThatThrownBy(() -> client.load("chest", "1", folder))
                        .isInstanceOf(InferenceException.class)
                        .hasMessageContaining("away");
            }
        }

        @Test
        void waitsNoLongerThanItMay() throws IOException {
            try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                    var client =
                            new InferenceClient(
                                    silent.getLocalPort(), token, Duration.ofMillis(300))) {
                var start = System.nanoTime();

                assertThat(ask(client)).isInstanceOf(InferenceReply.Unreachable.class);
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isLessThan(Duration.ofSeconds(10));
            }
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "'' | ",
                    "hello | ",
                    "{\"outputs\":[]} | ",
                    "{\"outputs\":[{\"name\":\"logits\",\"parameters\":{\"binary_data_size\":8}}]} | 66",
                    "{\"outputs\":[]} | 999999",
                    "{\"outputs\":[]} | -1",
                    "{\"outputs\":[]} | x"
                })
        void believesNoAnswerThatIsNone(String body, String length) throws IOException {
            var other =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            other.createContext(
                    "/",
                    exchange -> {
                        try (exchange) {
                            exchange.getRequestBody().readAllBytes();
                            if (length != null) {
                                exchange.getResponseHeaders()
                                        .set("Inference-Header-Content-Length", length);
                            }
                            var bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
                            exchange.sendResponseHeaders(
                                    200, bytes.length == 0 ? -1 : bytes.length);
                            exchange.getResponseBody().write(bytes);
                        }
                    });
            other.start();
            try (var client = new InferenceClient(other.getAddress().getPort(), token, PATIENT)) {
                assertThat(ask(client)).isInstanceOf(InferenceReply.Refused.class);
            } finally {
                other.stop(0);
            }
        }
    }

    /** The process of its own, started as an edge's supervisor starts it. */
    @Nested
    class TheProcess {
        private Process start(String... arguments) throws IOException {
            var command =
                    new java.util.ArrayList<>(
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                    "-Xmx256m",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Inference.class.getName()));
            command.addAll(List.of(arguments));
            var builder =
                    new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put(InferenceToken.VARIABLE, token.value());
            return builder.start();
        }

        private int port(BufferedReader output) throws IOException {
            var line = output.readLine();
            assertThat(line).startsWith("MERIDIAN READY ");
            return JsonMapper.shared()
                    .readTree(line.substring("MERIDIAN READY ".length()))
                    .path("ports")
                    .path("http")
                    .asInt();
        }

        @Test
        void isKilledAndAnswersAgainWhenItIsBack() throws Exception {
            var first = start("--port", "0");
            try (var output = first.inputReader()) {
                try (var client = new InferenceClient(port(output), token, PATIENT)) {
                    client.load("chest", "1", folder);
                    assertThat(ask(client)).isInstanceOf(InferenceReply.Answered.class);
                    first.destroyForcibly().waitFor();
                    assertThat(ask(client)).isInstanceOf(InferenceReply.Unreachable.class);
                }
            } finally {
                first.destroyForcibly();
            }
            var second = start("--port", "0", "--threads", "1");
            try (var output = second.inputReader();
                    var client = new InferenceClient(port(output), token, PATIENT)) {
                assertThat(ask(client)).isInstanceOf(InferenceReply.NotLoaded.class);
                client.load("chest", "1", folder);
                assertThat(ask(client)).isInstanceOf(InferenceReply.Answered.class);

                second.getOutputStream().close();
                assertThat(second.waitFor(20, TimeUnit.SECONDS))
                        .as("it ends with its parent")
                        .isTrue();
                assertThat(second.exitValue()).isZero();
            } finally {
                second.destroyForcibly();
            }
        }

        @Test
        void saysHowItIsUsed() throws Exception {
            for (var wrong :
                    List.of(List.of("--port", "x"), List.of("--port"), List.of("--bogus", "1"))) {
                var process = start(wrong.toArray(String[]::new));
                try {
                    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                    assertThat(process.exitValue()).isEqualTo(2);
                } finally {
                    process.destroyForcibly();
                }
            }
        }
    }
}
