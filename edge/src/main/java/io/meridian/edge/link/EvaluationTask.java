package io.meridian.edge.link;

import io.meridian.artifact.Digest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.Parent;
import io.meridian.artifact.Reference;
import io.meridian.artifact.record.Records;
import io.meridian.artifact.record.StoredRecord;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.home.Home;
import io.meridian.edge.ledger.SiteJournal;
import io.meridian.edge.research.TrainingData;
import io.meridian.governance.annotation.Split;
import io.meridian.model.packaging.Labels;
import io.meridian.model.packaging.ModelPackage;
import io.meridian.model.preprocessing.Preprocessing;
import io.meridian.network.transfer.Grant;
import io.meridian.runtime.worker.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Scores models on this site's held-out cases; what leaves is a score, a label and an opaque number
 * for each case, in no order, under the agreement that the hospital's policy names.
 */
@Component
final class EvaluationTask {
    private static final int MAXIMUM_FILE = 64 << 20;
    private static final Duration KEPT = Duration.ofDays(7);

    private final TaskTable tasks;
    private final Fetching fetching;
    private final ObjectProvider<TrainingData> data;
    private final Purposes purposes;
    private final Workers workers;
    private final HubConnection hub;
    private final Admission admission;
    private final SiteJournal journal;
    private final EdgeConfiguration configuration;
    private final Home home;

    EvaluationTask(
            TaskTable tasks,
            Fetching fetching,
            ObjectProvider<TrainingData> data,
            Purposes purposes,
            Workers workers,
            HubConnection hub,
            Admission admission,
            SiteJournal journal,
            EdgeConfiguration configuration,
            Home home) {
        this.tasks = tasks;
        this.fetching = fetching;
        this.data = data;
        this.purposes = purposes;
        this.workers = workers;
        this.hub = hub;
        this.admission = admission;
        this.journal = journal;
        this.configuration = configuration;
        this.home = home;
    }

    /** A model to score, with what its package says of its input and its positive label. */
    private record Candidate(
            String name, StoredRecord record, Preprocessing preprocessing, String positive) {}

    /** Models that read the same input of the same cases are scored together. */
    private record Reading(Preprocessing preprocessing, String positive) {}

    void run(TaskRow row) throws IOException {
        var item = row.item();
        var status = row.statusJson();
        var scored = status.path("scores").asString("");
        var ready =
                Digest.isDigest(scored) && fetching.store().contains(new Digest(scored))
                        ? status
                        : score(row, item);
        send(row, item, ready);
    }

    private ObjectNode score(TaskRow row, JsonNode item) throws IOException {
        var version = purposes.forEvaluation(item);
        tasks.move(row.id(), "fetching", null);
        var candidates = candidates(item);
        var scores = new CaseScores(configuration.site(), version.commitment());
        tasks.move(row.id(), "evaluating", null);
        for (var word : item.path("splits")) {
            var split =
                    Split.of(word.asString(""))
                            .orElseThrow(
                                    () -> TaskProblem.failed("the item names an unknown split"));
            for (var reading : groups(candidates).entrySet()) {
                evaluate(row, version, split, reading.getKey(), reading.getValue(), scores);
            }
        }
        if (scores.isEmpty()) {
            throw TaskProblem.failed(
                    "the data set %s has no held-out cases here".formatted(version.name()));
        }
        var bytes = scores.toJson();
        fetching.store().lease(KEPT).hold(Digest.of(bytes)); // until the hub has them
        var blob = fetching.store().put(MediaType.SCORES, bytes);
        var status = JsonMapper.shared().createObjectNode();
        status.put("scores", blob.digest().value());
        status.put("commitment", version.commitment().value());
        status.set("parity", scores.parities());
        return status;
    }

    private List<Candidate> candidates(JsonNode item) {
        var all = new ArrayList<Candidate>();
        for (var model : item.path("models")) {
            var record =
                    fetching.record(
                            Fetching.digest(model.path("package"), "a package"),
                            model.path("repository").asString(""),
                            "manifest");
            if (!record.kind().name().equals("package")) {
                throw TaskProblem.failed("what the item calls a package is none");
            }
            all.add(
                    new Candidate(
                            model.path("name").asString(""),
                            record,
                            Preprocessing.parse(file(record, ModelPackage.PREPROCESSING)),
                            Labels.parse(file(record, ModelPackage.LABELS)).positive().name()));
        }
        if (all.isEmpty()) {
            throw TaskProblem.failed("the item names no model");
        }
        return List.copyOf(all);
    }

