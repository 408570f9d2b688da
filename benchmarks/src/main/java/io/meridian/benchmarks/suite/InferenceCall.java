package io.meridian.benchmarks.suite;

import io.meridian.benchmarks.harness.Benchmark;
import io.meridian.benchmarks.harness.Case;
import io.meridian.benchmarks.harness.Figure;
import io.meridian.benchmarks.harness.Peer;
import io.meridian.benchmarks.harness.PythonSide;
import io.meridian.benchmarks.harness.Resources;
import io.meridian.benchmarks.harness.Setting;
import io.meridian.benchmarks.harness.Side;
import io.meridian.benchmarks.harness.Trial;
import io.meridian.model.Graph;
import io.meridian.model.Networks;
import io.meridian.model.Shape;
import io.meridian.model.onnx.OnnxWriter;
import io.meridian.model.weights.Initialisation;
import io.meridian.runtime.onnx.OnnxSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One image after another through a loaded model; one thread on both sides. */
final class InferenceCall implements Benchmark {
    private static final int SIDE = 28;

    @Override
    public String name() {
        return "inference-call";
    }

    @Override
    public String summary() {
        return "asks small-resnet (28x28) for one image at a time through ONNX Runtime";
    }

    @Override
    public Peer peer(Setting setting) {
        return setting.programs().pythonPackage("onnxruntime");
    }

    @Override
    public Trial open(Setting setting) throws IOException {
        Graph graph = Networks.smallResidual(Shape.of(1, SIDE, SIDE), 16, 3, 1);
        Path model = setting.work().resolve("model.onnx");
        Files.write(model, OnnxWriter.write(graph, Initialisation.kaiming(graph, 1)));
        var resources = new Resources();
        var session = OnnxSession.open(model, 1);
        resources.add(session::close);
        var cases = new ArrayList<Case>();
        for (int batch : new int[] {1, 16}) {
            int calls = setting.pick(1600, 4) / batch + 1;
            float[] images = new float[batch * SIDE * SIDE];
            for (int i = 0; i < images.length; i++) {
                images[i] = i % 97 / 97f;
            }
            Side ours = () -> call(session, images, calls);
            Side peer =
                    resources.add(
                            new PythonSide(
                                    setting,
                                    InferenceCall.class,
                                    "inference_call.py",
                                    List.of(
                                            model.toString(),
                                            String.valueOf(batch),
                                            String.valueOf(calls))));
            cases.add(
                    new Case(
                            "%d calls with %d image%s"
                                    .formatted(calls, batch, batch == 1 ? "" : "s"),
                            ours,
                            peer,
                            List.of(Figure.millisEach("call", calls))));
        }
        var version = OnnxSession.capabilities(1).version();
        return new Trial(cases, List.of("our ONNX Runtime is " + version), resources);
    }

    private static double call(OnnxSession session, float[] images, int calls) {
        long begin = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            session.run(images);
        }
        return (System.nanoTime() - begin) / 1e9;
    }
}
