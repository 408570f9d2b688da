package io.meridian.dicom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.web.QidoQuery.Level;
import java.util.List;
import org.junit.jupiter.api.Test;

final class QidoQueryTests {
    private static final DataSet STUDY =
            DataSet.builder()
                    .characterSet(CharacterSet.GB18030)
                    .text(Tags.StudyInstanceUID, "1.2.3")
                    .text(Tags.PatientName, "Wang^XiaoDong=王^小东")
                    .text(Tags.PatientID, "P*7")
                    .text(Tags.StudyDate, "20260115")
                    .text(Tags.StudyTime, "101530.250")
                    .numbers(Tags.Rows, 512)
                    .item(new Tag(0x00400275), item -> item.text(new Tag(0x00401001), "RP-1"))
                    .build();

    private static QidoQuery parse(String query) {
        return QidoQuery.parse(Level.STUDIES, query);
    }

    private static boolean matches(String query) {
        return parse(query).isMatchedBy(STUDY);
    }

    @Test
    void readsKeywordsTagsPathsAndTheOthers() {
        var query =
                parse(
                        "PatientName=%E7%8E%8B*&00100020=P-1&RequestAttributesSequence.00401001=RP-1"
                                + "&includefield=StudyDescription,00081050&includefield=all&limit=20&offset=40&fuzzymatching=true&StudyID=");

        assertThat(query.matches())
                .extracting(QidoMatch::tag)
                .containsExactly(Tags.PatientName, Tags.PatientID, new Tag(0x00401001));
        assertThat(query.matches().getFirst().value()).isEqualTo("王*");
        assertThat(query.fields())
                .containsExactly(
                        List.of(Tags.StudyDescription),
                        List.of(new Tag(0x00081050)),
                        List.of(Tags.StudyID));
        assertThat(query.allFields()).isTrue();
        assertThat(query.limit()).isEqualTo(20);
        assertThat(query.offset()).isEqualTo(40);
        assertThat(query.fuzzy()).isTrue();
        assertThat(parse(query.toQueryString())).isEqualTo(query);
    }

    @Test
    void matchesAsPs3Point4Says() {
        assertThat(matches("")).isTrue();
        assertThat(matches("StudyInstanceUID=1.2.3")).isTrue();
        assertThat(matches("StudyInstanceUID=1.2.4,1.2.3")).isTrue();
        assertThat(matches("StudyInstanceUID=1.2.4%5C1.2.3")).isTrue();
        assertThat(matches("StudyInstanceUID=1.2")).isFalse();
        assertThat(matches("PatientName=wang*")).isTrue();
        assertThat(matches("PatientName=%E7%8E%8B%5E*")).isTrue();
        assertThat(matches("PatientName=Wang")).isFalse();
        assertThat(matches("PatientName=W?ng^*dong")).isTrue();
        assertThat(matches("PatientID=P*7")).isTrue();
        assertThat(matches("PatientID=p*7")).isFalse();
        assertThat(matches("StudyDate=20260115")).isTrue();
        assertThat(matches("StudyDate=20260116")).isFalse();
        assertThat(matches("StudyDate=20260101-20260131")).isTrue();
        assertThat(matches("StudyDate=20260115-")).isTrue();
        assertThat(matches("StudyDate=-20260114")).isFalse();
        assertThat(matches("StudyTime=10")).isTrue();
        assertThat(matches("StudyTime=09-1015")).isTrue();
        assertThat(matches("StudyTime=1016-")).isFalse();
        assertThat(matches("Rows=512")).isTrue();
        assertThat(matches("Rows=511")).isFalse();
        assertThat(matches("RequestAttributesSequence.RequestedProcedureID=RP-*")).isTrue();
        assertThat(matches("RequestAttributesSequence.RequestedProcedureID=RP-2")).isFalse();
        assertThat(matches("AccessionNumber=*")).isFalse();
        assertThat(matches("PatientID=P*7&StudyDate=20250101")).isFalse();
    }

    @Test
    void refusesBrokenQueriesAndRepeatsNoValue() {
        for (var query :
                List.of(
                        "PatientNames=Wang",
                        "Wang%5EXiaoDong",
                        "StudyDate=2026-01-15",
                        "StudyDate=20260230",
                        "StudyDate=-",
                        "StudyTime=2515",
                        "StudyInstanceUID=1.2.*",
                        "StudyInstanceUID=Wang",
                        "Rows=Wang",
                        "PixelData=Wang",
                        "RequestAttributesSequence=Wang",
                        "PatientName.PatientID=Wang",
                        "00091001=Wang",
                        "PatientName=%E7%8E",
                        "PatientName=%",
                        "PatientName=%4",
                        "PatientName=%zz",
                        "PatientName=Wang%00",
                        "PatientName=Wang&PatientName=Wang",
                        "PatientName=Wang&00100010=Wang",
                        "limit=0",
                        "limit=-1",
                        "limit=99999999999",
                        "offset=Wang",
                        "fuzzymatching=Wang",
                        "emptyvaluematching=true",
                        "includefield=Wang",
                        "a.b.c.d.e.f=1",
                        "PatientName=" + "Wang".repeat(5_000),
                        "PatientID=1&".repeat(200))) {
            assertThatThrownBy(() -> parse(query))
                    .as(query.substring(0, Math.min(60, query.length())))
                    .isInstanceOf(DicomWebException.class)
                    .hasMessageNotContaining("Wang");
        }
        assertThat(parse("PatientName=Wang").toString()).doesNotContain("Wang");
        assertThat(parse("PatientName=Wang").matches().toString()).doesNotContain("Wang");
    }

    @Test
    void starsByTheThousandAreNoWork() {
        var text = "a".repeat(60_000);
        var dataSet = DataSet.builder().text(Tags.StudyDescription, text).build();

        assertThat(
                        QidoQuery.of(Level.STUDIES)
                                .matching(Tags.StudyDescription, "a*".repeat(500) + "b")
                                .isMatchedBy(dataSet))
                .isFalse();
    }
}
