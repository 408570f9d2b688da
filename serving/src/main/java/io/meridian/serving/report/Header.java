package io.meridian.serving.report;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Element;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.Vr;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything in a structured report but its content tree (PS3.3 A.35.3). */
final class Header {
    static final String COMPREHENSIVE_SR = "1.2.840.10008.5.1.4.1.1.88.33";
    private static final Tag PRELIMINARY_FLAG = new Tag(0x0040A496);
    private static final Tag COMPLETION_DESCRIPTION = new Tag(0x0040A492);
    private static final Tag REFERENCED_STUDY = new Tag(0x00081110);
    private static final Tag TIMEZONE_OFFSET = new Tag(0x00080201);
    private static final String SERIES_NUMBER = "9100";

    /** The longest value of LO, in characters (PS3.5 section 6.2). */
    private static final int LONG_STRING = 64;

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");

    /** Type 2 and identifying attributes of the Patient and General Study modules, as received. */
    private static final List<Tag> COPIED =
            List.of(
                    Tags.PatientName,
                    Tags.PatientID,
                    Tags.IssuerOfPatientID,
                    Tags.PatientBirthDate,
                    Tags.PatientSex,
                    Tags.StudyInstanceUID,
                    Tags.StudyDate,
                    Tags.StudyTime,
                    Tags.ReferringPhysicianName,
                    Tags.StudyID,
                    Tags.AccessionNumber);

    /** Of the same modules, taken over only where the source has them. */
    private static final List<Tag> OPTIONAL =
            List.of(
                    new Tag(0x00080051), // IssuerOfAccessionNumberSequence
                    new Tag(0x00100024), // IssuerOfPatientIDQualifiersSequence
                    Tags.PatientAge,
                    Tags.StudyDescription,
                    REFERENCED_STUDY,
                    TIMEZONE_OFFSET);

    private Header() {}

    static DataSet of(StudyResult result) {
        DataSet source = result.source();
        // The copied bytes stay as they are; what is added is ASCII, which every set contains.
        DataSet.Builder header = DataSet.builder();
        source.get(Tags.SpecificCharacterSet).ifPresent(header::put);
        for (Tag tag : COPIED) {
            header.text(tag).copy(source, tag);
        }
        OPTIONAL.forEach(tag -> header.copy(source, tag));
        header.text(Tags.SOPClassUID, COMPREHENSIVE_SR);
        header.text(Tags.SOPInstanceUID, result.identity().instanceUid().value());
        header.text(Tags.Modality, "SR");
        header.text(Tags.SeriesInstanceUID, result.identity().seriesUid().value());
        header.text(Tags.SeriesNumber, SERIES_NUMBER);
        header.text(Tags.SeriesDescription, ascii(result.algorithm().name()));
        header.text(Tags.InstanceNumber, "1");
        header.text(Tags.Manufacturer, ascii(result.algorithm().manufacturer()));
        header.text(Tags.ManufacturerModelName, ascii(result.algorithm().name()));
        String version = ascii(result.algorithm().version());
        header.text(
                Tags.SoftwareVersions,
                version.substring(0, Math.min(version.length(), LONG_STRING)));
        OffsetDateTime at = inTimeOf(source, result.at());
        header.text(Tags.ContentDate, at.format(DATE));
        header.text(Tags.ContentTime, at.format(TIME));
        header.text(Tags.InstanceCreationDate, at.format(DATE));
        header.text(Tags.InstanceCreationTime, at.format(TIME));
        flags(header, result.assessment());
        header.sequence(Tags.ReferencedPerformedProcedureStepSequence);
        header.sequence(Tags.PerformedProcedureCodeSequence);
        header.put(
                Element.sequence(Tags.CurrentRequestedProcedureEvidenceSequence, evidence(result)));
        return header.build();
    }

    /** One offset counts for all times of an object, so ours are told in the source's. */
    private static OffsetDateTime inTimeOf(DataSet source, OffsetDateTime at) {
        try {
            return at.withOffsetSameInstant(ZoneOffset.of(source.first(TIMEZONE_OFFSET)));
        } catch (DateTimeException _) {
            return at;
        }
    }

    private static void flags(DataSet.Builder header, Assessment assessment) {
        switch (assessment) {
            case Assessment.Evaluated _ -> header.text(Tags.CompletionFlag, Vr.CS, "COMPLETE");
            case Assessment.NotEvaluated _ -> {
                header.text(Tags.CompletionFlag, Vr.CS, "PARTIAL");
                header.text(COMPLETION_DESCRIPTION, Vr.LO, "Not evaluated");
            }
        }
        header.text(Tags.VerificationFlag, Vr.CS, "UNVERIFIED");
        header.text(PRELIMINARY_FLAG, Vr.CS, "PRELIMINARY");
    }

    /** The images by study and series (PS3.3 table C.17-3). */
    private static List<DataSet> evidence(StudyResult result) {
        Map<String, List<DataSet>> bySeries = new LinkedHashMap<>();
        for (DataSet image : result.images()) {
            bySeries.computeIfAbsent(image.first(Tags.SeriesInstanceUID), _ -> new ArrayList<>())
                    .add(reference(image));
        }
        DataSet.Builder study = DataSet.builder();
        study.text(Tags.StudyInstanceUID, result.source().first(Tags.StudyInstanceUID));
        List<DataSet> series = new ArrayList<>();
        bySeries.forEach((uid, images) ->
                series.add(
                        DataSet.builder()
                                .text(Tags.SeriesInstanceUID, uid)
                                .put(Element.sequence(Tags.ReferencedSOPSequence, images))
                                .build()));
        return List.of(study.put(Element.sequence(Tags.ReferencedSeriesSequence, series)).build());
    }

    static DataSet reference(DataSet image) {
        return DataSet.builder()
                .text(Tags.ReferencedSOPClassUID, image.first(Tags.SOPClassUID))
                .text(Tags.ReferencedSOPInstanceUID, image.first(Tags.SOPInstanceUID))
                .build();
    }

    /** Text that any character set can hold: what is not ASCII becomes a question mark. */
    static String ascii(String text) {
        return text.replaceAll("[^\\x20-\\x5b\\x5d-\\x7e]", "?");
    }
}
