package io.meridian.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.model.NetworkSpec;
import io.meridian.runtime.libtorch.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three unequal hospitals reach on PneumoniaMNIST what the demo promises. */
@Tag("slow")
class PneumoniaFederationTests {
    private static final String LOCAL =
            """
            {"epochs": 2, "batchSize": 64, "optimizer": "adamw", "learningRate": 0.004,
             "weightDecay": 0.01, "seed": SEED,
             "augmentation": {"shift": 2, "rotateDegrees": 10, "contrast": 0.4}}
            """;

    @Test
    void sixRoundsOfTwoEpochsReachAnAucOf96Percent(@TempDir Path folder) throws IOException {
        Path file = Medmnist.pneumonia();
        Torch.useThreads(1);
        List<Medmnist> sites = Simulation.split(Medmnist.read(file, "train"), 3, 2, 1);
        var network = new NetworkSpec("small-resnet", 16, 3);
        Simulation simulation = new Simulation(folder, network, sites, 1);
        for (int round = 1; round <= 6; round++) {
            simulation.round(LOCAL.replace("SEED", String.valueOf(100 + round)));
        }

        assertThat(simulation.auc(Medmnist.read(file, "test"))).isGreaterThan(0.96);
    }
}
