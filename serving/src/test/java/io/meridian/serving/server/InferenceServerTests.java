package io.meridian.serving.server;

import static io.meridian.serving.server.ServedModel.infer;
import static io.meridian.serving.server.ServedModel.json;
import static io.meridian.serving.server.ServedModel.numbers;
import static io.meridian.serving.server.ServedModel.output;
import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.serving.client.InferenceToken;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Health and models, as any client of the Open Inference Protocol sees them. */
class InferenceServerTests {
    private final Path folder;
    @AutoClose private final ServedModel served;

    InferenceServerTests(@TempDir Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.served = new ServedModel(folder);
    }

    @Nested
    class Health {
        @Test
        void isLiveForAnyoneAndReadyForWhoHasTheToken() throws Exception {
            var live =
                    served.http.send(
                            served.request("/v2/health/live").build(), BodyHandlers.ofString());

            assertThat(live.statusCode()).isEqualTo(200);
            assertThat(json(live).path("live").asBoolean()).isTrue();
            assertThat(json(served.get("/v2/health/ready")).path("ready").asBoolean()).isTrue();
            assertThat(
                            json(served.get("/v2"))
                                    .path("extensions")
                                    .valueStream()
                                    .map(JsonNode::asString))
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
                        served.http.send(
                                served.request(path).header(InferenceToken.HEADER, wrong).build(),
                                BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(answer.body()).doesNotContain("chest", served.token.value());
            }
        }
    }

    @Nested
    class AModel {
        @ParameterizedTest
        @ValueSource(strings = {"/v2/models/chest", "/v2/models/chest/versions/v1"})
        void saysWhatItReadsAndGives(String path) throws Exception {
            var metadata = json(served.get(path));

            assertThat(metadata.path("name").asString()).isEqualTo("chest");
            assertThat(metadata.path("versions").path(0).asString()).isEqualTo("v1");
            assertThat(metadata.path("inputs").path(0).path("shape").toString())
                    .isEqualTo("[-1,1,8,8]");
            assertThat(metadata.path("outputs").size()).isEqualTo(2);
            assertThat(served.get(path + "/ready").statusCode()).isEqualTo(200);
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
            var answer = served.get(path);

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(json(answer).path("error").asString()).isNotBlank();
        }

        @ParameterizedTest
        @CsvSource({"..%2F..%2Fetc, 404", "a%20b, 400", "%E8%82%BA, 400"})
        void hasANameOfPlainCharacters(String name, int status) throws Exception {
            assertThat(served.get("/v2/models/" + name).statusCode()).isIn(status, 400);
        }

        @Test
        void isReplacedAndUnloaded() throws Exception {
            var before =
                    served.post(
                            "/v2/models/chest/infer",
                            infer("[1,1,8,8]", numbers(TinyPackage.examples(1))));
            served.load("chest", "v2", TinyPackage.write(folder.resolve("p2"), 2));
            var after =
                    served.post(
                            "/v2/models/chest/infer",
                            infer("[1,1,8,8]", numbers(TinyPackage.examples(1))));

            assertThat(json(after).path("model_version").asString()).isEqualTo("v2");
            assertThat(output(json(after), "logits")).isNotEqualTo(output(json(before), "logits"));

            assertThat(served.post("/v2/repository/models/chest/unload", "").statusCode())
                    .isEqualTo(200);
            assertThat(served.post("/v2/repository/models/chest/unload", "").statusCode())
                    .isEqualTo(200);
            assertThat(served.get("/v2/models/chest/ready").statusCode()).isEqualTo(404);
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
                var answer = served.load("chest", "v2", wrong);
                assertThat(answer.statusCode()).as(wrong.toString()).isEqualTo(422);
                assertThat(json(answer).path("error").asString()).isNotBlank();
            }
            assertThat(served.load("chest", "v2", Path.of("relative")).statusCode()).isEqualTo(400);
            assertThat(served.post("/v2/repository/models/chest/load", "{").statusCode())
                    .isEqualTo(400);
            assertThat(json(served.get("/v2/models/chest")).path("versions").path(0).asString())
                    .isEqualTo("v1");
        }
    }
}
