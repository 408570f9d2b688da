package io.meridian.serving.report;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.PerformanceOptionsEnum;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tags;
import io.meridian.model.packaging.Code;
import io.meridian.model.packaging.Label;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;
import java.util.TimeZone;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * A result as a FHIR R4 DiagnosticReport, {@code preliminary} until a doctor speaks, with patient,
 * study, device and observation contained. Its id is derived: a retry updates the same resource.
 */
public final class FhirReport {
    static final String RESULT_SYSTEM = "urn:meridian:result";
    private static final String UID_SYSTEM = "urn:dicom:uid";
    private static final String RELEASE_SYSTEM = "urn:meridian:release";
    private static final String ACCESSION = "ACSN";
    private static final String CATEGORY = "http://terminology.hl7.org/CodeSystem/v2-0074";
    private static final String IDENTIFIER_TYPE = "http://terminology.hl7.org/CodeSystem/v2-0203";
    private static final String ABSENT_REASON =
            "http://terminology.hl7.org/CodeSystem/data-absent-reason";

    /** HAPI reads its model classes when first used: about a second and 30 MB, so not before. */
    private static final class Lazy {
        static final FhirContext CONTEXT = context();

        private static FhirContext context() {
            FhirContext context = FhirContext.forR4();
            context.setPerformanceOptions(PerformanceOptionsEnum.DEFERRED_MODEL_SCANNING);
            return context;
        }
    }

    private FhirReport() {}

    /** The resource as JSON; equal results give equal bytes. */
    public static byte[] toJson(StudyResult result) {
        return Lazy.CONTEXT
                .newJsonParser()
                .setPrettyPrint(true)
                .encodeResourceToString(of(result))
                .getBytes(StandardCharsets.UTF_8);
    }

    static FhirContext context() {
        return Lazy.CONTEXT;
    }

    static DiagnosticReport of(StudyResult result) {
        DataSet source = result.source();
        DiagnosticReport report = new DiagnosticReport();
        report.setId(result.identity().id());
        report.addIdentifier().setSystem(RESULT_SYSTEM).setValue(result.identity().id());
        report.setStatus(DiagnosticReportStatus.PRELIMINARY);
        report.addCategory().addCoding(new Coding(CATEGORY, "RAD", "Radiology"));
        report.setCode(concept(Procedures.of(source)));
        report.setEffective(at(result));
        report.setIssued(Date.from(result.at().toInstant()));
        Reference subject = contain(report, patient(source), "patient");
        report.setSubject(subject);
        Reference device = contain(report, device(result), "device");
        report.addPerformer().setDisplay(result.algorithm().name());
        report.addImagingStudy(contain(report, study(source, subject), "study"));
        Observation observation = observation(result).setSubject(subject).setDevice(device);
        report.addResult(contain(report, observation, "finding"));
        conclude(report, result.assessment());
        return report;
    }

    private static Reference contain(DiagnosticReport report, Resource resource, String id) {
        resource.setId(id);
        report.addContained(resource);
        return new Reference("#" + id);
    }

    private static Patient patient(DataSet source) {
        Patient patient = new Patient();
        String issuer = source.first(Tags.IssuerOfPatientID);
        patient.addIdentifier()
                .setValue(source.first(Tags.PatientID))
                .setAssigner(issuer.isEmpty() ? null : new Reference().setDisplay(issuer));
        for (String group : source.first(Tags.PatientName).split("=", -1)) {
            name(patient, group);
        }
        switch (source.first(Tags.PatientSex)) {
            case "M" -> patient.setGender(AdministrativeGender.MALE);
            case "F" -> patient.setGender(AdministrativeGender.FEMALE);
            case "O" -> patient.setGender(AdministrativeGender.OTHER);
            default -> patient.setGender(AdministrativeGender.UNKNOWN);
        }
        String birth = source.first(Tags.PatientBirthDate);
        try {
            LocalDate date = LocalDate.parse(birth, DateTimeFormatter.BASIC_ISO_DATE);
            patient.getBirthDateElement().setValueAsString(date.toString());
        } catch (DateTimeException _) {
            // What is no date stays out; the study is not lost over it.
            patient.setBirthDate(null);
        }
        return patient;
    }

