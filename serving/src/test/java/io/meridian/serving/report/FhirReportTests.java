package io.meridian.serving.report;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.StrictErrorHandler;
import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.Tags;
import io.meridian.model.packaging.Labels;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FhirReportTests {
    private static final FhirContext STRICT = FhirContext.forR4();

    /** As a receiver reads it, who tolerates nothing that the standard does not know. */
    private static DiagnosticReport read(StudyResult result) {
        return STRICT.newJsonParser()
                .setParserErrorHandler(new StrictErrorHandler())
                .parseResource(
                        DiagnosticReport.class,
                        new String(FhirReport.toJson(result), StandardCharsets.UTF_8));
    }

    private static <T extends Resource> T contained(DiagnosticReport report, Class<T> kind) {
        return report.getContained().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    static Stream<StudyResult> all() {
        return StructuredReportTests.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void isReadStrictlyAndIsPreliminary(StudyResult result) {
        var report = read(result);

        assertThat(report.getStatus())
                .isEqualTo(DiagnosticReport.DiagnosticReportStatus.PRELIMINARY);
        assertThat(report.getIdElement().getIdPart()).isEqualTo(result.identity().id());
        assertThat(report.getContained()).hasSize(4);
        assertThat(report.getSubject().getResource()).isInstanceOf(Patient.class);
        assertThat(report.getResultFirstRep().getResource()).isInstanceOf(Observation.class);
        assertThat(FhirReport.toJson(result)).isEqualTo(FhirReport.toJson(result));
    }

    @Test
    void carriesThePatientAndTheStudy() {
        var report = read(Results.of(Results.POSITIVE, Results.chinese()));
        var patient = contained(report, Patient.class);
        var study = contained(report, ImagingStudy.class);

        assertThat(patient.getName())
                .extracting(name -> name.getText())
                .contains("张 三", "Zhang San");
        assertThat(patient.getIdentifierFirstRep().getValue()).isEqualTo("PID-0007712");
        assertThat(patient.getBirthDateElement().getValueAsString()).isEqualTo("1962-03-04");
        assertThat(study.getIdentifier())
                .extracting(identifier -> identifier.getValue())
                .containsExactly("urn:oid:" + Results.STUDY, "ACC-555123");
        assertThat(report.getIssuedElement().getValue().toInstant())
                .isEqualTo("2026-11-02T08:30:15Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"20230231", "1962", "00000000", "", "about 1960", "19621301"})
    void isNotLostOverABirthDateThatIsNone(String date) {
        var image =
                Results.image(CharacterSet.DEFAULT, "Doe^Jane", 1)
                        .text(Tags.PatientBirthDate, date)
                        .text(Tags.PatientSex, "X")
                        .text(Tags.PatientName, "=")
                        .text(Tags.PatientID, "")
                        .build();

        var patient = contained(read(Results.of(Results.POSITIVE, image)), Patient.class);

        assertThat(patient.hasBirthDate()).isFalse();
        assertThat(patient.getName()).isEmpty();
    }

    @Nested
    class TheFinding {
        @Test
        void isPresentAtOrAboveTheThreshold() {
            var report =
                    read(
                            Results.of(
                                    new Assessment.Evaluated(Labels.binary("pneumonia"), 0.5, 0.5),
                                    Results.chinese()));
            var finding = contained(report, Observation.class);

            assertThat(((CodeableConcept) finding.getValue()).getCodingFirstRep().getCode())
                    .isEqualTo("373573001");
            assertThat(report.getConclusionCodeFirstRep().getCodingFirstRep().getCode())
                    .isEqualTo("233604007");
            assertThat(report.getConclusion()).contains("suspected by software, not yet reviewed");
        }

        @Test
        void isAbsentBelowTheThreshold() {
            var report = read(Results.of(Results.NEGATIVE, Results.chinese()));
            var finding = contained(report, Observation.class);

            assertThat(((CodeableConcept) finding.getValue()).getCodingFirstRep().getCode())
                    .isEqualTo("373572006");
            assertThat(report.getConclusion()).contains("not suspected by software");
            assertThat(finding.getStatus()).isEqualTo(Observation.ObservationStatus.PRELIMINARY);
        }

        @Test
        void thatWasNotEvaluatedIsNeverShownAsNegative() {
            var result = Results.of(Results.NOT_EVALUATED, Results.chinese());
            var report = read(result);
            var finding = contained(report, Observation.class);

            assertThat(finding.hasValue()).isFalse();
            assertThat(finding.getDataAbsentReason().getText())
                    .isEqualTo("the image is no chest radiograph");
            assertThat(finding.getStatus()).isEqualTo(Observation.ObservationStatus.CANCELLED);
            assertThat(report.hasConclusionCode()).isFalse();
            assertThat(report.getConclusion())
                    .isEqualTo("Not evaluated for pneumonia: the image is no chest radiograph");
            assertThat(new String(FhirReport.toJson(result), StandardCharsets.UTF_8))
                    .doesNotContain("373572006", "17621005", "suspected");
        }
    }
}
