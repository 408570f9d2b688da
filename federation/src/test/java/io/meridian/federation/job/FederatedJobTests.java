package io.meridian.federation.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.federation.RoundId;
import io.meridian.federation.SiteName;
import io.meridian.federation.strategy.FedAvg;
import io.meridian.federation.strategy.FedProx;
import io.meridian.federation.strategy.Local;
import io.meridian.model.document.Problem;
import io.meridian.model.document.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FederatedJobTests {
    private static final String YAML =
            """
            name: chest-screening
            task: {type: binary, positive: pneumonia}
            dataset: chest
            network: {name: small-resnet, width: 24, blocks: 3}
            preprocessing: {channels: 1, height: 28, width: 28}
            strategy: {name: fedavg}
            sites: all
            rounds: 6
            quorum: 2
            deadlineSeconds: 120
            local: {epochs: 2, batchSize: 64, optimizer: adamw, learningRate: 0.002, weightDecay: 0.01, augmentation: {shift: 2, rotateDegrees: 10, contrast: 0.2}}
            seed: 1
            retentionDays: 30
            update: plain
            """;

    private static final SiteName FIRST = new SiteName("hospital-1");
    private static final SiteName SECOND = new SiteName("hospital-2");

    private static List<String> problems(String yaml) {
        return switch (FederatedJob.read(yaml)) {
            case Reading.Valid<FederatedJob> _ -> List.of();
            case Reading.Invalid<FederatedJob>(var problems) ->
                    problems.stream().map(Problem::toString).toList();
        };
    }

    @Test
    void readsAWholeDocument() {
        FederatedJob job = FederatedJob.read(YAML).orThrow();

        assertThat(job.name()).isEqualTo("chest-screening");
        assertThat(job.task()).isEqualTo(new Task("binary", "pneumonia"));
        assertThat(job.strategy()).isEqualTo(new FedAvg());
        assertThat(job.sites()).isEqualTo(new Sites.All());
        assertThat(job.quorumRule().deadline()).isEqualTo(Duration.ofMinutes(2));
        assertThat(job.local().augmentation()).isEqualTo(new Augmentation(2, 10, 0, 0.2));
        assertThat(job.maximumUpdateNorm()).isInfinite();
        assertThat(job.graph().parameterCount()).isPositive();
    }

    @Test
    void readsAJobOfLocalTraining() {
        String yaml =
                YAML.replace("fedavg", "local")
                        .replace("quorum: 2", "quorum: 1")
                        .replace("sites: all", "sites: [hospital-2, hospital-1]");

        FederatedJob job = FederatedJob.read(yaml).orThrow();

        assertThat(job.strategy()).isEqualTo(new Local());
        assertThat(job.sites().choose(Set.of(FIRST, SECOND, new SiteName("other"))))
                .containsExactly(FIRST, SECOND);
    }

    @Test
    void aStrategyBringsItsOwnFieldsAndObjective() {
        FederatedJob job =
                FederatedJob.read(YAML.replace("name: fedavg", "name: fedprox, mu: 0.1")).orThrow();

        assertThat(job.strategy()).isEqualTo(new FedProx(0.1));
        assertThat(job.strategy().objective().toMap())
                .isEqualTo(Map.of("type", "plain", "proximalMu", 0.1));
        assertThat(problems(YAML.replace("name: fedavg", "name: fedavg, mu: 0.1")))
                .containsExactly(
                        "line 6, strategy.mu: is not known here; remove it or use one of name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rounds: 6 | rounds: 0 | line 8, rounds: must be a whole number from 1 to 10000",
                "name: fedavg | name: fedavgg | line 6, strategy.name: must be one of fedavg, fedprox, local",
                "seed: 1 | sead: 1 | line 12, sead: is not known here",
                "epochs: 2 | epoch: 2 | line 11, local.epochs: is missing; add it",
                "update: plain | update: masked | line 14, update: masked updates are not available",
                "quorum: 2 | quorum: 1 | line 9, quorum: must be at least 2",
                "width: 24 | width: 2 | line 4, network: network.width must be in [4",
                "channels: 1 | channels: 2 | line 5, preprocessing: preprocessing.channels",
                "sites: all | sites: [a, a] | line 7, sites: names a site twice",
                "sites: all | sites: [a] | line 9, quorum: must be at most the number of sites",
                "dataset: chest | dataset: ../etc | line 3, dataset: must have 1 to 63",
                "0.002 | .inf | line 11, local.learningRate: must be a number from",
                "positive: pneumonia | positive: '' | line 2, task.positive: must name the finding",
            })
    void namesLineAndFieldOfWhatIsWrong(String good, String bad, String problem) {
        String yaml = YAML.replace(good, bad);

        assertThat(yaml).isNotEqualTo(YAML);
        assertThat(problems(yaml)).anyMatch(one -> one.startsWith(problem));
    }

    @Test
    void drawsAnotherSeedForEachRoundAndSiteAndTheSameForARetry() {
        FederatedJob job = FederatedJob.read(YAML).orThrow();
        RoundId round = new RoundId("job", 1);

        assertThat(job.localFor(round, FIRST)).isEqualTo(job.localFor(round, FIRST));
        assertThat(
                        Set.of(
                                job.localFor(round, FIRST).get("seed"),
                                job.localFor(round, SECOND).get("seed"),
                                job.localFor(round.next(), FIRST).get("seed")))
                .hasSize(3);
    }
}
