package io.meridian.hub.validation;

import io.meridian.artifact.Digest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.Parent;
import io.meridian.artifact.Reference;
import io.meridian.artifact.record.Records;
import io.meridian.hub.governance.DatasetRegister;
import io.meridian.hub.home.Home;
import io.meridian.hub.record.HubRecords;
import io.meridian.model.document.Reading;
import io.meridian.validation.Evaluation;
import io.meridian.validation.Protocol;
import io.meridian.validation.SiteScores;
import io.meridian.validation.SplitUnit;
import io.meridian.validation.ValidationException;
import io.meridian.validation.gate.ReleaseGate;
import io.meridian.validation.metric.ThresholdRule;
import io.meridian.validation.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Makes the report of a validation run, judges it by the gate's policy, and stores both. */
@Component
class Reporting {
    private static final Logger LOG = LoggerFactory.getLogger(Reporting.class);

    /** As many as a job's document may ask, and the package itself. */
    private static final int MOST_ROUNDS = 10_001;

    private final HubRecords records;
    private final DatasetRegister datasets;
    private final ValidationStore runs;
    private final Home home;

    Reporting(HubRecords records, DatasetRegister datasets, ValidationStore runs, Home home) {
        this.records = records;
        this.datasets = datasets;
        this.runs = runs;
        this.home = home;
    }

    void report(ValidationRow run, ValidationEngine.Collected collected) {
        var protocol =
                new Protocol(
                        run.models().getFirst().name(),
                        run.models().getFirst().name(),
                        run.models().stream().skip(1).map(ValidationRow.Model::name).toList(),
                        new ThresholdRule.Youden(),
                        splitUnit(run));
        var evidence = Evaluation.evaluate(protocol, collected.scores(), collected.parities());
        var outcome = gate().judge(evidence, trained(run.packageDigest()), 0);
        var report =
                new Report(
                        evidence, outcome, run.packageDigest().value(), records.clock().instant());
        var json = report.toJson();
        var tree = JsonMapper.shared().readTree(json);
        var builder =
                records.begin("report")
                        .field("validation", run.id())
                        .field("package", run.packageDigest().value())
                        .field("passed", JsonMapper.shared().valueToTree(outcome.passed()))
                        .field("metrics", tree.path("metrics"))
                        .field("threshold", tree.path("threshold"))
                        .parent(Parent.holding("package", Reference.to(run.packageDigest())))
                        .layer("report.json", MediaType.REPORT_DOCUMENT, json)
                        .layer("report.html", MediaType.REPORT_PAGE, report.toHtml());
        for (var scores : collected.scores()) {
            commitment(run, scores)
                    .ifPresent(digest ->
                            builder.parent(
                                    Parent.holding("dataset-commitment", Reference.to(digest))
                                            .at(scores.site())));
        }
        var record = records.finish(builder, "report", run.id());
        var findings = tree.path("gate").path("findings").toString();
        runs.finish(
                run,
                record.digest(),
                outcome.passed(),
                findings,
                String.join("; ", collected.notes()));
        LOG.info("validation reported run={} passed={}", run.id(), outcome.passed());
    }

    /** The sites whose updates went into a package, by the records of its rounds. */
    private Set<String> trained(Digest model) {
        var sites = new TreeSet<String>();
        var next = Optional.of(model);
        for (var steps = 0; steps <= MOST_ROUNDS && next.isPresent(); steps++) {
            var config = Records.get(records.store(), next.get()).config();
            config.parents().stream()
                    .filter(parent -> parent.role().equals("update"))
                    .flatMap(parent -> parent.site().stream())
                    .forEach(sites::add);
            next =
                    config.parent("round")
                            .or(() -> config.parent("previous"))
                            .map(Parent::reference)
                            .filter(Reference.OfManifest.class::isInstance)
                            .map(reference -> ((Reference.OfManifest) reference).digest());
        }
        return sites;
    }

    private Optional<Digest> commitment(ValidationRow run, SiteScores scores) {
        var named = scores.commitment();
        if (Digest.isDigest(named) && datasets.knows(named, scores.site())) {
            return Optional.of(new Digest(named));
        }
        return datasets.newest(run.dataset(), scores.site());
    }

    /** Where one site split by image only, the figures hold for images. */
    private SplitUnit splitUnit(ValidationRow run) {
        var byImage =
                run.sites().stream()
                        .flatMap(site -> datasets.newest(run.dataset(), site).stream())
                        .anyMatch(digest -> datasets.splitUnit(digest).equals("image"));
        return byImage ? SplitUnit.IMAGE : SplitUnit.SUBJECT;
    }

    private ReleaseGate gate() {
        try {
            return switch (ReleaseGate.read(Files.readString(home.gate()))) {
                case Reading.Valid<ReleaseGate>(var gate) -> gate;
                case Reading.Invalid<ReleaseGate> invalid ->
                        throw new ValidationException(
                                "gate.yaml cannot be used: " + invalid.summary());
            };
        } catch (IOException e) {
            throw new UncheckedIOException("gate.yaml cannot be read", e);
        }
    }
}
