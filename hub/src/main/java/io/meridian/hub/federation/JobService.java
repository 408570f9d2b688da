package io.meridian.hub.federation;

import io.meridian.artifact.Digest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.Parent;
import io.meridian.artifact.Reference;
import io.meridian.federation.job.FederatedJob;
import io.meridian.hub.governance.DatasetRegister;
import io.meridian.hub.home.HubConfiguration;
import io.meridian.hub.record.HubRecords;
import io.meridian.model.document.Reading;
import io.meridian.model.weights.Initialisation;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;

/** Takes job documents in: reads them, makes the job's record and its initial weights. */
@Component
class JobService {
    private final HubRecords records;
    private final DatasetRegister datasets;
    private final JobStore jobs;
    private final HubConfiguration configuration;
    private final Clock clock;
    private final RandomGenerator random = new java.security.SecureRandom();

    JobService(
            HubRecords records,
            DatasetRegister datasets,
            JobStore jobs,
            HubConfiguration configuration,
            Clock clock) {
        this.records = records;
        this.datasets = datasets;
        this.jobs = jobs;
        this.configuration = configuration;
        this.clock = clock;
    }

    /** What became of a document. */
    sealed interface Submission {
        record Accepted(String id) implements Submission {}

        /** With what is wrong, line and remedy. */
        record Refused(String problems) implements Submission {}
    }

    Submission submit(String yaml) {
        return switch (FederatedJob.read(yaml)) {
            case Reading.Invalid<FederatedJob> invalid -> new Submission.Refused(invalid.summary());
            case Reading.Valid<FederatedJob>(var job) -> new Submission.Accepted(accept(job, yaml));
        };
    }

    private String accept(FederatedJob job, String yaml) {
        var id = "%s-%s".formatted(job.name(), HexFormat.of().toHexDigits(random.nextInt()));
        var graph = job.graph();
        var graphBytes = graph.toJson();
        var weights = Initialisation.kaiming(graph, job.seed()).toBytes();
        var builder =
                records.begin("job")
                        .field("job", id)
                        .field("name", job.name())
                        .field("strategy", job.strategy().name())
                        .field("graph", Digest.of(graphBytes).value())
                        .field("weights", Digest.of(weights).value())
                        .layer(
                                "job.yaml",
                                MediaType.JOB_DOCUMENT,
                                yaml.getBytes(StandardCharsets.UTF_8))
                        .layer("graph.json", MediaType.GRAPH, graphBytes)
                        .layer("weights.safetensors", MediaType.WEIGHTS, weights);
        for (var site : datasets.sitesWith(job.dataset())) {
            datasets.newest(job.dataset(), site)
                    .ifPresent(commitment ->
                            builder.parent(
                                    Parent.holding("dataset-commitment", Reference.to(commitment))
                                            .at(site)));
        }
        var record = records.finish(builder, "job", id);
        jobs.add(
                new JobRow(
                        id,
                        job,
                        "running",
                        null,
                        record.digest(),
                        Digest.of(graphBytes),
                        Digest.of(weights),
                        clock.instant()),
                yaml,
                configuration.name());
        return id;
    }
}
