package io.meridian.edge.inference;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Part10;
import io.meridian.edge.home.EdgeException;
import io.meridian.edge.reception.ClinicalObjects;
import io.meridian.serving.report.Assessment;
import io.meridian.serving.report.FhirReport;
import io.meridian.serving.report.StructuredReport;
import io.meridian.serving.report.StudyResult;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.stereotype.Component;

/** What is written about a result; equal rows give equal bytes. Thread-safe. */
@Component
public final class Reports {
    private static final String MANUFACTURER = "Meridian";
    private static final int NAME_LIMIT = 64;

    private final Images images;
    private final ClinicalObjects objects;

    Reports(Images images, ClinicalObjects objects) {
        this.images = images;
        this.objects = objects;
    }

    /** Whether there is anything to write: a release was asked about images. */
    public static boolean reportable(Result result) {
        return result.release() != null
                && result.facts().labels() != null
                && !result.facts().inputs().isEmpty()
                && result.state() != Result.State.PENDING;
    }

    /** Makes the structured report and stores it encrypted; again is the same file. */
    void store(Result result, List<DataSet> attributes) {
        objects.write(
                subject(result),
                result.reportFile(),
                Part10.bytes(StructuredReport.of(about(result, attributes))));
    }

    /** The stored structured report, Part 10. */
    public byte[] structured(Result result) {
        return objects.read(subject(result), result.reportFile());
    }

    public boolean hasStructured(Result result) {
        return objects.has(result.reportFile());
    }

    /** The same as a FHIR R4 DiagnosticReport. */
    public byte[] fhir(Result result) {
        return FhirReport.toJson(about(result, attributes(result)));
    }

    List<DataSet> attributes(Result result) {
        return result.facts().inputs().stream().map(images::attributes).toList();
    }

    private static String subject(Result result) {
        return result.facts().inputs().getFirst().subject();
    }

    private static StudyResult about(Result result, List<DataSet> attributes) {
        var labels = result.facts().labels();
        var release = result.release();
        if (labels == null || release == null) {
            throw new EdgeException("a result that no release was asked for has no report");
        }
        var name = MANUFACTURER + " " + labels.positive().name();
        var score = result.score();
        var threshold = result.threshold();
        var assessment =
                result.state() == Result.State.EVALUATED && score != null && threshold != null
                        ? new Assessment.Evaluated(labels, score, threshold)
                        : new Assessment.NotEvaluated(labels, reason(result));
        return new StudyResult(
                Result.identity(release, result.facts()),
                new StudyResult.Algorithm(
                        name.length() > NAME_LIMIT ? name.substring(0, NAME_LIMIT) : name,
                        result.facts().version(),
                        MANUFACTURER),
                assessment,
                attributes,
                OffsetDateTime.ofInstant(result.at(), ZoneOffset.of(result.facts().zone())));
    }

    private static String reason(Result result) {
        var reason = result.reason();
        return reason == null ? "no reason was stated" : reason;
    }
}