    private byte[] file(StoredRecord record, String title) {
        return Records.layer(fetching.store(), record, title, MAXIMUM_FILE);
    }

    private static Map<Reading, List<Candidate>> groups(List<Candidate> candidates) {
        var groups = new LinkedHashMap<Reading, List<Candidate>>();
        for (var each : candidates) {
            groups.computeIfAbsent(
                            new Reading(each.preprocessing(), each.positive()),
                            _ -> new ArrayList<>())
                    .add(each);
        }
        return groups;
    }

    private void evaluate(
            TaskRow row,
            TrainingData.Version version,
            Split split,
            Reading reading,
            List<Candidate> candidates,
            CaseScores scores)
            throws IOException {
        try (var bench = Workbench.open(home, row.id())) {
            var input = bench.make("in");
            var output = bench.make("out");
            var exported =
                    data.getObject()
                            .export(
                                    version,
                                    split,
                                    reading.positive(),
                                    reading.preprocessing(),
                                    input.resolve("data.safetensors"));
            if (exported.labels().isEmpty()) {
                return;
            }
            for (var number = 0; number < candidates.size(); number++) {
                lay(candidates.get(number).record(), bench.make("in/models/" + folder(number)));
            }
            workers.run(
                    "evaluation",
                    new Task(
                            Workbench.key(row.id()),
                            "evaluate",
                            new byte[] {'{', '}'},
                            input,
                            output),
                    _ -> {});
            var given = read(output.resolve("scores.json"));
            var parities = read(output.resolve("parity.json"));
            scores.cases(split.word(), exported.labels(), exported.groups());
            for (var number = 0; number < candidates.size(); number++) {
                scores.add(
                        split.word(),
                        candidates.get(number).name(),
                        given.path(folder(number)),
                        parities.path(folder(number)));
            }
        }
    }

    private void lay(StoredRecord record, Path folder) throws IOException {
        for (var title : List.of(ModelPackage.GRAPH, ModelPackage.WEIGHTS, ModelPackage.ONNX)) {
            var layer =
                    record.manifest()
                            .layer(title)
                            .orElseThrow(() -> TaskProblem.failed("the package has no " + title));
            Workbench.export(fetching.store(), layer.digest(), folder.resolve(title));
        }
    }

    private static String folder(int number) {
        return "model-%03d".formatted(number);
    }

    private static JsonNode read(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readAllBytes(file));
    }

    /** The policy is asked once more: what it forbids by now does not leave. */
    private void send(TaskRow row, JsonNode item, ObjectNode status) throws IOException {
        var agreement = admission.caseScoreAgreement();
        if (agreement.isEmpty()) {
            tasks.move(
                    row.id(),
                    "refused",
                    "case scores may not leave this hospital (admit.caseScores)");
            return;
        }
        tasks.move(row.id(), "uploading", null, status);
        var digest = new Digest(status.path("scores").asString());
        var fields = JsonMapper.shared().createObjectNode();
        fields.put("action", "case-scores-leave");
        fields.put("task", row.id());
        fields.put("agreement", agreement);
        fields.put("scores", digest.value());
        fields.put("dataset", item.path("dataset").asString(""));
        journal.append(
                "case-scores/" + row.id() + "/" + digest.hex(),
                "audit",
                fields,
                List.of(
                        Parent.holding(
                                "dataset-commitment",
                                Reference.to(new Digest(status.path("commitment").asString())))));
        var upload = item.path("upload");
        var store = fetching.store();
        var size = store.size(digest).orElseThrow();
        hub.repository(upload.path("repository").asString(""))
                .header(Grant.HEADER, upload.path("grant").asString(""))
                .push(store, io.meridian.artifact.Descriptor.of(MediaType.SCORES, digest, size));
        tasks.move(row.id(), "done", null, status);
    }
}
