package io.meridian.serving.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.dicom.dump.Dump;
import io.meridian.model.packaging.Label;
import io.meridian.model.packaging.Labels;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StructuredReportTests {
    private final Path folder;

    StructuredReportTests(@TempDir Path folder) {
        this.folder = folder;
    }

    private static DataSet report(StudyResult result) {
        return StructuredReport.of(result).dataSet();
    }

    private String write(StudyResult result) throws IOException {
        var file = folder.resolve("report.dcm");
        Part10.write(StructuredReport.of(result), file);
        return file.toString();
    }

    private static String text(StudyResult result) {
        return Dump.text(StructuredReport.of(result));
    }

    static Stream<StudyResult> all() {
        var second = Results.image(CharacterSet.GB18030, "Zhang^San=张^三", 2).build();
        var third = Results.image(CharacterSet.GB18030, "Zhang^San=张^三", 3).build();
        var plain = Results.image(CharacterSet.DEFAULT, "Doe^Jane", 1).build();
        var utf8 = Results.image(CharacterSet.UTF_8, "Zhang^San=张^三", 1).build();
        var named = new Labels("binary", new Label("肺炎", null), new Label("正常", null), null);
        return Stream.of(
                Results.of(Results.POSITIVE, Results.chinese(), second, third),
                Results.of(Results.NEGATIVE, plain),
                Results.of(Results.NOT_EVALUATED, utf8),
                Results.of(new Assessment.Evaluated(named, 1, 0), Results.chinese()),
                Results.of(new Assessment.Evaluated(named, 0, 1), plain),
                Results.of(new Assessment.NotEvaluated(named, "影像不清楚"), plain),
                Results.of(Results.POSITIVE, Results.RELEASE, plain));
    }

    @Nested
    class Identity {
        @Test
        void aRetryIsTheSameObjectByteForByte() {
            assertThat(
                            Part10.bytes(
                                    StructuredReport.of(
                                            Results.of(Results.POSITIVE, Results.chinese()))))
                    .isEqualTo(
                            Part10.bytes(
                                    StructuredReport.of(
                                            Results.of(Results.POSITIVE, Results.chinese()))));
        }

        @Test
        void otherInputsReleasesAndPipelinesAreOtherObjects() {
            var uids =
                    Stream.of(
                                    new ResultIdentity("r1", List.of("a", "b"), "p"),
                                    new ResultIdentity("r2", List.of("a", "b"), "p"),
                                    new ResultIdentity("r1", List.of("a"), "p"),
                                    new ResultIdentity("r1", List.of("a", "b"), "q"))
                            .flatMap(identity ->
                                    Stream.of(identity.instanceUid(), identity.seriesUid()))
                            .toList();

            assertThat(uids).doesNotHaveDuplicates();
            assertThat(new ResultIdentity("r1", List.of("b", "a", "b"), "p"))
                    .isEqualTo(new ResultIdentity("r1", List.of("a", "b"), "p"));
        }

        @Test
        void imagesOfTwoStudiesOrPatientsAreNoResult() {
            var one = Results.image(CharacterSet.DEFAULT, "Doe^Jane", 1).build();
            var otherStudy = one.toBuilder().text(Tags.StudyInstanceUID, "1.2.3").build();
            var otherPatient = one.toBuilder().text(Tags.PatientID, "other").build();

            for (var other : List.of(otherStudy, otherPatient)) {
                assertThatExceptionOfType(IllegalArgumentException.class)
                        .isThrownBy(() -> Results.of(Results.POSITIVE, one, other))
                        .withMessageNotContaining("PID-0007712");
            }
        }
    }

    @Nested
    class TheHeader {
        private final DataSet source = Results.chinese();
        private final DataSet report = report(Results.of(Results.POSITIVE, source));

        @Test
        void takesOverPatientAndStudyAsReceived() {
            for (var tag :
                    List.of(
                            Tags.SpecificCharacterSet,
                            Tags.PatientName,
                            Tags.PatientID,
                            Tags.IssuerOfPatientID,
                            Tags.PatientBirthDate,
                            Tags.PatientSex,
                            Tags.StudyInstanceUID,
                            Tags.StudyDate,
                            Tags.StudyTime,
                            Tags.StudyID,
                            Tags.AccessionNumber,
                            Tags.ReferringPhysicianName,
                            Tags.StudyDescription)) {
                assertThat(report.bytes(tag)).as(tag.toString()).isEqualTo(source.bytes(tag));
            }
            assertThat(report.first(Tags.PatientName)).isEqualTo("Zhang^San=张^三");
        }

        @Test
        void isOfASeriesOfItsOwnAndUnverified() {
            assertThat(report.first(Tags.SeriesInstanceUID))
                    .isNotEqualTo(source.first(Tags.SeriesInstanceUID));
            assertThat(report.first(Tags.Modality)).isEqualTo("SR");
            assertThat(report.first(Tags.VerificationFlag)).isEqualTo("UNVERIFIED");
            assertThat(report.first(Tags.CompletionFlag)).isEqualTo("COMPLETE");
            assertThat(report(Results.of(Results.NOT_EVALUATED, source)).first(Tags.CompletionFlag))
                    .isEqualTo("PARTIAL");
        }

        @Test
        void namesEveryImageAsEvidenceBySeries() {
            var second = Results.image(CharacterSet.GB18030, "Zhang^San=张^三", 2).build();
            var third = Results.image(CharacterSet.GB18030, "Zhang^San=张^三", 3).build();

            var evidence =
                    report(Results.of(Results.POSITIVE, source, second, third))
                            .items(Tags.CurrentRequestedProcedureEvidenceSequence);

            assertThat(evidence).hasSize(1);
            assertThat(evidence.getFirst().first(Tags.StudyInstanceUID)).isEqualTo(Results.STUDY);
            assertThat(evidence.getFirst().items(Tags.ReferencedSeriesSequence))
                    .extracting(series -> series.items(Tags.ReferencedSOPSequence).size())
                    .containsExactly(2, 1);
        }

        @ParameterizedTest
        @CsvSource({
            "+0800, 20261102, 163015",
            "+0000, 20261102, 083015",
            "-1200, 20261101, 203015"
        })
        void tellsTimesInTheSourcesOffset(String offset, String date, String time) {
            var told = report(Results.of(Results.POSITIVE, Results.withOffset(offset)));

            assertThat(told.first(Tags.ContentDate)).isEqualTo(date);
            assertThat(told.first(Tags.ContentTime)).isEqualTo(time);
        }

        @Test
        void holdsNoValueLongerThanItMayBe() {
            var told = report(Results.of(Results.POSITIVE, Results.RELEASE, source));

            assertThat(told.first(Tags.SoftwareVersions)).hasSize(64);
        }
    }

    @Nested
    class NotEvaluated {
        @Test
        void isNeverShownAsNegative() {
            var result = Results.of(Results.NOT_EVALUATED, Results.chinese());

            assertThat(text(result))
                    .contains("Not evaluated for pneumonia: the image is no chest radiograph")
                    .contains("Not Attempted")
                    .doesNotContain("373572006", "373573001", "finding absent", "17621005")
                    .doesNotContain("233604007", "Certainty", "Measurement Group");
        }

        @Test
        void isToldApartFromBothAnswers() {
            assertThat(text(Results.of(Results.NEGATIVE, Results.chinese())))
                    .contains("373572006")
                    .doesNotContain("373573001", "Not evaluated");
            assertThat(text(Results.of(Results.POSITIVE, Results.chinese())))
                    .contains("373573001", "233604007")
                    .doesNotContain("373572006", "Not evaluated");
        }
    }

    /** dcmtk parses the content tree by the rules of the document's kind. */
    @ParameterizedTest
    @MethodSource("all")
    void dcmtkFindsNoFault(StudyResult result) throws IOException {
        var file = write(result);

        var output = Peers.runProgram("dsrdump", "--print-template-id", file);

        assertThat(output.exit()).as(output.text()).isZero();
        assertThat(faults(output.text())).isEmpty();
        assertThat(output.text()).contains("Comprehensive SR Document", "# TID 1500 (DCMR)");
        var dump = Peers.runProgram("dcmdump", "--quiet", file);
        assertThat(dump.exit()).isZero();
        assertThat(faults(dump.text())).isEmpty();
    }

    /** dcmtk checks no values in sets of several bytes, and says so each time. */
    private static List<String> faults(String output) {
        return output.lines()
                .filter(line -> line.startsWith("E: ") || line.startsWith("W: "))
                .filter(line -> !line.contains("VR checker does not support"))
                .toList();
    }

    @Test
    void pydicomReadsWhatWeMean() throws IOException {
        var file = write(Results.of(Results.POSITIVE, Results.chinese()));

        var read =
                Peers.runPython(
                        List.of("pydicom"),
                        """
                        import sys, warnings, pydicom
                        warnings.simplefilter('error')
                        pydicom.config.settings.reading_validation_mode = pydicom.config.RAISE
                        d = pydicom.dcmread(sys.argv[1])
                        def walk(item, depth=0):
                            name = item.ConceptNameCodeSequence[0].CodeMeaning if 'ConceptNameCodeSequence' in item else ''
                            kind = item.ValueType
                            value = {'CODE': lambda: item.ConceptCodeSequence[0].CodeMeaning,
                                     'TEXT': lambda: item.TextValue, 'UIDREF': lambda: item.UID,
                                     'NUM': lambda: str(item.MeasuredValueSequence[0].NumericValue),
                                     'IMAGE': lambda: item.ReferencedSOPSequence[0].ReferencedSOPInstanceUID,
                                     'CONTAINER': lambda: ''}[kind]()
                            print('  ' * depth + kind, name, value)
                            for child in item.get('ContentSequence', []): walk(child, depth + 1)
                        print(d.PatientName.ideographic, d.SOPClassUID.name, d.SpecificCharacterSet, d.StudyDescription)
                        walk(d)
                        """,
                        file);

        assertThat(read.lines().map(String::strip))
                .startsWith("张^三 Comprehensive SR Storage GB18030 胸部正位")
                .contains(
                        "CONTAINER Imaging Measurement Report",
                        "CODE Observer Type Device",
                        "TEXT Device Observer Name Meridian Chest",
                        "CODE Procedure reported Plain chest X-ray",
                        "IMAGE  " + Results.STUDY + ".1.1",
                        "TEXT Algorithm Name Meridian Chest",
                        "TEXT Algorithm Version 1.0",
                        "TEXT Algorithm Parameters threshold=0.500000",
                        "TEXT Algorithm Parameters release=" + Results.RELEASE,
                        "CODE Finding Pneumonia",
                        "NUM Certainty of Finding 87.654",
                        "CODE Presence Clinical finding present");
    }

    @Test
    void ourOwnReaderReadsItBack() throws IOException {
        var file = Path.of(write(Results.of(Results.POSITIVE, Results.chinese())));

        assertThat(Part10.read(file).dataSet())
                .isEqualTo(report(Results.of(Results.POSITIVE, Results.chinese())));
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .contains("GB18030");
    }
}