    /** One component group of a DICOM name: family^given^middle^prefix^suffix. */
    private static void name(Patient patient, String group) {
        String[] parts = group.split("\\^", -1);
        if (group.isBlank()) {
            return;
        }
        HumanName name = patient.addName();
        name.setText(group.replaceAll("\\^+", " ").strip());
        name.setFamily(parts[0].isBlank() ? null : parts[0]);
        for (int i = 1; i < Math.min(3, parts.length); i++) {
            if (!parts[i].isBlank()) {
                name.addGiven(parts[i]);
            }
        }
    }

    private static ImagingStudy study(DataSet source, Reference subject) {
        ImagingStudy study = new ImagingStudy();
        study.setStatus(ImagingStudy.ImagingStudyStatus.AVAILABLE);
        study.setSubject(subject);
        study.addIdentifier()
                .setSystem(UID_SYSTEM)
                .setValue("urn:oid:" + source.first(Tags.StudyInstanceUID));
        String accession = source.first(Tags.AccessionNumber);
        if (!accession.isEmpty()) {
            study.addIdentifier()
                    .setType(
                            new CodeableConcept(
                                    new Coding(IDENTIFIER_TYPE, ACCESSION, "Accession ID")))
                    .setValue(accession);
        }
        return study;
    }

    private static Device device(StudyResult result) {
        Device device = new Device();
        device.addIdentifier().setSystem(RELEASE_SYSTEM).setValue(result.identity().release());
        device.addDeviceName()
                .setName(result.algorithm().name())
                .setType(Device.DeviceNameType.MANUFACTURERNAME);
        device.setManufacturer(result.algorithm().manufacturer());
        device.addVersion().setValue(result.algorithm().version());
        return device;
    }

    private static Observation observation(StudyResult result) {
        Observation observation = new Observation();
        Label finding = result.assessment().labels().positive();
        observation.setCode(concept(finding));
        observation.setEffective(at(result));
        switch (result.assessment()) {
            case Assessment.Evaluated evaluated -> {
                observation.setStatus(ObservationStatus.PRELIMINARY);
                observation.setValue(
                        concept(evaluated.positive() ? Concepts.PRESENT : Concepts.ABSENT));
                component(observation, "probability", evaluated.score());
                component(observation, "threshold", evaluated.threshold());
            }
            case Assessment.NotEvaluated(_, String reason) -> {
                observation.setStatus(ObservationStatus.CANCELLED);
                observation.setDataAbsentReason(
                        new CodeableConcept(
                                        new Coding(ABSENT_REASON, "not-performed", "Not Performed"))
                                .setText(reason));
            }
        }
        return observation;
    }

    private static void component(Observation observation, String name, double value) {
        observation
                .addComponent()
                .setCode(new CodeableConcept().setText(name))
                .setValue(
                        new Quantity()
                                .setValue(Math.round(value * 1_000_000) / 1_000_000.0)
                                .setSystem("http://unitsofmeasure.org")
                                .setCode("1"));
    }

    private static void conclude(DiagnosticReport report, Assessment assessment) {
        Label positive = assessment.labels().positive();
        Label negative = assessment.labels().negative();
        switch (assessment) {
            case Assessment.Evaluated evaluated -> {
                Label said = evaluated.positive() ? positive : negative;
                report.setConclusion(
                        String.format(
                                Locale.ROOT,
                                "%s %s by software, not yet reviewed (probability %.3f, threshold %.3f)",
                                positive.name(),
                                evaluated.positive() ? "suspected" : "not suspected",
                                evaluated.score(),
                                evaluated.threshold()));
                report.addConclusionCode(concept(said));
            }
            case Assessment.NotEvaluated(_, String reason) ->
                    report.setConclusion(
                            "Not evaluated for %s: %s".formatted(positive.name(), reason));
        }
    }

    private static DateTimeType at(StudyResult result) {
        DateTimeType time = new DateTimeType(Date.from(result.at().toInstant()));
        time.setTimeZone(TimeZone.getTimeZone(result.at().getOffset()));
        return time;
    }

    private static CodeableConcept concept(Label label) {
        Code code = label.code();
        return code == null
                ? new CodeableConcept().setText(label.name())
                : concept(code).setText(label.name());
    }

    private static CodeableConcept concept(Code code) {
        String system =
                switch (code.scheme()) {
                    case "SCT" -> "http://snomed.info/sct";
                    case "LN" -> "http://loinc.org";
                    case "RADLEX" -> "http://radlex.org";
                    default -> "urn:dicom:scheme:" + code.scheme();
                };
        return new CodeableConcept(new Coding(system, code.value(), code.meaning()));
    }
}
