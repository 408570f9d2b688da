package io.meridian.governance;

import static io.meridian.governance.TestPipeline.CONTEXT;
import static io.meridian.governance.TestPipeline.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.Part10;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.governance.ResearchOutcome.Accepted;
import io.meridian.governance.deidentification.DeidentificationProfile;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** What becomes of an object's dates. */
final class ResearchDatesTests {
    private final TestPipeline research = new TestPipeline(DeidentificationProfile.RESEARCH);

    private LocalDate date(Accepted result, Tag tag) {
        return LocalDate.parse(
                Part10.read(result.object()).dataSet().first(tag),
                DateTimeFormatter.BASIC_ISO_DATE);
    }

    @Test
    void moveByOneConstantASubjectSoThatIntervalsSurvive() {
        var first =
                research.accepted(
                        person().text(Tags.SeriesDate, "20240229")
                                .text(Tags.ContentDate, "20240301"));
        var later =
                research.accepted(
                        person().text(Tags.StudyDate, "20250115")
                                .text(Tags.SOPInstanceUID, "1.3.6.1.4.1.99999.9"));

        assertThat(
                        ChronoUnit.DAYS.between(
                                date(first, Tags.StudyDate), date(first, Tags.SeriesDate)))
                .isEqualTo(45);
        assertThat(
                        ChronoUnit.DAYS.between(
                                date(first, Tags.SeriesDate), date(first, Tags.ContentDate)))
                .isEqualTo(1);
        assertThat(
                        ChronoUnit.DAYS.between(
                                date(first, Tags.StudyDate), date(later, Tags.StudyDate)))
                .isEqualTo(366);
        assertThat(date(first, Tags.StudyDate)).isBefore(LocalDate.of(2023, 12, 16));
    }

    @Test
    void thatAreNoneFallBackToTheBasicProfile() {
        var made =
                Part10.read(
                                research.accepted(
                                                person().text(Tags.StudyDate, "yesterday")
                                                        .text(Tags.ContentDate, "2024"))
                                        .object())
                        .dataSet();

        assertThat(made.first(Tags.StudyDate)).isEmpty();
        assertThat(made.first(Tags.ContentDate)).isEqualTo("19000101");
    }

    @Test
    void goUnderTheBasicProfile() {
        var outcome =
                new TestPipeline(DeidentificationProfile.BASIC)
                        .pipeline.process(Images.bytes(person()), CONTEXT);

        var made = Part10.read(((Accepted) outcome).object()).dataSet();
        assertThat(made.first(Tags.StudyDate)).isEmpty();
        assertThat(made.first(Tags.PatientSex)).isEmpty();
        assertThat(made.contains(Tags.PatientAge)).isFalse();
        assertThat(made.contains(Tags.StudyDescription)).isFalse();
        assertThat(made.first(Tags.LongitudinalTemporalInformationModified)).isEqualTo("REMOVED");
    }
}
