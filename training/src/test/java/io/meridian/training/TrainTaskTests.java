package io.meridian.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.model.weights.Tensor;
import io.meridian.model.weights.Weights;
import io.meridian.model.weights.WeightsException;
import io.meridian.runtime.libtorch.Torch;
import io.meridian.runtime.libtorch.TorchModule;
import io.meridian.runtime.worker.Progress;
import io.meridian.runtime.worker.Task;
import io.meridian.runtime.worker.TaskFailure;
import io.meridian.runtime.worker.TaskHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TrainTaskTests {
    @TempDir private Path input;
    @TempDir private Path output;

    @BeforeAll
    static void oneThread() {
        Torch.useThreads(1);
    }

    @BeforeEach
    void toy() throws IOException {
        Toy.write(input, 200);
    }

    private Map<String, Double> train(String spec) throws IOException {
        return train(spec, Simulation.SILENT);
    }

    private Map<String, Double> train(String spec, TaskHandler.Reporter reporter)
            throws IOException {
        byte[] json = spec.replace('\'', '"').getBytes(UTF_8);
        return new TrainTask().run(new Task("t", "train", json, input, output), reporter);
    }

    private Weights update() throws IOException {
        return Weights.read(output.resolve(TrainTask.UPDATE));
    }

    @Test
    void learnsWhatCanBeLearnt() throws IOException {
        for (String optimizer : List.of("adamw", "sgd")) {
            train(
                    "{'objective':{'type':'plain','proximalMu':0},'local':{'epochs':8,'batchSize':20,'optimizer':'%s','learningRate':0.02,'seed':1}}"
                            .formatted(optimizer));
            JsonNode metrics = TaskJson.MAPPER.readTree(output.resolve("metrics.json").toFile());
            assertThat(metrics.get("examples").intValue()).isEqualTo(200);
            assertThat(metrics.get("loss").size()).isEqualTo(8);
            assertThat(metrics.get("loss").get(7).doubleValue())
                    .isLessThan(metrics.get("loss").get(0).doubleValue() / 2);

            Weights data = Weights.read(input.resolve(TrainTask.DATA));
            long[] labels = data.get("labels").longs();
            try (TorchModule module = new TorchModule(Toy.GRAPH, update())) {
                float[] logits = module.logits(data.get("inputs").floats());
                for (int i = 0; i < labels.length; i++) {
                    assertThat(logits[i] > 0)
                            .as("%s, example %d", optimizer, i)
                            .isEqualTo(labels[i] == 1);
                }
            }
        }
    }

    @Test
    void theUpdateCarriesLearntStatistics() throws IOException {
        train("{'local':{'epochs':1}}");

        assertThat(update().get("bn1.running_mean").floats())
                .isNotEqualTo(new float[] {0, 0, 0, 0});
        update().requireFit(Toy.GRAPH);
        assertThat(output).isDirectoryNotContaining("glob:**.partial");
    }

    @Test
    void theSameSeedGivesTheSameBitsAndAnotherGivesOthers() throws IOException {
        String spec =
                "{'local':{'epochs':2,'seed':%d,'augmentation':{'shift':1,'rotateDegrees':5,'contrast':0.1}}}";
        train(spec.formatted(3));
        byte[] once = Files.readAllBytes(output.resolve(TrainTask.UPDATE));
        train(spec.formatted(3));
        assertThat(Files.readAllBytes(output.resolve(TrainTask.UPDATE))).isEqualTo(once);
        train(spec.formatted(4));
        assertThat(Files.readAllBytes(output.resolve(TrainTask.UPDATE))).isNotEqualTo(once);
    }

    @Test
    void aProximalTermKeepsTheWeightsNearTheBase() throws IOException {
        train("{'local':{'epochs':4,'learningRate':0.01}}");
        double free = distance(update());
        train(
                "{'objective':{'type':'plain','proximalMu':10},'local':{'epochs':4,'learningRate':0.01}}");

        assertThat(distance(update())).isLessThan(free / 2).isGreaterThan(0);
    }

    private double distance(Weights weights) throws IOException {
        Weights base = Weights.read(input.resolve(TrainTask.BASE));
        float[] before = base.get("layer1.0.conv1.weight").floats();
        float[] after = weights.get("layer1.0.conv1.weight").floats();
        double sum = 0;
        for (int i = 0; i < before.length; i++) {
            sum += Math.pow((double) after[i] - before[i], 2);
        }
        return Math.sqrt(sum);
    }

    @Test
    void reportsEveryEpoch() throws IOException {
        List<Progress> seen = new ArrayList<>();
        train(
                "{'local':{'epochs':3}}",
                new TaskHandler.Reporter() {
                    @Override
                    public void progress(Progress progress) {
                        seen.add(progress);
                    }

                    @Override
                    public void checkpoint() {}
                });

        assertThat(seen).extracting(p -> p.metrics().get("epoch")).contains(1.0, 2.0, 3.0);
        assertThat(seen.getLast().fraction()).isEqualTo(1);
        assertThat(seen.getLast().metrics()).containsKeys("loss", "epochs");
    }

    @Test
    void stopsWhenTheCallerWantsNoMore() throws IOException {
        var noMore = new IllegalStateException("no more");
        assertThatThrownBy(() ->
                        train(
                                "{'local':{'epochs':3}}",
                                new TaskHandler.Reporter() {
                                    @Override
                                    public void progress(Progress progress) {}

                                    @Override
                                    public void checkpoint() {
                                        throw noMore;
                                    }
                                }))
                .isSameAs(noMore);
        assertThat(output).isEmptyDirectory();
    }

    @Test
    void aLossThatIsNotFiniteStopsWithTheBatchNamed() throws IOException {
        Weights base = Weights.read(input.resolve(TrainTask.BASE));
        Map<String, Tensor> broken = new LinkedHashMap<>(base.tensors());
        broken.put("fc.bias", Tensor.floats(List.of(1L), Float.NaN));
        new Weights(broken).write(input.resolve(TrainTask.BASE));

        assertThatThrownBy(() -> train("{'local':{'epochs':1}}"))
                .isInstanceOfSatisfying(
                        TaskFailure.class,
                        failure ->
                                assertThat(failure.getMessage()).contains("epoch 1, batch 1 of 3"));
        assertThat(output).isEmptyDirectory();
    }

    @Test
    void aSiteWithOneClassOnlyStillTrains() throws IOException {
        Weights data = Toy.data(20);
        Map<String, Tensor> tensors = new LinkedHashMap<>(data.tensors());
        tensors.put("labels", Tensor.longs(List.of(20L), new long[20]));
        new Weights(tensors).write(input.resolve(TrainTask.DATA));

        assertThat(train("{'local':{'epochs':1}}")).containsEntry("examples", 20.0);
    }

    @Test
    void inputThatCannotBeRightIsRefusedWithTheRule() throws IOException {
        refuses("{'local':{'epochs':0}}", "local.epochs must be in [1, 1000]");
        refuses("{'local':{'epochs':1,'warp':2}}", "warp");
        refuses("{'local':{'epochs':1,'optimizer':'magic'}}", "magic");
        refuses("{'local':{'epochs':1,'augmentation':{'shift':900}}}", "shift is in [0, 64]");
        refuses("{'objective':{'type':'robust'},'local':{'epochs':1}}", "not robust");
        refuses("{", "not valid");
        Map<String, Tensor> tensors = new LinkedHashMap<>(Toy.data(4).tensors());
        tensors.put("labels", Tensor.longs(List.of(4L), 0, 1, 2, 1));
        new Weights(tensors).write(input.resolve(TrainTask.DATA));
        refuses("{'local':{'epochs':1}}", "must be 0 or 1");
        tensors.put("labels", Tensor.longs(List.of(3L), 0, 1, 1));
        new Weights(tensors).write(input.resolve(TrainTask.DATA));
        refuses("{'local':{'epochs':1}}", "labels must be I64 [4]");
        float[] infinite = new float[4 * 64];
        infinite[70] = Float.POSITIVE_INFINITY;
        tensors.put("inputs", Tensor.floats(List.of(4L, 1L, 8L, 8L), infinite));
        tensors.put("labels", Tensor.longs(List.of(4L), 0, 1, 0, 1));
        new Weights(tensors).write(input.resolve(TrainTask.DATA));
        refuses("{'local':{'epochs':1}}", "example 1");
        tensors.put("inputs", Tensor.floats(List.of(4L, 64L), new float[256]));
        new Weights(tensors).write(input.resolve(TrainTask.DATA));
        refuses("{'local':{'epochs':1}}", "a network that reads [1×8×8]");
        Files.write(input.resolve(TrainTask.DATA), new byte[100]);
        assertThatThrownBy(() -> train("{'local':{'epochs':1}}"))
                .isInstanceOf(WeightsException.class);
        assertThat(output).isEmptyDirectory();
    }

    private void refuses(String spec, String part) {
        assertThatThrownBy(() -> train(spec))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining(part);
    }
}
