package io.meridian.serving.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meridian.serving.client.InferenceToken;
import io.meridian.serving.protocol.InferRequest;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The wire as any client of the Open Inference Protocol sees it, without our own client. */
class InferenceServerTests {
    private final InferenceToken token = InferenceToken.random();
    private final InferenceServer server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path folder;

    InferenceServerTests(@TempDir Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.server = new InferenceServer(0, token, 1);
        TinyPackage.write(folder.resolve("p1"), 1);
        assertThat(load("chest", "v1", folder.resolve("p1")).statusCode()).isEqualTo(200);
    }

    @AfterEach
    void close() {
        server.close();
        http.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(
                request.setHeader(InferenceToken.HEADER, token.value()).build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    private HttpResponse<String> post(String path, String body)
            throws IOException, InterruptedException {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> load(String name, String version, Path path)
            throws IOException, InterruptedException {
        return post(
                "/v2/repository/models/" + name + "/load",
                JsonMapper.shared()
                        .writeValueAsString(Map.of("path", path.toString(), "version", version)));
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private static String infer(String shape, String data) {
        return "{\"id\":\"7\",\"inputs\":[{\"name\":\"input\",\"datatype\":\"FP32\",\"shape\":%s,\"data\":%s}]}"
                .formatted(shape, data);
    }

    private static String numbers(float[] values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> Float.toString(values[i]))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static List<Double> output(JsonNode answer, String name) {
        for (JsonNode output : answer.path("outputs")) {
            if (output.path("name").asString().equals(name)) {
                return output.path("data").valueStream().map(JsonNode::asDouble).toList();
            }
        }
        throw new AssertionError("no output " + name);
    }

    @Nested
    class Health {
        @Test
        void isLiveForAnyoneAndReadyForWhoHasTheToken() throws Exception {
            var live = http.send(request("/v2/health/live").build(), BodyHandlers.ofString());

            assertThat(live.statusCode()).isEqualTo(200);
            assertThat(json(live).path("live").asBoolean()).isTrue();
            assertThat(json(get("/v2/health/ready")).path("ready").asBoolean()).isTrue();
            assertThat(json(get("/v2")).path("extensions").valueStream().map(JsonNode::asString))
                    .contains("binary_tensor_data", "model_repository");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/v2",
                    "/v2/health/ready",
                    "/v2/models/chest",
                    "/v2/models/chest/infer",
                    "/x"
                })
        void isAllThatIsToldWithoutTheToken(String path) throws Exception {
            for (var wrong : List.of("x", InferenceToken.random().value(), "")) {
                var answer =
                        http.send(
                                request(path).header(InferenceToken.HEADER, wrong).build(),
                                BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(answer.body()).doesNotContain("chest", token.value());
            }
        }
    }

    @Nested
    class AModel {
        @ParameterizedTest
        @ValueSource(strings = {"/v2/models/chest", "/v2/models/chest/versions/v1"})
        void saysWhatItReadsAndGives(String path) throws Exception {
            var metadata = json(get(path));

            assertThat(metadata.path("name").asString()).isEqualTo("chest");
            assertThat(metadata.path("versions").path(0).asString()).isEqualTo("v1");
            assertThat(metadata.path("inputs").path(0).path("shape").toString())
                    .isEqualTo("[-1,1,8,8]");
            assertThat(metadata.path("outputs").size()).isEqualTo(2);
            assertThat(get(path + "/ready").statusCode()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/v2/models/other",
                    "/v2/models/chest/versions/v2",
                    "/v2/models/chest/versions/v2/ready",
                    "/v2/models/chest/nothing",
                    "/v2/models/chest/nothing/ready",
                    "/v2/models/chest/versions/v1/x/ready",
                    "/v2/models",
                    "/v3",
                    "/",
                    "/v2/repository/models/chest/load"
                })
        void isNotFoundElsewhere(String path) throws Exception {
            var answer = get(path);

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(json(answer).path("error").asString()).isNotBlank();
        }

        @ParameterizedTest
        @CsvSource({"..%2F..%2Fetc, 404", "a%20b, 400", "%E8%82%BA, 400"})
        void hasANameOfPlainCharacters(String name, int status) throws Exception {
            assertThat(get("/v2/models/" + name).statusCode()).isIn(status, 400);
        }

        @Test
        void isReplacedAndUnloaded() throws Exception {
            var before =
                    post(
                            "/v2/models/chest/infer",
                            infer("[1,1,8,8]", numbers(TinyPackage.examples(1))));
            load("chest", "v2", TinyPackage.write(folder.resolve("p2"), 2));
            var after =
                    post(
                            "/v2/models/chest/infer",
                            infer("[1,1,8,8]", numbers(TinyPackage.examples(1))));

            assertThat(json(after).path("model_version").asString()).isEqualTo("v2");
            assertThat(output(json(after), "logits")).isNotEqualTo(output(json(before), "logits"));

            assertThat(post("/v2/repository/models/chest/unload", "").statusCode()).isEqualTo(200);
            assertThat(post("/v2/repository/models/chest/unload", "").statusCode()).isEqualTo(200);
            assertThat(get("/v2/models/chest/ready").statusCode()).isEqualTo(404);
        }

        @Test
        void staysIfTheNextCannotBeLoaded() throws Exception {
            var broken = TinyPackage.write(folder.resolve("p3"), 3);
            Files.write(broken.resolve("model.onnx"), new byte[] {1, 2, 3});
            var incomplete = TinyPackage.write(folder.resolve("p4"), 4);
            Files.delete(incomplete.resolve("labels.json"));
            var wrongShape = TinyPackage.write(folder.resolve("p5"), 5);
            Files.writeString(
                    wrongShape.resolve("preprocessing.json"),
                    "{\"channels\":1,\"height\":28,\"width\":28}");

            for (var wrong : List.of(broken, incomplete, wrongShape, folder.resolve("none"))) {
                var answer = load("chest", "v2", wrong);
                assertThat(answer.statusCode()).as(wrong.toString()).isEqualTo(422);
                assertThat(json(answer).path("error").asString()).isNotBlank();
            }
            assertThat(load("chest", "v2", Path.of("relative")).statusCode()).isEqualTo(400);
            assertThat(post("/v2/repository/models/chest/load", "{").statusCode()).isEqualTo(400);
            assertThat(json(get("/v2/models/chest")).path("versions").path(0).asString())
                    .isEqualTo("v1");
        }
    }

    @Nested
    class Inference {
        @Test
        void givesTheNumbersOfTheReferenceImplementation() throws Exception {
            var examples = TinyPackage.examples(3);
            var input = folder.resolve("examples.bin");
            var bytes = ByteBuffer.allocate(examples.length * 4).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(examples);
            Files.write(input, bytes.array());

            var answer =
                    json(post("/v2/models/chest/infer", infer("[3,1,8,8]", numbers(examples))));
            var reference =
                    Peers.runPython(
                            List.of("onnx", "numpy"),
                            """
                            import sys, numpy, onnx
                            from onnx.reference import ReferenceEvaluator
                            model = ReferenceEvaluator(onnx.load(sys.argv[1]))
                            x = numpy.fromfile(sys.argv[2], '<f4').reshape(3, 1, 8, 8)
                            print(*model.run(None, {model.input_names[0]: x})[0].ravel())
                            """,
                            folder.resolve("p1/model.onnx"),
                            input);

            var logits = output(answer, "logits");
            var scores = output(answer, "scores");
            var expected = Arrays.stream(reference.split(" ", -1)).map(Double::valueOf).toList();
            assertThat(logits).hasSize(3).doesNotHaveDuplicates();
            for (var i = 0; i < 3; i++) {
                assertThat(logits.get(i)).isCloseTo(expected.get(i), within(1e-4));
                assertThat(scores.get(i))
                        .isCloseTo(1 / (1 + Math.exp(-expected.get(i))), within(1e-5));
            }
            assertThat(answer.path("id").asString()).isEqualTo("7");
        }

        @Test
        void isTheSameByTextNestedListsAndBytesInAnyBatch() throws Exception {
            var examples = TinyPackage.examples(70);
            var together =
                    output(
                            json(
                                    post(
                                            "/v2/models/chest/infer",
                                            infer("[70,1,8,8]", numbers(examples)))),
                            "logits");
            var last = new float[TinyPackage.SIZE];
            System.arraycopy(examples, 69 * TinyPackage.SIZE, last, 0, TinyPackage.SIZE);
            var nested = "[[[" + numbers(last).replace("[", "").replace("]", "") + "]]]";

            var alone =
                    output(
                            json(
                                    post(
                                            "/v2/models/chest/versions/v1/infer",
                                            infer("[1,1,8,8]", nested))),
                            "logits");
            var body = new InferRequest("", List.of(1L, 1L, 8L, 8L), last, false).toBody();
            var binary =
                    output(
                            json(
                                    send(
                                            request("/v2/models/chest/infer")
                                                    .header(
                                                            InferRequest.JSON_LENGTH,
                                                            "" + body.jsonLength())
                                                    .POST(
                                                            BodyPublishers.ofByteArray(
                                                                    body.bytes())))),
                            "logits");

            assertThat(alone).containsExactly(together.get(69));
            assertThat(binary).isEqualTo(alone);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "[1,8,8] | [0] | as many numbers",
                    "[1,1,8,9] | 72 | reads examples of",
                    "[2,1,8,8] | 64 | as many numbers",
                    "[0,1,8,8] | [] | at least 1",
                    "[-1,1,8,8] | 64 | at least 1",
                    "[64] | 64 | as many numbers",
                    "[] | [] | as many numbers",
                    "7 | 64 | as many numbers",
                    "[99999,99999,99999] | [] | at least 1",
                    "[1,1,8,8] | [\"a\"] | numbers in lists",
                    "[1,1,8,8] | {} | numbers in lists",
                    "[1,1,8,8] | null | numbers in lists",
                    "[1,1,8,8] | 1e39 | finite",
                    "[1,1,8,8] | 1e999 | finite"
                })
        void refusesWhatTheModelCannotReadAndSaysWhy(String shape, String data, String reason)
                throws Exception {
            var list =
                    data.matches("\\d+")
                            ? numbers(new float[Integer.parseInt(data)])
                            : data.contains("e")
                                    ? numbers(new float[63]).replace("]", "," + data + "]")
                                    : data;

            var answer = post("/v2/models/chest/infer", infer(shape, list));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(json(answer).path("error").asString()).contains(reason);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "{",
                    "[]",
                    "{}",
                    "{\"inputs\":[]}",
                    "{\"inputs\":[{},{}]}",
                    "{\"inputs\":[{\"name\":\"input\",\"datatype\":\"INT64\",\"shape\":[1,1,8,8],\"data\":[]}]}",
                    "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1,1,8,8],\"data\":[]}]}",
                    "{\"inputs\":[{\"name\":\"input\",\"datatype\":\"FP32\",\"shape\":[1,1,8,8],\"parameters\":{\"binary_data_size\":256}}]}",
                    "{\"inputs\":[{\"name\":\"input\",\"datatype\":\"FP32\",\"shape\":[1,1,8,8],\"parameters\":{\"binary_data_size\":-4}}]}",
                    "{\"outputs\":[{\"name\":\"boxes\"}],\"inputs\":[{\"name\":\"input\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[1]}]}"
                })
        void refusesWhatIsNoRequest(String body) throws Exception {
            var answer = post("/v2/models/chest/infer", body);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(json(answer).path("error").asString()).isNotBlank();
        }

        @Test
        void refusesDeepNestingAndGoesOn() throws Exception {
            var deep = "[".repeat(100_000);

            assertThat(post("/v2/models/chest/infer", infer("[1,1,8,8]", deep)).statusCode())
                    .isEqualTo(400);
            assertThat(get("/v2/health/ready").statusCode()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"-1", "99999999", "x", "3000000000"})
        void refusesAHeaderThatLies(String length) throws Exception {
            var answer =
                    send(
                            request("/v2/models/chest/infer")
                                    .header(InferRequest.JSON_LENGTH, length)
                                    .POST(BodyPublishers.ofString("{}")));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).path("error").asString()).contains(InferRequest.JSON_LENGTH);
        }

        @Test
        void refusesWhatIsTooLarge() throws Exception {
            var text = post("/v2/models/chest/infer", " ".repeat(InferRequest.MAXIMUM_JSON + 1));
            var bytes =
                    send(
                            request("/v2/models/chest/infer")
                                    .POST(
                                            BodyPublishers.ofByteArray(
                                                    new byte
                                                            [InferRequest.MAXIMUM_BODY
                                                                    + 1_000_000])));

            assertThat(text.statusCode()).isEqualTo(400);
            assertThat(json(text).path("error").asString()).contains("as bytes");
            assertThat(bytes.statusCode()).isEqualTo(413);
            assertThat(json(bytes).path("error").asString()).contains("fewer examples");
        }

        @Test
        void answersManyAtOnceOrSaysThatItIsBusy() throws Exception {
            var body = infer("[1,1,8,8]", numbers(TinyPackage.examples(1)));
            var waiting =
                    new ArrayList<java.util.concurrent.CompletableFuture<HttpResponse<String>>>();
            for (var i = 0; i < 40; i++) {
                waiting.add(
                        http.sendAsync(
                                request("/v2/models/chest/infer")
                                        .header(InferenceToken.HEADER, token.value())
                                        .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                                        .build(),
                                BodyHandlers.ofString()));
            }
            var answered = 0;
            for (var one : waiting) {
                assertThat(one.get().statusCode()).isIn(200, 503);
                answered += one.get().statusCode() == 200 ? 1 : 0;
            }
            assertThat(answered).isPositive();
        }
    }
}
