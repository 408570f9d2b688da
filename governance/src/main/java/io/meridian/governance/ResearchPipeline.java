package io.meridian.governance;

import io.meridian.artifact.Digest;
import io.meridian.dicom.DicomException;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.dicom.pixels.DecodedFrame;
import io.meridian.governance.ResearchOutcome.Accepted;
import io.meridian.governance.ResearchOutcome.Held;
import io.meridian.governance.ResearchOutcome.Refused;
import io.meridian.governance.catalog.CatalogEntry;
import io.meridian.governance.catalog.Pseudonym;
import io.meridian.governance.catalog.SplitUnit;
import io.meridian.governance.deidentification.ConfidentialityOption;
import io.meridian.governance.deidentification.DeidentificationProfile;
import io.meridian.governance.deidentification.Deidentifier;
import io.meridian.governance.deidentification.PixelText;
import io.meridian.governance.identity.PatientIdentifier;
import io.meridian.governance.identity.SubjectResolver;
import io.meridian.governance.pixels.PixelCheck;
import io.meridian.governance.quality.QualityCheck;
import io.meridian.governance.quality.QualityFinding;
import io.meridian.governance.quality.QualityRules;
import io.meridian.governance.residual.ResidualScan;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The road of one object from quarantine into the research zone: text in the pixels ▶ quality ▶
 * identity ▶ de-identification ▶ residual scan ▶ catalog row. What costs nothing of a person's
 * identity comes first, so that an object that is held leaves no trace in the identity index. The
 * same input, keys and identities give the same bytes. Apart from asking who a number belongs to it
 * reads and writes nothing; thread-safe.
 */
public final class ResearchPipeline {
    private final ResearchKeys keys;
    private final DeidentificationProfile profile;
    private final Deidentifier deidentifier;
    private final SubjectResolver subjects;
    private final QualityRules rules;

    private ResearchPipeline(
            ResearchKeys keys,
            DeidentificationProfile profile,
            SubjectResolver subjects,
            QualityRules rules) {
        this.keys = keys;
        this.profile = profile;
        this.deidentifier = Deidentifier.of(profile, keys);
        this.subjects = subjects;
        this.rules = rules;
    }

    /** A pipeline; {@code subjects} is the site's identity index. */
    public static ResearchPipeline of(
            ResearchKeys keys,
            DeidentificationProfile profile,
            SubjectResolver subjects,
            QualityRules rules) {
        return new ResearchPipeline(keys, profile, subjects, rules);
    }

    /**
     * What the object itself does not say.
     *
     * @param issuer who issues the patient numbers of objects that name no issuer: the hospital's
     *     own name
     * @param at when the object is processed
     */
    public record Context(String issuer, Instant at) {}

    private record Owner(Pseudonym pseudonym, SplitUnit unit) {}

    /**
     * Processes one object as it was received: Part 10 with or without preamble. Never throws for
     * what is in it.
     */
    public ResearchOutcome process(byte[] original, Context context) {
        DicomFile file;
        try {
            file = Part10.read(original);
        } catch (DicomException e) {
            return new Refused(
                    Objects.requireNonNullElse(
                            e.getMessage(), "the object is not readable as DICOM"));
        }
        return process(file, context);
    }

    /** Processes one object that was read already. */
    public ResearchOutcome process(DicomFile file, Context context) {
        var dataSet = file.dataSet();
        var sopClass = dataSet.first(Tags.SOPClassUID);
        for (var tag :
                List.of(
                        Tags.SOPClassUID,
                        Tags.SOPInstanceUID,
                        Tags.StudyInstanceUID,
                        Tags.SeriesInstanceUID)) {
            if (dataSet.first(tag).isEmpty()) {
                return new Refused(
                        "every composite object has the attribute %s; it is missing or empty"
                                .formatted(tag));
            }
        }
        if (!profile.sopClasses().contains(sopClass)) {
            return new Held(
                    "sop-class-not-supported",
                    "the profile %s does not know how to treat this SOP class"
                            .formatted(profile.reference()),
                    sopClass);
        }
        try {
            return switch (PixelCheck.check(file)) {
                case PixelCheck.Verdict.Suspicious(var rule, var reason) ->
                        new Held(rule, reason, sopClass);
                case PixelCheck.Verdict.Clear(var frames) -> withClearPixels(file, frames, context);
            };
        } catch (DicomException
                | IllegalArgumentException
                | ArithmeticException
                | IndexOutOfBoundsException e) {
            // An object that breaks a decoder must neither pass nor stop the next one.
            return new Held(
                    "not-processable",
                    "processing ended with %s".formatted(e.getClass().getSimpleName()),
                    sopClass);
        }
    }

    private ResearchOutcome withClearPixels(
            DicomFile file, List<DecodedFrame> frames, Context context) {
        var dataSet = file.dataSet();
        var sopClass = dataSet.first(Tags.SOPClassUID);
        var findings = QualityCheck.of(rules, dataSet, frames);
        for (var finding : findings) {
            if (finding.severity() == QualityFinding.Severity.HOLD) {
                return new Held("quality:" + finding.rule(), finding.message(), sopClass);
            }
        }
        var scan =
                ResidualScan.of(
                        dataSet,
                        profile.options()
                                .contains(ConfidentialityOption.RETAIN_LONGITUDINAL_FULL_DATES));
        var owner = owner(file, context);
        var result = deidentifier.deidentify(file, owner.pseudonym(), PixelText.NONE_FOUND);
        var residue = scan.find(result.file().dataSet());
        if (residue.isPresent()) {
            return new Held(
                    "residual-identifier",
                    "an identifier of the original (%s) is still in %s"
                            .formatted(residue.get().kind().word(), residue.get().place()),
                    sopClass);
        }
        var object = Part10.bytes(result.file());
        return new Accepted(
                object,
                result.record(),
                entry(file, result.file(), object, owner, frames.size()),
                findings);
    }

    private Owner owner(DicomFile file, Context context) {
        var dataSet = file.dataSet();
        var number = dataSet.first(Tags.PatientID);
        if (number.isEmpty()) {
            return new Owner(
                    keys.imagePseudonym(dataSet.first(Tags.SOPInstanceUID)), SplitUnit.IMAGE);
        }
        var stated = dataSet.first(Tags.IssuerOfPatientID);
        var identifier =
                new PatientIdentifier(stated.isEmpty() ? context.issuer() : stated, number);
        return new Owner(
                keys.pseudonym(subjects.resolve(identifier, context.at())), SplitUnit.SUBJECT);
    }

    private CatalogEntry entry(
            DicomFile original, DicomFile made, byte[] object, Owner owner, int frames) {
        var dataSet = made.dataSet();
        return new CatalogEntry(
                owner.pseudonym(),
                owner.unit(),
                dataSet.first(Tags.StudyInstanceUID),
                dataSet.first(Tags.SeriesInstanceUID),
                dataSet.first(Tags.SOPInstanceUID),
                dataSet.first(Tags.SOPClassUID),
                dataSet.first(Tags.Modality),
                dataSet.integer(Tags.Rows, 0),
                dataSet.integer(Tags.Columns, 0),
                frames,
                dataSet.first(Tags.PatientSex),
                deidentifier.ageBand(original.dataSet()).orElse(""),
                Digest.of(object),
                object.length,
                null);
    }
}
