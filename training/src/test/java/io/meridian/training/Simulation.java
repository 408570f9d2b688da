package io.meridian.training;

import io.meridian.model.Graph;
import io.meridian.model.NetworkSpec;
import io.meridian.model.Networks;
import io.meridian.model.weights.Initialisation;
import io.meridian.model.weights.Tensor;
import io.meridian.model.weights.Weights;
import io.meridian.runtime.libtorch.TorchModule;
import io.meridian.runtime.worker.Progress;
import io.meridian.runtime.worker.Task;
import io.meridian.runtime.worker.TaskHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A federation of a few sites in one process, one after another, for tests. */
final class Simulation {
    private final Path folder;
    private final Graph graph;
    private final List<Medmnist> sites;
    private Weights weights;

    Simulation(Path folder, NetworkSpec network, List<Medmnist> sites, long seed)
            throws IOException {
        this.folder = folder;
        this.graph = Networks.build(network, Medmnist.PREPROCESSING.shape(), 1);
        this.sites = sites;
        this.weights = Initialisation.kaiming(graph, seed);
        for (int site = 0; site < sites.size(); site++) {
            Files.createDirectories(folder.resolve("in-" + site));
            Files.createDirectories(folder.resolve("out-" + site));
            Files.write(folder.resolve("in-" + site).resolve(TrainTask.GRAPH), graph.toJson());
            sites.get(site).write(folder.resolve("in-" + site).resolve(TrainTask.DATA));
        }
    }

    /** Deals examples to sites in Dirichlet shares of each class. */
    static List<Medmnist> split(Medmnist all, int sites, double concentration, long seed) {
        Random random = new Random(seed);
        List<List<Integer>> dealt = new ArrayList<>();
        for (int site = 0; site < sites; site++) {
            dealt.add(new ArrayList<>());
        }
        for (int label = 0; label < 2; label++) {
            double[] shares = new double[sites];
            double sum = 0;
            for (int site = 0; site < sites; site++) {
                // Gamma of integer shape: a sum of exponentials.
                for (int k = 0; k < (int) concentration; k++) {
                    shares[site] -= Math.log(1 - random.nextDouble());
                }
                sum += shares[site];
            }
            for (int i = 0; i < all.labels().length; i++) {
                if (all.labels()[i] == label) {
                    double at = random.nextDouble() * sum;
                    int site = 0;
                    while (site < sites - 1 && at >= shares[site]) {
                        at -= shares[site++];
                    }
                    dealt.get(site).add(i);
                }
            }
        }
        return dealt.stream().map(all::select).toList();
    }

    /** One round: every site trains from the same base, and the results are averaged. */
    void round(String local) throws IOException {
        List<Weights> updates = new ArrayList<>();
        for (int site = 0; site < sites.size(); site++) {
            Path in = folder.resolve("in-" + site);
            weights.write(in.resolve(TrainTask.BASE));
            Path out = folder.resolve("out-" + site);
            byte[] spec = "{\"local\":%s}".formatted(local).getBytes(StandardCharsets.UTF_8);
            new TrainTask().run(new Task("site-" + site, "train", spec, in, out), SILENT);
            updates.add(Weights.read(out.resolve(TrainTask.UPDATE)));
        }
        weights = average(updates);
    }

    private Weights average(List<Weights> updates) {
        double total = sites.stream().mapToInt(site -> site.labels().length).sum();
        Map<String, Tensor> average = new LinkedHashMap<>();
        for (String name : updates.getFirst().tensors().keySet()) {
            Tensor first = updates.getFirst().get(name);
            double[] sum = new double[first.elements()];
            for (int site = 0; site < sites.size(); site++) {
                float[] values = updates.get(site).get(name).floats();
                double share = sites.get(site).labels().length / total;
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += share * values[i];
                }
            }
            float[] values = new float[sum.length];
            for (int i = 0; i < sum.length; i++) {
                values[i] = (float) sum[i];
            }
            average.put(name, Tensor.floats(first.shape(), values));
        }
        return new Weights(average);
    }

    double auc(Medmnist test) {
        try (TorchModule module = new TorchModule(graph, weights)) {
            return test.auc(module.logits(test.flat()));
        }
    }

    static final TaskHandler.Reporter SILENT =
            new TaskHandler.Reporter() {
                @Override
                public void progress(Progress progress) {}

                @Override
                public void checkpoint() {}
            };
}
