package io.meridian.serving.server;

import static io.meridian.serving.server.ServedModel.infer;
import static io.meridian.serving.server.ServedModel.json;
import static io.meridian.serving.server.ServedModel.numbers;
import static io.meridian.serving.server.ServedModel.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meridian.serving.client.InferenceToken;
import io.meridian.serving.protocol.InferRequest;
import io.meridian.testing.Peers;
import java.io.IOException;
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
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inference, as any client of the Open Inference Protocol sees it. */
class InferTests {
    private final Path folder;
    @AutoClose private final ServedModel served;

    InferTests(@TempDir Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.served = new ServedModel(folder);
    }

    @Test
    void givesTheNumbersOfTheReferenceImplementation() throws Exception {
        var examples = TinyPackage.examples(3);
        var input = folder.resolve("examples.bin");
        var bytes = ByteBuffer.allocate(examples.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(examples);
        Files.write(input, bytes.array());

        var answer =
                json(served.post("/v2/models/chest/infer", infer("[3,1,8,8]", numbers(examples))));
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
            assertThat(scores.get(i)).isCloseTo(1 / (1 + Math.exp(-expected.get(i))), within(1e-5));
        }
        assertThat(answer.path("id").asString()).isEqualTo("7");
    }

    @Test
    void isTheSameByTextNestedListsAndBytesInAnyBatch() throws Exception {
        var examples = TinyPackage.examples(70);
        var together =
                output(
                        json(
                                served.post(
                                        "/v2/models/chest/infer",
                                        infer("[70,1,8,8]", numbers(examples)))),
                        "logits");
        var last = new float[TinyPackage.SIZE];
        System.arraycopy(examples, 69 * TinyPackage.SIZE, last, 0, TinyPackage.SIZE);
        var nested = "[[[" + numbers(last).replace("[", "").replace("]", "") + "]]]";

        var alone =
                output(
                        json(
                                served.post(
                                        "/v2/models/chest/versions/v1/infer",
                                        infer("[1,1,8,8]", nested))),
                        "logits");
        var body = new InferRequest("", List.of(1L, 1L, 8L, 8L), last, false).toBody();
        var binary =
                output(
                        json(
                                served.send(
                                        served.request("/v2/models/chest/infer")
                                                .header(
                                                        InferRequest.JSON_LENGTH,
                                                        "" + body.jsonLength())
                                                .POST(BodyPublishers.ofByteArray(body.bytes())))),
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

        var answer = served.post("/v2/models/chest/infer", infer(shape, list));

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
        var answer = served.post("/v2/models/chest/infer", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).path("error").asString()).isNotBlank();
    }

    @Test
    void refusesDeepNestingAndGoesOn() throws Exception {
        var deep = "[".repeat(100_000);

        assertThat(served.post("/v2/models/chest/infer", infer("[1,1,8,8]", deep)).statusCode())
                .isEqualTo(400);
        assertThat(served.get("/v2/health/ready").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "99999999", "x", "3000000000"})
    void refusesAHeaderThatLies(String length) throws Exception {
        var answer =
                served.send(
                        served.request("/v2/models/chest/infer")
                                .header(InferRequest.JSON_LENGTH, length)
                                .POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("error").asString()).contains(InferRequest.JSON_LENGTH);
    }

    @Test
    void refusesWhatIsTooLarge() throws Exception {
        var text = served.post("/v2/models/chest/infer", " ".repeat(InferRequest.MAXIMUM_JSON + 1));
        var bytes =
                served.send(
                        served.request("/v2/models/chest/infer")
                                .POST(
                                        BodyPublishers.ofByteArray(
                                                new byte[InferRequest.MAXIMUM_BODY + 1_000_000])));

        assertThat(text.statusCode()).isEqualTo(400);
        assertThat(json(text).path("error").asString()).contains("as bytes");
        assertThat(bytes.statusCode()).isEqualTo(413);
        assertThat(json(bytes).path("error").asString()).contains("fewer examples");
    }

    @Test
    void answersManyAtOnceOrSaysThatItIsBusy() throws Exception {
        var body = infer("[1,1,8,8]", numbers(TinyPackage.examples(1)));
        var waiting = new ArrayList<java.util.concurrent.CompletableFuture<HttpResponse<String>>>();
        for (var i = 0; i < 40; i++) {
            waiting.add(
                    served.http.sendAsync(
                            served.request("/v2/models/chest/infer")
                                    .header(InferenceToken.HEADER, served.token.value())
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
