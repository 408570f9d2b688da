package io.meridian.validation.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.testing.Peers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every number against scikit-learn, statsmodels, or NumPy written down from the paper. */
final class OracleTests {
    private static final int SETS = 40;

    @TempDir private Path folder;

    /** With ties, clusters, few cases of one class, scores at 0 and 1. */
    private static Predictions[] sets(int seed) {
        Random random = new Random(seed);
        int n = random.nextInt(30, 400);
        boolean[] positive = new boolean[n];
        double[] one = new double[n];
        double[] other = new double[n];
        int[] groups = new int[n];
        double prevalence = random.nextDouble(0.1, 0.9);
        for (int i = 0; i < n; i++) {
            groups[i] = seed % 2 == 0 ? i : random.nextInt(n / 3);
            positive[i] = random.nextDouble() < prevalence;
            double signal = (positive[i] ? 0.8 : 0) + 0.4 * (groups[i] % 5);
            one[i] = score(random, signal, seed % 3 == 0 ? 20 : 1_000_000);
            other[i] = score(random, signal / 2, seed % 3 == 0 ? 20 : 1_000_000);
        }
        return new Predictions[] {
            Predictions.of(positive, one, groups), Predictions.of(positive, other, groups)
        };
    }

    private static double score(Random random, double signal, int steps) {
        double p = 1 / (1 + Math.exp(-(signal - 1 + random.nextGaussian())));
        return (double) Math.round(p * steps) / steps;
    }

    private static void put(ObjectNode json, String name, Estimate estimate) {
        if (estimate instanceof Estimate.Known known) {
            json.putArray(name).add(known.value()).add(known.low()).add(known.high());
        }
    }

    private static ObjectNode describe(JsonMapper mapper, Predictions[] pair) {
        Predictions predictions = pair[0];
        ObjectNode json = mapper.createObjectNode();
        ArrayNode y = json.putArray("y");
        ArrayNode s = json.putArray("s");
        ArrayNode t = json.putArray("t");
        ArrayNode g = json.putArray("g");
        for (int i = 0; i < predictions.size(); i++) {
            y.add(predictions.positive(i) ? 1 : 0);
            s.add(predictions.score(i));
            t.add(pair[1].score(i));
            g.add(predictions.group(i));
        }
        put(json, "auc", Auc.estimate(predictions));
        Auc.Difference difference = Auc.difference(predictions, List.of(pair[1]));
        put(json, "difference", difference.estimate());
        json.put("p", difference.p());
        double threshold =
                ((ThresholdRule.Choice.Chosen) new ThresholdRule.Youden().choose(predictions))
                        .threshold();
        json.put("threshold", threshold);
        OperatingPoint point = OperatingPoint.at(threshold, predictions);
        put(json, "sensitivity", point.sensitivity());
        put(json, "specificity", point.specificity());
        put(json, "ppv", point.positivePredictiveValue());
        put(json, "npv", point.negativePredictiveValue());
        Calibration calibration = Calibration.of(predictions);
        json.put("brier", calibration.brier());
        json.put("ece", calibration.expectedError());
        put(json, "slope", calibration.slope());
        put(json, "intercept", calibration.intercept());
        return json;
    }

    @Test
    void equalsThePeersOnRandomAndAdversarialInputs() throws Exception {
        JsonMapper mapper = JsonMapper.builder().build();
        ArrayNode all = mapper.createArrayNode();
        for (int seed = 1; seed <= SETS; seed++) {
            all.add(describe(mapper, sets(seed)));
        }
        Path file = folder.resolve("sets.json");
        Files.write(file, mapper.writeValueAsBytes(all));
        String script =
                new String(
                        Files.readAllBytes(Path.of("src/test/resources/oracle.py")),
                        StandardCharsets.UTF_8);

        String said =
                Peers.runPython(List.of("numpy", "scipy", "sklearn", "statsmodels"), script, file);

        assertThat(said).endsWith("checked " + SETS);
    }
}
