package io.meridian.edge.link;

import io.meridian.artifact.Digest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.Parent;
import io.meridian.artifact.Reference;
import io.meridian.artifact.record.Records;
import io.meridian.artifact.record.StoredRecord;
import io.meridian.artifact.store.RootName;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.home.Home;
import io.meridian.edge.ledger.SiteRecords;
import io.meridian.edge.research.TrainingData;
import io.meridian.governance.annotation.Split;
import io.meridian.model.preprocessing.Preprocessing;
import io.meridian.network.transfer.Grant;
import io.meridian.runtime.worker.Progress;
import io.meridian.runtime.worker.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One round's training at this site: fetch, export, train, record, send.
 *
 * <p>The record is found by the task's identity, and states the time at which the task was
 * received, so that a second try neither trains again once it is stored nor makes another.
 */
@Component
final class TrainingTask {
    private static final String KIND = "update";
    private static final String WEIGHTS = "weights.safetensors";
    private static final Duration WORK = Duration.ofDays(1);
    private static final long PROGRESS_NANOS = Duration.ofMillis(800).toNanos();

    private final TaskTable tasks;
    private final Fetching fetching;
    private final SiteRecords records;
    private final ObjectProvider<TrainingData> data;
    private final Purposes purposes;
    private final Workers workers;
    private final HubConnection hub;
    private final EdgeConfiguration configuration;
    private final Home home;

    TrainingTask(
            TaskTable tasks,
            Fetching fetching,
            SiteRecords records,
            ObjectProvider<TrainingData> data,
            Purposes purposes,
            Workers workers,
            HubConnection hub,
            EdgeConfiguration configuration,
            Home home) {
        this.tasks = tasks;
        this.fetching = fetching;
        this.records = records;
        this.data = data;
        this.purposes = purposes;
        this.workers = workers;
        this.hub = hub;
        this.configuration = configuration;
        this.home = home;
    }

    void run(TaskRow row) throws IOException {
        var item = row.item();
        var known = stored(row.id());
        send(row, item, known.isPresent() ? known.get() : train(row, item));
    }

    private Optional<StoredRecord> stored(String task) {
        return records.store()
                .root(new RootName(configuration.site() + "/" + KIND, Workbench.key(task)))
                .map(digest -> Records.get(records.store(), digest));
    }

    private StoredRecord train(TaskRow row, JsonNode item) throws IOException {
        var version = purposes.forTraining(item);
        tasks.move(row.id(), "fetching", null);
        var graph = fetching.blob(item.path("graph"), MediaType.GRAPH);
        var base = fetching.blob(item.path("base"), MediaType.WEIGHTS);
        try (var bench = Workbench.open(home, row.id())) {
            var input = bench.make("in");
            var output = bench.make("out");
            Workbench.export(records.store(), graph, input.resolve("graph.json"));
            Workbench.export(records.store(), base, input.resolve("base.safetensors"));
            var exported =
                    data.getObject()
                            .export(
                                    version,
                                    Split.TRAIN,
                                    item.path("positive").asString(""),
                                    preprocessing(item),
                                    input.resolve("data.safetensors"));
            if (exported.labels().isEmpty()) {
                throw TaskProblem.failed(
                        "the data set %s has no training examples here".formatted(version.name()));
            }
            tasks.move(row.id(), "training", null);
            workers.run(
                    item.path("job").asString(""),
                    new Task(
                            Workbench.key(row.id()),
                            "train",
                            JsonMapper.shared().writeValueAsBytes(spec(item)),
                            input,
                            output),
                    progress(row.id()));
            return record(row, item, version, exported.labels().size(), output);
        }
    }

    static Preprocessing preprocessing(JsonNode item) {
        return Preprocessing.parse(
                JsonMapper.shared().writeValueAsBytes(item.path("preprocessing")));
    }

    /**
     * The worker knows one objective; what the strategy adds to it is the proximal term's weight.
     */
    static ObjectNode spec(JsonNode item) {
        var spec = JsonMapper.shared().createObjectNode();
        var objective = item.path("objective");
        var type = objective.path("type").asString("plain");
        if (!type.equals("plain") && !type.equals("proximal")) {
            throw TaskProblem.failed("this edge does not know the objective " + type);
        }
        spec.putObject("objective")
                .put("type", "plain")
                .put("proximalMu", objective.path("proximalMu").asDouble(0));
        spec.set("local", item.path("local"));
        return spec;
    }

    private Consumer<Progress> progress(String task) {
        return new Consumer<>() {
            private long last = System.nanoTime() - PROGRESS_NANOS;

            @Override
            public void accept(Progress progress) {
                var now = System.nanoTime();
                if (now - last < PROGRESS_NANOS) {
                    return;
                }
                last = now;
                var status = JsonMapper.shared().createObjectNode();
                var shown = status.putObject("progress");
                shown.put("fraction", progress.fraction());
                progress.metrics().forEach(shown::put);
                tasks.move(task, "training", null, status);
            }
        };
    }

    private StoredRecord record(
            TaskRow row, JsonNode item, TrainingData.Version version, int examples, Path output)
            throws IOException {
        var file = output.resolve("update.safetensors");
        var losses =
                JsonMapper.shared()
                        .readTree(Files.readAllBytes(output.resolve("metrics.json")))
                        .path("loss");
        try (var lease = records.store().lease(WORK);
                var in = Files.newInputStream(file)) {
            lease.hold(digest(file));
            var weights = records.store().put(MediaType.WEIGHTS, in, Files.size(file));
            var metrics = JsonMapper.shared().createObjectNode();
            metrics.set("loss", losses);
            return records.finish(
                    records.begin(KIND, row.received())
                            .field("job", item.path("job").asString(""))
                            .field("round", item.path("round").asInt())
                            .field("attempt", item.path("attempt").asInt())
                            .field("site", configuration.site())
                            .field("examples", examples)
                            .field("metrics", metrics)
                            .parent(
                                    Parent.holding(
                                            "base",
                                            Reference.to(
                                                    Fetching.digest(
                                                            item.path("parents").path("base"),
                                                            "the base's record"))))
                            .parent(
                                    Parent.holding(
                                            "dataset-commitment",
                                            Reference.to(version.commitment())))
                            .layer(weights.titled(WEIGHTS)),
                    KIND,
                    Workbench.key(row.id()));
        }
    }

    private static Digest digest(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var hash = Digest.newHash();
            var buffer = new byte[1 << 16];
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                hash.update(buffer, 0, count);
            }
            return Digest.ofHash(hash.digest());
        }
    }

    private void send(TaskRow row, JsonNode item, StoredRecord record) {
        var metrics = record.config().json().path("metrics");
        var status = JsonMapper.shared().createObjectNode();
        status.put("update", record.digest().value());
        status.put("examples", record.config().json().path("examples").asLong());
        status.set("metrics", metrics);
        status.putObject("progress").set("loss", metrics.path("loss"));
        tasks.move(row.id(), "uploading", null, status);
        var upload = item.path("upload");
        hub.repository(upload.path("repository").asString(""))
                .header(Grant.HEADER, upload.path("grant").asString(""))
                .push(records.store(), record.digest());
        tasks.move(row.id(), "done", null, status);
    }
}
