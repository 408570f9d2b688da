package io.meridian.hub.federation;

import io.meridian.application.database.Database;
import io.meridian.artifact.Digest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.Parent;
import io.meridian.artifact.Reference;
import io.meridian.hub.federation.JobStore.Offer;
import io.meridian.hub.record.HubRecords;
import io.meridian.model.packaging.Labels;
import io.meridian.model.packaging.ModelCard;
import io.meridian.model.packaging.ModelPackage;
import io.meridian.model.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes packages of a finished job: one of the common model, or one for each site's own. */
@Component
class Packaging {
    private static final int MAXIMUM_PACKAGE = 1 << 30;

    private final HubRecords records;
    private final Database database;

    Packaging(HubRecords records, Database database) {
        this.records = records;
        this.database = database;
    }

    void make(JobRow job, RoundRow last, List<Offer> offers) {
        if (last.weights() != null) {
            var parent =
                    Parent.holding(
                            "round",
                            Reference.to(new Digest(Objects.requireNonNull(last.manifest()))));
            make(job, job.job().name(), new Digest(last.weights()), parent);
            return;
        }
        for (var offer : offers) {
            if (offer.accepted() && offer.weights() != null) {
                var parent =
                        Parent.holding("update", Reference.to(new Digest(offer.manifest())))
                                .at(offer.site());
                make(
                        job,
                        job.job().name() + "-" + offer.site(),
                        new Digest(offer.weights()),
                        parent);
            }
        }
    }

    private void make(JobRow job, String name, Digest weights, Parent parent) {
        var already =
                database.read()
                        .sql("SELECT 1 FROM package WHERE job = ? AND name = ?")
                        .params(job.id(), name)
                        .query(Integer.class)
                        .optional();
        if (already.isPresent()) {
            return; // made before the hub was stopped
        }
        var graph = job.job().graph();
        var content =
                new ModelPackage(
                        name,
                        graph,
                        Weights.parse(records.store().read(weights, MAXIMUM_PACKAGE)),
                        job.job().preprocessing(),
                        Labels.binary(job.job().task().positive()),
                        card(job));
        var builder = records.begin("package").parent(parent);
        var digests = new java.util.ArrayList<String>();
        for (var file : content.files()) {
            builder.layer(file.path(), new MediaType(file.mediaType()), file.bytes());
            digests.add(Digest.of(file.bytes()).value());
        }
        ObjectNode fields =
                JsonMapper.shared()
                        .valueToTree(
                                content.config(
                                        records.clock().instant().toString(),
                                        List.copyOf(digests)));
        fields.put("job", job.id());
        fields.put("name", name);
        var record = records.finish(builder.fields(fields), "package", name + "-" + tail(job.id()));
        database.update(jdbc ->
                jdbc.sql(
                                "INSERT OR IGNORE INTO package(digest, name, job, network, parameters, dataset, created)"
                                        + " VALUES (?, ?, ?, ?, ?, ?, ?)")
                        .params(
                                record.digest().value(),
                                name,
                                job.id(),
                                job.job().network().name(),
                                graph.parameterCount(),
                                job.job().dataset(),
                                records.clock().millis())
                        .update());
    }

    private static String tail(String id) {
        return id.substring(id.lastIndexOf('-') + 1);
    }

    private static ModelCard card(JobRow job) {
        Map<String, String> training = new LinkedHashMap<>();
        training.put("job", job.id());
        training.put("data set", job.job().dataset());
        training.put("strategy", job.job().strategy().name());
        training.put("rounds", Integer.toString(job.job().rounds()));
        return new ModelCard(
                job.job().name(),
                "Research. Decision support on "
                        + job.job().task().positive()
                        + " only within a release that says so; never the only reader.",
                training,
                "Learnt from the named data sets only; other devices, ages and places may differ.");
    }
}
