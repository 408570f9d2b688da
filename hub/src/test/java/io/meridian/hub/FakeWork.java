package io.meridian.hub;

import io.meridian.artifact.Digest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.Parent;
import io.meridian.artifact.Reference;
import io.meridian.artifact.record.RecordBuilder;
import io.meridian.artifact.signature.SigningKey;
import io.meridian.artifact.store.MemoryStore;
import io.meridian.model.weights.Tensor;
import io.meridian.model.weights.Weights;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a fake site makes of a task: its "training" adds a constant, its "evaluation" draws scores.
 */
final class FakeWork {
    volatile float step = 1;
    volatile long examples = 100;
    volatile Lie lie = Lie.NONE;
    volatile long stated;
    volatile boolean scoresWell = true;
    volatile @Nullable Digest committed;

    private final String name;
    private final SigningKey key;
    private final MemoryStore store;
    private final SiteTransfer transfer;

    /** What the site says wrongly in the records of its updates, correctly signed. */
    enum Lie {
        NONE,
        NO_WEIGHTS,
        ANOTHER_KIND,
        ANOTHER_ROUND,
        ANOTHER_BASE,
        MORE_EXAMPLES
    }

    FakeWork(String name, SigningKey key, MemoryStore store, SiteTransfer transfer) {
        this.name = name;
        this.key = key;
        this.store = store;
        this.transfer = transfer;
    }

    private Digest commitment() {
        return Objects.requireNonNull(committed);
    }

    ObjectNode train(JsonNode task) throws IOException, InterruptedException {
        var base =
                transfer.pull("/v2/hub/round/blobs/" + task.path("base").path("digest").asString());
        var moved = new LinkedHashMap<String, Tensor>();
        Weights.parse(base).tensors().forEach((title, tensor) -> moved.put(title, moved(tensor)));
        var builder =
                RecordBuilder.of(
                                lie == Lie.ANOTHER_KIND ? "legal-basis" : "update",
                                name,
                                FakeSite.EPOCH)
                        .field("job", task.path("job").asString())
                        .field(
                                "round",
                                task.path("round").asInt() + (lie == Lie.ANOTHER_ROUND ? 1 : 0))
                        .field("attempt", task.path("attempt").asInt())
                        .field("site", name)
                        .field("examples", lie == Lie.MORE_EXAMPLES ? 406 : examples)
                        .parent(
                                Parent.holding(
                                        "base",
                                        Reference.parse(
                                                lie == Lie.ANOTHER_BASE
                                                        ? Digest.of(new byte[] {1}).value()
                                                        : task.path("parents")
                                                                .path("base")
                                                                .asString())))
                        .parent(Parent.holding("dataset-commitment", Reference.to(commitment())));
        var record =
                builder.layer(
                                lie == Lie.NO_WEIGHTS ? "other.safetensors" : "weights.safetensors",
                                MediaType.WEIGHTS,
                                new Weights(moved).toBytes())
                        .store(store, key);
        var upload = task.path("upload");
        transfer.push(
                upload.path("repository").asString(), record, upload.path("grant").asString());
        var document = JsonMapper.shared().createObjectNode();
        document.put("update", record.digest().value());
        document.put("examples", stated == 0 ? examples : stated);
        document.putObject("metrics").putArray("loss").add(0.5).add(0.25);
        return document;
    }

    private Tensor moved(Tensor tensor) {
        if (!tensor.type().name().equals("F32")) {
            return tensor;
        }
        var values = tensor.floats();
        for (var at = 0; at < values.length; at++) {
            values[at] += step;
        }
        return Tensor.floats(tensor.shape(), values);
    }

    ObjectNode evaluate(JsonNode task) throws IOException, InterruptedException {
        var random = new Random(7);
        var root = JsonMapper.shared().createObjectNode();
        root.put("site", name);
        root.put("commitment", commitment().value());
        var document = JsonMapper.shared().createObjectNode();
        for (var split : List.of("validation", "test")) {
            var cases = root.withObject("/splits/" + split);
            var labels = cases.putArray("labels");
            var groups = cases.putArray("groups");
            for (var at = 0; at < 120; at++) {
                labels.add(at % 2);
                groups.add(at);
            }
            var models = cases.putObject("models");
            var shift = scoresWell ? 0.45 : 0;
            for (var model : task.path("models")) {
                var scores = models.putArray(model.path("name").asString());
                for (var at = 0; at < 120; at++) {
                    scores.add(0.55 * random.nextDouble() + shift * (at % 2));
                }
                shift /= 2;
                document.withObject("/parity/" + model.path("name").asString())
                        .put("maxAbs", 1e-6)
                        .put("maxRel", 1e-6)
                        .put("n", 120);
            }
        }
        var bytes = JsonMapper.shared().writeValueAsBytes(root);
        var upload = task.path("upload");
        transfer.pushBlob(
                upload.path("repository").asString(),
                Digest.of(bytes),
                bytes,
                upload.path("grant").asString());
        document.put("scores", Digest.of(bytes).value());
        return document;
    }
}
