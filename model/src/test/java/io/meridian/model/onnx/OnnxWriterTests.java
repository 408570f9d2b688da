package io.meridian.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.meridian.model.Graph;
import io.meridian.model.Networks;
import io.meridian.model.Shape;
import io.meridian.model.weights.Initialisation;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxWriterTests {
    private static final Graph GRAPH = Networks.smallResidual(Shape.of(1, 28, 28), 8, 3, 1);
    private static final byte[] MODEL = OnnxWriter.write(GRAPH, Initialisation.kaiming(GRAPH, 1));

    @Test
    void writesEqualBytesForEqualModels() {
        assertThat(OnnxWriter.write(GRAPH, Initialisation.kaiming(GRAPH, 1))).isEqualTo(MODEL);
    }

    @Test
    void leavesTheBatchFreeAndNamesInputAndOutput() throws IOException {
        var graph = ModelProto.parseFrom(MODEL).getGraph();

        assertThat(graph.getInput(0).getName()).isEqualTo("input");
        assertThat(graph.getInput(0).getType().getTensorType().getShape().getDim(0).getDimParam())
                .isEqualTo("batch");
        assertThat(graph.getOutput(0).getName()).isEqualTo("logits");
        assertThat(graph.getNode(graph.getNodeCount() - 1).getOutput(0)).isEqualTo("logits");
    }

    @Test
    void passesTheCheckerOfOnnx(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("model.onnx");
        Files.write(file, MODEL);

        String printed =
                Peers.runPython(
                        List.of("onnx"),
                        """
                        import sys, onnx
                        model = onnx.load(sys.argv[1])
                        onnx.checker.check_model(model, full_check=True)
                        inferred = onnx.shape_inference.infer_shapes(model, strict_mode=True)
                        print([v.name for v in inferred.graph.output], model.opset_import[0].version)
                        """,
                        file);

        assertThat(printed).contains("['logits'] 17");
    }
}
