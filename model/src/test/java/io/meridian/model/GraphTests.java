package io.meridian.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GraphTests {
    private static final Graph SMALL = Networks.smallResidual(Shape.of(1, 28, 28), 16, 3, 1);

    @Nested
    class SmallResidual {
        @Test
        void halvesTheImageAndDoublesTheChannelsAfterTheFirstBlock() {
            assertThat(SMALL.shapes())
                    .containsEntry("layer1.0.relu2", Shape.of(16, 28, 28))
                    .containsEntry("layer2.0.relu2", Shape.of(32, 14, 14))
                    .containsEntry("layer3.0.relu2", Shape.of(64, 7, 7));
            assertThat(SMALL.output()).isEqualTo(Shape.of(1));
        }

        @Test
        void namesParametersAsTorchvisionDoes() {
            assertThat(SMALL.parameters())
                    .extracting(Parameter::name)
                    .contains(
                            "conv1.weight",
                            "bn1.running_mean",
                            "layer2.0.downsample.0.weight",
                            "layer2.0.downsample.1.running_var",
                            "layer3.0.bn2.bias",
                            "fc.weight",
                            "fc.bias")
                    .doesNotContain("conv1.bias");
        }

        @Test
        void countsParametersAndMultiplyAdds() {
            Graph one = Networks.smallResidual(Shape.of(1, 4, 4), 4, 1, 1);

            // Three 3×3 convolutions, three normalisations of four channels, one linear layer.
            assertThat(one.parameterCount()).isEqualTo(36 + 144 + 144 + 3 * 8 + 5);
            assertThat(one.multiplyAdds()).isEqualTo(16 * (36 + 144 + 144) + 3 * 64 + 4);
        }

        @Test
        void isBuiltFromAJobsMap() {
            var map = Map.of("name", "small-resnet", "width", 16, "blocks", 3);

            assertThat(Networks.build(NetworkSpec.of(map), Shape.of(1, 28, 28), 1))
                    .isEqualTo(SMALL);
        }

        @Test
        void isRefusedOutsideItsBounds() {
            assertThatThrownBy(() -> NetworkSpec.of(Map.of("width", 1000)))
                    .hasMessageContaining("network.width must be in [4, 256]");
            assertThatThrownBy(() -> NetworkSpec.of(Map.of("depth", 3)))
                    .hasMessageContaining("not depth");
            assertThatThrownBy(() -> NetworkSpec.of(Map.of("name", "huge")))
                    .hasMessageContaining("small-resnet");
        }
    }

    @Nested
    class Json {
        @Test
        void survivesARoundTripByteForByte() {
            byte[] json = SMALL.toJson();

            assertThat(Graph.parse(json)).isEqualTo(SMALL);
            assertThat(Graph.parse(json).toJson()).isEqualTo(json);
        }

        @Test
        void namesTheNodeOfAnUnknownOperation() {
            refuses(
                    "{'name':'gate','op':'softmoe','inputs':['input']}",
                    "node gate",
                    "not softmoe");
        }

        @Test
        void namesTheNodeOfAWrongAttribute() {
            refuses(
                    "{'name':'a','op':'maxPool2d','inputs':['input'],'kernel':0,'stride':1,'padding':0}",
                    "node a",
                    "kernel must be in [1, 64], not 0");
            refuses("{'name':'a','op':'relu','inputs':['input'],'slope':1}", "node a", "slope");
            refuses("{'name':'a','op':'maxPool2d','inputs':['input'],'kernel':2}", "node a");
        }

        @Test
        void refusesWhatIsNotAGraph() {
            for (String text : List.of("", "[]", "{", "null", "{\"format\":\"other/9\"}")) {
                assertThatThrownBy(() -> Graph.parse(text.getBytes(UTF_8)))
                        .isInstanceOf(GraphException.class);
            }
        }
    }

    @Nested
    class Shapes {
        @Test
        void nameTheNodeThatDoesNotFit() {
            refuses(
                    "{'name':'head','op':'linear','inputs':['input'],'inFeatures':9,'outFeatures':1,'bias':true}",
                    "node head (linear of [1×4×4])",
                    "a vector of 9");
            refuses("{'name':'a','op':'relu','inputs':['later']}", "node a", "later");
            refuses("{'name':'a','op':'add','inputs':['input']}", "node a", "needs 2 inputs");
            refuses("{'name':'input','op':'relu','inputs':['input']}", "node input", "taken");
        }
    }

    private static void refuses(String node, String... parts) {
        String json =
                "{'format':'meridian.graph/1','name':'t','input':[1,4,4],'nodes':[%s]}"
                        .formatted(node)
                        .replace('\'', '"');
        assertThatThrownBy(() -> Graph.parse(json.getBytes(UTF_8)))
                .isInstanceOf(GraphException.class)
                .hasMessageContainingAll(parts);
    }
}
