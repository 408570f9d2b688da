package io.meridian.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.meridian.model.Graph;
import io.meridian.model.Node;
import io.meridian.model.Operation;
import io.meridian.model.Parameter;
import io.meridian.model.Shape;
import io.meridian.model.weights.Tensor;
import io.meridian.model.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Writes a graph with its weights as an ONNX model for inference: standard operators only, batch
 * dimension free, batch normalisation with running statistics. Input {@code input}, output {@code
 * logits}. Equal inputs give equal bytes.
 */
public final class OnnxWriter {
    /** Operator set 17 (IR version 8): read by every ONNX runtime since 2022. */
    public static final int OPERATOR_SET = 17;

    /** The output's name. */
    public static final String OUTPUT = "logits";

    private static final int IR_VERSION = 8;
    private static final String BATCH = "batch";

    private OnnxWriter() {}

    /** The model's bytes; the weights must fit. */
    public static byte[] write(Graph graph, Weights weights) {
        weights.requireFit(graph);
        GraphProto.Builder onnx = GraphProto.newBuilder().setName(graph.name());
        String last = graph.nodes().getLast().name();
        for (Node node : graph.nodes()) {
            onnx.addNode(node(node, last));
            for (Parameter parameter : node.operation().parameters(node.name())) {
                onnx.addInitializer(tensor(parameter.name(), weights.get(parameter.name())));
            }
        }
        onnx.addInput(value(Graph.INPUT, graph.input()));
        onnx.addOutput(value(OUTPUT, graph.output()));
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("meridian")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
                .setGraph(onnx)
                .build()
                .toByteArray();
    }

    private static NodeProto node(Node node, String last) {
        NodeProto.Builder onnx = NodeProto.newBuilder().setName(node.name());
        onnx.addAllInput(node.inputs());
        node.operation().parameters(node.name()).forEach(p -> onnx.addInput(p.name()));
        onnx.addOutput(node.name().equals(last) ? OUTPUT : node.name());
        switch (node.operation()) {
            case Operation.Conv2d conv ->
                    onnx.setOpType("Conv")
                            .addAttribute(ints("kernel_shape", conv.kernel(), 2))
                            .addAttribute(ints("strides", conv.stride(), 2))
                            .addAttribute(ints("pads", conv.padding(), 4))
                            .addAttribute(whole("group", conv.groups()));
            case Operation.BatchNorm2d norm ->
                    onnx.setOpType("BatchNormalization")
                            .addAttribute(
                                    AttributeProto.newBuilder()
                                            .setName("epsilon")
                                            .setType(AttributeProto.AttributeType.FLOAT)
                                            .setF((float) norm.epsilon()));
            case Operation.Relu _ -> onnx.setOpType("Relu");
            case Operation.Add _ -> onnx.setOpType("Add");
            case Operation.MaxPool2d pool ->
                    onnx.setOpType("MaxPool")
                            .addAttribute(ints("kernel_shape", pool.kernel(), 2))
                            .addAttribute(ints("strides", pool.stride(), 2))
                            .addAttribute(ints("pads", pool.padding(), 4));
            case Operation.GlobalAvgPool _ -> onnx.setOpType("GlobalAveragePool");
            case Operation.Flatten _ -> onnx.setOpType("Flatten").addAttribute(whole("axis", 1));
            case Operation.Linear _ -> onnx.setOpType("Gemm").addAttribute(whole("transB", 1));
        }
        return onnx.build();
    }

    private static AttributeProto whole(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto ints(String name, long value, int times) {
        List<Long> values = LongStream.generate(() -> value).limit(times).boxed().toList();
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(values)
                .build();
    }

    private static TensorProto tensor(String name, Tensor tensor) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addAllDims(tensor.shape())
                .setRawData(ByteString.copyFrom(tensor.bytes()))
                .build();
    }

    private static ValueInfoProto value(String name, Shape shape) {
        List<TensorShapeProto.Dimension> dimensions = new ArrayList<>();
        dimensions.add(TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH).build());
        for (int extent : shape.dimensions()) {
            dimensions.add(TensorShapeProto.Dimension.newBuilder().setDimValue(extent).build());
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(
                        TypeProto.newBuilder()
                                .setTensorType(
                                        TypeProto.Tensor.newBuilder()
                                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                                .setShape(
                                                        TensorShapeProto.newBuilder()
                                                                .addAllDim(dimensions))))
                .build();
    }
}
