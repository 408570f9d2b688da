package io.meridian.edge.link;

import io.meridian.artifact.Digest;
import io.meridian.artifact.Parent;
import io.meridian.edge.ledger.SiteJournal;
import io.meridian.edge.ledger.SiteRecords;
import io.meridian.edge.research.TrainingData;
import io.meridian.governance.annotation.Split;
import io.meridian.model.preprocessing.Preprocessing;
import io.meridian.model.weights.Tensor;
import io.meridian.model.weights.Weights;
import io.meridian.network.outbox.Outbox;
import io.meridian.network.outbox.OutboxEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.json.JsonMapper;

/** A research zone with one small data set, whose positive images are brighter. */
class FakeData implements TrainingData {
    static final String NAME = "chest";

    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    private final Version version;

    FakeData(SiteRecords records, SiteJournal journal, Outbox outbox) {
        var basis =
                records.finish(
                        records.begin("legal-basis", EPOCH)
                                .field("purpose", "training")
                                .field("basis", "approval")
                                .field("approvalNumber", "A-1"),
                        "legal-basis",
                        "basis-1");
        var dataset =
                records.finish(
                        records.begin("dataset", EPOCH)
                                .field("name", NAME)
                                .parent(Parent.holding("legal-basis", basis.reference())),
                        "dataset",
                        "chest-1");
        var commitment =
                records.finish(
                        records.begin("dataset-commitment", EPOCH)
                                .field("name", NAME)
                                .field("version", 1)
                                .field("commitment", "hmac-sha256:" + "0".repeat(64))
                                .field("splitUnit", "subject")
                                .field(
                                        "statistics",
                                        JsonMapper.shared()
                                                .readTree(
                                                        "{\"threshold\":5,\"cells\":{\"train\":{\"0\":500,\"1\":500}}}"))
                                .parent(Parent.holding("dataset", dataset.reference()))
                                .parent(Parent.holding("legal-basis", basis.reference())),
                        "dataset-commitment",
                        "chest-1");
        version = new Version(NAME, dataset.digest(), commitment.digest(), "training");
        records.share(basis);
        records.share(commitment);
        outbox.add(
                new OutboxEvent(
                        "commit/" + commitment.digest().value(),
                        "dataset-committed",
                        JsonMapper.shared()
                                .writeValueAsString(
                                        Map.of("digest", commitment.digest().value()))));
        journal.append("test/begun", "access", JsonMapper.shared().createObjectNode(), List.of());
    }

    /** Adds it to an application's beans, before any other. */
    static class Wiring {
        @Bean
        @Primary
        TrainingData fakeData(SiteRecords records, SiteJournal journal, Outbox outbox) {
            return new FakeData(records, journal, outbox);
        }
    }

    @Override
    public Optional<Version> newest(String name) {
        return name.equals(NAME) ? Optional.of(version) : Optional.empty();
    }

    @Override
    public Exported export(
            Version asked, Split split, String positive, Preprocessing preprocessing, Path file)
            throws IOException {
        var count = split == Split.TRAIN ? 256 : 60;
        var random = new Random(split.word().hashCode());
        var size = (int) preprocessing.shape().elements();
        var pixels = new float[count * size];
        var labels = new long[count];
        var list = new ArrayList<Integer>();
        var groups = new ArrayList<Integer>();
        for (var at = 0; at < count; at++) {
            labels[at] = at % 2;
            list.add(at % 2);
            groups.add(at / 2);
            for (var pixel = 0; pixel < size; pixel++) {
                pixels[at * size + pixel] = (float) (random.nextGaussian() + 1.5 * (at % 2));
            }
        }
        var shape =
                List.of(
                        (long) count,
                        (long) preprocessing.channels(),
                        (long) preprocessing.height(),
                        (long) preprocessing.width());
        new Weights(
                        Map.of(
                                "inputs",
                                Tensor.floats(shape, pixels),
                                "labels",
                                Tensor.longs(List.of((long) count), labels)))
                .write(file);
        return new Exported(version, list, groups);
    }

    Digest commitment() {
        return version.commitment();
    }
}
