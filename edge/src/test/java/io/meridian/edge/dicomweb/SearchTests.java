package io.meridian.edge.dicomweb;

import static io.meridian.edge.dicomweb.FilledSite.CLIP;
import static io.meridian.edge.dicomweb.FilledSite.FIRST;
import static io.meridian.edge.dicomweb.FilledSite.FRAMES;
import static io.meridian.edge.dicomweb.FilledSite.SERIES;
import static io.meridian.edge.dicomweb.FilledSite.STUDIES;
import static io.meridian.edge.dicomweb.FilledSite.STUDY;
import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.web.DicomWebClient;
import io.meridian.dicom.web.QidoQuery;
import io.meridian.dicom.web.QidoQuery.Level;
import io.meridian.dicom.web.Resource;
import io.meridian.edge.Modality;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** QIDO-RS of a whole edge, asked by our client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SearchTests {
    private FilledSite filled;
    private DicomWebClient doctor;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        filled = new FilledSite(folder);
        doctor = filled.doctor();
    }

    @AfterAll
    void stop() {
        if (filled != null) {
            filled.close();
        }
    }

    @Test
    void findsStudiesWithTheAttributesOfTheStandard() {
        var found =
                doctor.search(QidoQuery.of(Level.STUDIES).matching(Tags.PatientName, "*小植"))
                        .dataSets();

        assertThat(found).hasSize(STUDIES);
        var one =
                doctor.search(
                                QidoQuery.of(Level.STUDIES)
                                        .matching(Tags.StudyInstanceUID, STUDY.studyUid()))
                        .dataSets()
                        .getFirst();
        assertThat(one.first(Tags.PatientName)).isEqualTo(Modality.NAME);
        assertThat(one.first(Tags.PatientID)).isEqualTo("P-1");
        assertThat(one.first(Tags.PatientBirthDate)).isEqualTo("19530917");
        assertThat(one.first(Tags.AccessionNumber)).isEqualTo("ACC-PLANTED-1");
        assertThat(one.texts(new Tag(0x00080061))).containsExactly("DX");
        assertThat(one.integer(new Tag(0x00201206), 0)).isEqualTo(1);
        assertThat(one.integer(new Tag(0x00201208), 0)).isEqualTo(2);
        assertThat(one.first(new Tag(0x00080056))).isEqualTo("ONLINE");
        assertThat(one.first(new Tag(0x00081190)))
                .isEqualTo(filled.site().base + "/" + STUDY.path());
        assertThat(one.contains(Tags.SOPInstanceUID)).isFalse();
    }

    @Test
    void narrowsByEachKindOfMatch() {
        for (var match :
                Map.of(
                                Tags.PatientID, "P-3",
                                Tags.AccessionNumber, "ACC-PLANTED-3",
                                Tags.StudyInstanceUID, FilledSite.study(3).studyUid(),
                                Tags.StudyDate, "20260203",
                                Tags.SeriesInstanceUID, "1.2.826.0.1.99.3",
                                Tags.SOPInstanceUID, "1.2.826.0.1.77.3.1")
                        .entrySet()) {
            assertThat(
                            doctor.search(
                                            QidoQuery.of(Level.STUDIES)
                                                    .matching(match.getKey(), match.getValue()))
                                    .dataSets())
                    .as(match.getKey().toString())
                    .extracting(each -> each.first(Tags.StudyInstanceUID))
                    .containsExactly(FilledSite.study(3).studyUid());
        }
        assertThat(count(Level.STUDIES, Tags.StudyDate, "20260202-20260204")).isEqualTo(3);
        assertThat(count(Level.STUDIES, Tags.PatientID, "P-?")).isEqualTo(STUDIES);
        assertThat(count(Level.STUDIES, Tags.PatientID, "P-9")).isZero();
        assertThat(count(Level.STUDIES, new Tag(0x00080061), "CT")).isZero();
        assertThat(count(Level.SERIES, Tags.Modality, "DX")).isEqualTo(STUDIES);
        assertThat(count(Level.INSTANCES, Tags.PatientID, "P-1")).isEqualTo(2);
        assertThat(count(Level.INSTANCES, Tags.NumberOfFrames, "3")).isEqualTo(1);
        assertThat(
                        count(
                                Level.INSTANCES,
                                Tags.SOPInstanceUID,
                                FIRST.instanceUid() + "," + CLIP.instanceUid()))
                .isEqualTo(2);
    }

    private int count(Level level, Tag tag, String value) {
        return doctor.search(QidoQuery.of(level).matching(tag, value)).dataSets().size();
    }

    @Test
    void findsSeriesAndInstancesBelowAPath() {
        var series = doctor.search(STUDY, QidoQuery.of(Level.SERIES)).dataSets();
        assertThat(series).hasSize(1);
        assertThat(series.getFirst().integer(new Tag(0x00201209), 0)).isEqualTo(2);
        assertThat(series.getFirst().contains(Tags.PatientName)).isFalse();
        var instances = doctor.search(SERIES, QidoQuery.of(Level.INSTANCES)).dataSets();
        assertThat(instances)
                .extracting(each -> each.first(Tags.SOPInstanceUID))
                .containsExactly(FIRST.instanceUid(), CLIP.instanceUid());
        assertThat(instances.getLast().integer(Tags.NumberOfFrames, 0)).isEqualTo(FRAMES);
        assertThat(instances.getLast().integer(Tags.Rows, 0)).isEqualTo(16);
        assertThat(
                        doctor.search(
                                        SERIES,
                                        QidoQuery.of(Level.INSTANCES).including(Tags.PatientName))
                                .dataSets()
                                .getFirst()
                                .first(Tags.PatientName))
                .isEqualTo(Modality.NAME);
        assertThat(
                        doctor.search(SERIES, QidoQuery.of(Level.INSTANCES).includingAll())
                                .dataSets()
                                .getFirst()
                                .first(Tags.BodyPartExamined))
                .isEqualTo("CHEST");
        assertThat(
                        doctor.search(new Resource.Study("1.2.3"), QidoQuery.of(Level.SERIES))
                                .dataSets())
                .isEmpty();
    }

    @Test
    void pagesAndSaysWhenThereIsMore() {
        var all = new ArrayList<String>();
        for (var offset = 0; offset < STUDIES; offset += 2) {
            var page = doctor.search(QidoQuery.of(Level.STUDIES).page(offset, 2));
            page.dataSets().forEach(each -> all.add(each.first(Tags.StudyInstanceUID)));
            assertThat(page.warnings().isEmpty()).isEqualTo(offset + 2 >= STUDIES);
        }

        assertThat(all).hasSize(STUDIES).doesNotHaveDuplicates();
    }
}
