package io.meridian.serving.report;

import static io.meridian.serving.report.Concepts.*;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.TransferSyntax;
import io.meridian.model.packaging.Code;
import io.meridian.model.packaging.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A result as a DICOM Comprehensive SR: TID 1500 Measurement Report (PS3.16) as the IHE profile AI
 * Results asks for, with the device as observer (TID 1004), the algorithm (TID 4019) and one
 * measurement group (TID 1501). Unverified, in the images' study, in a series of its own.
 */
public final class StructuredReport {
    private StructuredReport() {}

    /** The object; equal results give equal bytes. */
    public static DicomFile of(StudyResult result) {
        DataSet header = Header.of(result);
        DataSet.Builder document = header.toBuilder();
        Content content = new Content(header.characterSet());
        List<DataSet> items = new ArrayList<>();
        items.add(content.code(Content.MODIFIER, LANGUAGE, ENGLISH));
        items.addAll(observer(content, result));
        items.add(
                content.code(Content.MODIFIER, PROCEDURE_REPORTED, Procedures.of(result.source())));
        items.add(library(content, result));
        switch (result.assessment()) {
            case Assessment.Evaluated evaluated ->
                    items.add(
                            content.container(
                                    IMAGING_MEASUREMENTS,
                                    List.of(measurements(content, result, evaluated))));
            case Assessment.NotEvaluated(var labels, String reason) ->
                    items.add(
                            content.container(
                                    QUALITATIVE_EVALUATIONS,
                                    notEvaluated(content, result, labels.positive(), reason)));
        }
        content.root(document, MEASUREMENT_REPORT, "1500", items);
        return DicomFile.of(document.build(), TransferSyntax.EXPLICIT_LITTLE);
    }

    /** TID 1002 and 1004: the observer is a device, namely the release. */
    private static List<DataSet> observer(Content content, StudyResult result) {
        String context = Content.OBSERVATION_CONTEXT;
        return List.of(
                content.code(context, OBSERVER_TYPE, DEVICE),
                content.uid(context, DEVICE_UID, result.identity().deviceUid().value()),
                content.text(context, DEVICE_NAME, result.algorithm().name()),
                content.text(context, DEVICE_MANUFACTURER, result.algorithm().manufacturer()),
                content.text(context, DEVICE_MODEL, result.algorithm().name()));
    }

    /** TID 1600: the images that were looked at. */
    private static DataSet library(Content content, StudyResult result) {
        List<DataSet> images = result.images().stream().map(content::image).toList();
        return content.container(
                IMAGE_LIBRARY, List.of(content.container(IMAGE_LIBRARY_GROUP, images)));
    }

    private static DataSet measurements(
            Content content, StudyResult result, Assessment.Evaluated evaluated) {
        Label finding = evaluated.labels().positive();
        List<DataSet> items = new ArrayList<>();
        items.add(content.text(Content.OBSERVATION_CONTEXT, TRACKING_ID, finding.name()));
        items.add(
                content.uid(
                        Content.OBSERVATION_CONTEXT,
                        TRACKING_UID,
                        result.identity().trackingUid().value()));
        items.addAll(algorithm(content, result, evaluated));
        Code code = finding.code();
        items.add(
                code == null
                        ? content.text(Content.CONTAINS, FINDING, finding.name())
                        : content.code(Content.CONTAINS, FINDING, code));
        items.add(
                content.number(
                        CERTAINTY, Math.round(evaluated.score() * 100_000) / 1_000.0, PERCENT));
        items.add(
                content.code(Content.CONTAINS, PRESENCE, evaluated.positive() ? PRESENT : ABSENT));
        return content.template(content.container(MEASUREMENT_GROUP, items), "1501");
    }

    /** TID 4019. */
    private static List<DataSet> algorithm(
            Content content, StudyResult result, Assessment.Evaluated evaluated) {
        String modifier = Content.MODIFIER;
        return List.of(
                content.text(modifier, ALGORITHM_NAME, result.algorithm().name()),
                content.text(modifier, ALGORITHM_VERSION, result.algorithm().version()),
                content.text(
                        modifier,
                        ALGORITHM_PARAMETERS,
                        String.format(Locale.ROOT, "threshold=%.6f", evaluated.threshold())),
                content.text(
                        modifier, ALGORITHM_PARAMETERS, "release=" + result.identity().release()));
    }

    /** Without a finding code, so that no reader takes the search for the find. */
    private static List<DataSet> notEvaluated(
            Content content, StudyResult result, Label finding, String reason) {
        return List.of(
                content.text(Content.CONTAINS, ALGORITHM_NAME, result.algorithm().name()),
                content.text(Content.CONTAINS, ALGORITHM_VERSION, result.algorithm().version()),
                content.code(Content.CONTAINS, ANALYSIS_STATE, NOT_ATTEMPTED),
                content.text(
                        Content.CONTAINS,
                        COMMENT,
                        "Not evaluated for %s: %s".formatted(finding.name(), reason)));
    }
}
