package io.meridian.governance.deidentification;

import static io.meridian.governance.deidentification.ConfidentialityOption.RETAIN_LONGITUDINAL_FULL_DATES;
import static io.meridian.governance.deidentification.ConfidentialityOption.RETAIN_LONGITUDINAL_MODIFIED_DATES;
import static io.meridian.governance.deidentification.ConfidentialityOption.RETAIN_PATIENT_CHARACTERISTICS;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import io.meridian.governance.ResearchKeys;
import io.meridian.governance.catalog.Pseudonym;
import io.meridian.governance.deidentification.DeidentificationRecord.Touched;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * De-identifies objects by a profile. Nothing of the file meta information and preamble survives;
 * pixel data passes untouched. Immutable and thread-safe.
 */
public final class Deidentifier {
    private static final int METHOD_LIMIT = 64;

    private final DeidentificationProfile profile;
    private final ResearchKeys keys;
    private final Decisions decisions;
    private final DescriptorCleaner descriptors;

    private Deidentifier(DeidentificationProfile profile, ResearchKeys keys) {
        this.profile = profile;
        this.keys = keys;
        decisions = new Decisions(profile);
        descriptors = new DescriptorCleaner(profile.descriptors());
    }

    public static Deidentifier of(DeidentificationProfile profile, ResearchKeys keys) {
        return new Deidentifier(profile, keys);
    }

    /** De-identifies one object of a subject. */
    public Deidentified deidentify(DicomFile file, Pseudonym subject, PixelText pixelText) {
        var touched = new ArrayList<Touched>();
        var shift = profile.dates();
        var days = keys.shiftDays(subject, shift.minimumDays(), shift.maximumDays());
        var engine =
                new Engine(decisions, keys, descriptors, subject, new DateShifter(days), touched);
        var content = engine.treat(file.dataSet()).toBuilder();
        addAge(file.dataSet(), content, touched);
        addStatements(content, pixelText, touched);
        var dataSet = content.build();
        touched.sort(Comparator.comparing(Touched::path));
        var record =
                new DeidentificationRecord(
                        profile.reference(),
                        profile.digest(),
                        ConfidentialityTable.standard().edition(),
                        methodCodes(),
                        dataSet.first(Tags.SOPInstanceUID),
                        touched);
        return new Deidentified(DicomFile.of(dataSet, written(file.transferSyntax())), record);
    }

    /**
     * The age band of an object's patient in words, empty where it is unknown or the profile does
     * not keep it.
     */
    public Optional<String> ageBand(DataSet original) {
        return profile.has(RETAIN_PATIENT_CHARACTERISTICS)
                ? years(original).map(years -> Ages.words(years, profile.ages()))
                : Optional.empty();
    }

    private static Optional<Integer> years(DataSet original) {
        return Ages.years(original.first(Tags.PatientAge))
                .or(() ->
                        Ages.years(
                                original.first(Tags.PatientBirthDate),
                                original.first(Tags.StudyDate)));
    }

    /**
     * Where the object states only a birth date, the age at the study is worked out before the date
     * goes.
     */
    private void addAge(DataSet original, DataSet.Builder content, List<Touched> touched) {
        if (profile.has(RETAIN_PATIENT_CHARACTERISTICS)
                && !content.soFar().containsKey(Tags.PatientAge)) {
            years(original)
                    .ifPresent(years -> {
                        content.put(
                                Dummies.text(
                                        Tags.PatientAge, Vr.AS, Ages.value(years, profile.ages())));
                        touched.add(new Touched(Tags.PatientAge.toString(), "+", "profile:ages"));
                    });
        }
    }

    private void addStatements(
            DataSet.Builder content, PixelText pixelText, List<Touched> touched) {
        var method =
                "%s; PS3.15 %s"
                        .formatted(profile.reference(), ConfidentialityTable.standard().edition());
        content.text(Tags.PatientIdentityRemoved, "YES");
        content.text(
                Tags.DeidentificationMethod,
                method.substring(0, Math.min(METHOD_LIMIT, method.length())));
        content.sequence(
                Tags.DeidentificationMethodCodeSequence,
                codes().map(Code::item).toArray(DataSet[]::new));
        content.text(Tags.LongitudinalTemporalInformationModified, temporal());
        for (var tag :
                List.of(
                        Tags.PatientIdentityRemoved,
                        Tags.DeidentificationMethod,
                        Tags.DeidentificationMethodCodeSequence,
                        Tags.LongitudinalTemporalInformationModified)) {
            touched.add(new Touched(tag.toString(), "+", "standard:PS3.15-E.1.1"));
        }
        if (pixelText == PixelText.NONE_FOUND) {
            content.text(Tags.BurnedInAnnotation, "NO");
            touched.add(
                    new Touched(
                            Tags.BurnedInAnnotation.toString(), "+", "standard:PS3.3-C.7.6.1.1.5"));
        }
    }

    private String temporal() {
        if (profile.has(RETAIN_LONGITUDINAL_FULL_DATES)) {
            return "UNMODIFIED";
        }
        return profile.has(RETAIN_LONGITUDINAL_MODIFIED_DATES) ? "MODIFIED" : "REMOVED";
    }

    private record Code(String value, String meaning) {
        DataSet item() {
            return DataSet.builder()
                    .text(Tags.CodeValue, value)
                    .text(Tags.CodingSchemeDesignator, "DCM")
                    .text(Tags.CodeMeaning, meaning)
                    .build();
        }
    }

    /** Of CID 7050: the Basic Profile first, then the options. */
    private Stream<Code> codes() {
        return Stream.concat(
                Stream.of(
                        new Code(
                                ConfidentialityOption.BASIC_PROFILE_CODE,
                                ConfidentialityOption.BASIC_PROFILE_MEANING)),
                profile.options().stream()
                        .sorted()
                        .map(option -> new Code(option.code(), option.meaning())));
    }

    private List<String> methodCodes() {
        return codes().map(Code::value).toList();
    }

    /**
     * Uncompressed objects are written explicit little endian: one form to re-read, and nothing
     * hides in a deflated stream.
     */
    private static TransferSyntax written(TransferSyntax received) {
        return received.isEncapsulated() ? received : TransferSyntax.EXPLICIT_LITTLE;
    }
}
