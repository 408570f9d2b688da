package io.meridian.edge.dicomweb;

import static io.meridian.edge.dicomweb.FilledSite.CLIP;
import static io.meridian.edge.dicomweb.FilledSite.FIRST;
import static io.meridian.edge.dicomweb.FilledSite.SERIES;
import static io.meridian.edge.dicomweb.FilledSite.STUDY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Element;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.web.DicomWebClient;
import io.meridian.dicom.web.DicomWebException;
import io.meridian.dicom.web.FrameList;
import io.meridian.dicom.web.MediaType;
import io.meridian.dicom.web.QidoQuery;
import io.meridian.dicom.web.QidoQuery.Level;
import io.meridian.dicom.web.RenderingParameters;
import io.meridian.edge.Modality;
import io.meridian.edge.account.Role;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** WADO-RS of a whole edge, asked by our client and by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RetrieveTests {
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
    void givesObjectsAsTheyCame() {
        var got = new ArrayList<DataSet>();
        doctor.retrieve(
                STUDY,
                List.of(),
                (type, content) -> {
                    assertThat(type.parameter("transfer-syntax"))
                            .contains(TransferSyntax.EXPLICIT_LITTLE.uid());
                    got.add(Part10.read(content.readAllBytes()).dataSet());
                });

        assertThat(got).containsExactlyElementsOf(filled.sent().subList(0, 2));
        got.clear();
        doctor.retrieve(
                FIRST,
                List.of(TransferSyntax.JPEG_2000_LOSSLESS, TransferSyntax.IMPLICIT_LITTLE),
                (_, content) -> {
                    var file = Part10.read(content.readAllBytes());
                    assertThat(file.transferSyntax()).isEqualTo(TransferSyntax.IMPLICIT_LITTLE);
                    got.add(file.dataSet());
                });
        assertThat(got.getFirst().first(Tags.PatientName)).isEqualTo(Modality.NAME);
        assertThat(got.getFirst().bytes(Tags.PixelData))
                .isEqualTo(filled.sent().getFirst().bytes(Tags.PixelData));
    }

    @Test
    void refusesTransferSyntaxesAndTypesThatItCannotGive() throws Exception {
        var path = "/" + FIRST.path();
        for (var accept :
                List.of(
                        "multipart/related; type=\"application/dicom\"; transfer-syntax=1.2.840.10008.1.2.4.90",
                        "multipart/related; type=\"application/dicom+xml\"",
                        "text/html",
                        "image/png")) {
            assertThat(filled.site().get(Role.RADIOLOGIST, path, accept).statusCode())
                    .as(accept)
                    .isEqualTo(406);
        }
        assertThat(
                        filled.site()
                                .get(
                                        Role.RADIOLOGIST,
                                        path + "/metadata",
                                        "multipart/related; type=\"application/dicom+xml\"")
                                .statusCode())
                .isEqualTo(406);
        assertThat(
                        filled.site()
                                .get(Role.RADIOLOGIST, path, "application/dicom")
                                .headers()
                                .firstValue("Content-Type")
                                .orElse(""))
                .startsWith("application/dicom;");
        assertThat(
                        filled.site()
                                .get(
                                        Role.RADIOLOGIST,
                                        "/studies?accept=application/json",
                                        "text/html")
                                .headers()
                                .firstValue("Content-Type"))
                .contains("application/json");
        assertThat(
                        filled.site()
                                .get(Role.RADIOLOGIST, "/studies", "application/dicom+xml")
                                .statusCode())
                .isEqualTo(406);
        assertThat(
                        filled.site()
                                .get(Role.RADIOLOGIST, path + "/rendered", "image/gif")
                                .statusCode())
                .isEqualTo(406);
    }

    @Test
    void describesObjectsAndPointsAtTheirBulkData() {
        var metadata = doctor.metadata(STUDY);
        assertThat(metadata).hasSize(2);
        var clip = metadata.getLast();
        assertThat(clip.dataSet().first(Tags.PatientName)).isEqualTo(Modality.NAME);
        assertThat(metadata.getFirst().bulkData()).hasSize(1);
        assertThat(metadata.getFirst().dataSet().bytes(Tags.PixelData)).isEmpty();
        assertThat(clip.bulkData()).hasSize(2);
        var values = new ArrayList<byte[]>();
        clip.bulkData()
                .forEach((_, uri) ->
                        doctor.bulkData(
                                URI.create(uri),
                                (_, content) -> values.add(content.readAllBytes())));
        assertThat(values)
                .containsExactlyInAnyOrder(
                        new byte[4_000], filled.sent().get(1).bytes(Tags.PixelData));
        values.clear();
        doctor.bulkData(
                URI.create(filled.site().base + "/" + CLIP.path() + "/bulkdata/7FE00010"),
                (_, content) -> values.add(content.readAllBytes()));
        assertThat(values)
                .containsExactly(
                        filled.sent().get(1).get(Tags.PixelData).map(Element::bytes).orElseThrow());
    }

    @Test
    void givesFramesAndNoOthers() {
        var frames = new ArrayList<byte[]>();
        doctor.frames(
                CLIP,
                FrameList.of(1, 3),
                List.of(),
                (_, content) -> frames.add(content.readAllBytes()));

        assertThat(frames).hasSize(2);
        assertThat(frames.getFirst()).hasSize(256).containsOnly(50);
        assertThat(frames.getLast()).hasSize(256).containsOnly(52);
        assertThatThrownBy(() -> doctor.frames(CLIP, FrameList.of(4), List.of(), (_, _) -> {}))
                .isInstanceOfSatisfying(
                        DicomWebException.Refused.class,
                        e -> assertThat(e.status()).isEqualTo(404));
    }

    @Test
    void rendersWithWindowAndViewport() throws Exception {
        var dark =
                picture(
                        new RenderingParameters(
                                new RenderingParameters.Window(
                                        100, 50, RenderingParameters.Shape.LINEAR),
                                null,
                                90));
        var bright =
                picture(
                        new RenderingParameters(
                                new RenderingParameters.Window(
                                        10, 20, RenderingParameters.Shape.LINEAR),
                                null,
                                90));

        assertThat(dark.getWidth()).isEqualTo(16);
        assertThat(dark.getRaster().getSample(3, 3, 0)).isZero();
        assertThat(bright.getRaster().getSample(3, 3, 0)).isEqualTo(255);
        var part =
                picture(
                        new RenderingParameters(
                                null, new RenderingParameters.Viewport(64, 64, 4, 4, 8, 4), 90));
        assertThat(part.getWidth()).isEqualTo(64);
        assertThat(part.getHeight()).isEqualTo(32);
        var jpeg = doctor.rendered(CLIP, 2, RenderingParameters.DEFAULT, MediaType.JPEG);
        assertThat(jpeg[0] & 0xFF).isEqualTo(0xFF);
        assertThat(ImageIO.read(new ByteArrayInputStream(jpeg)).getWidth()).isEqualTo(16);
        var path = "/" + FIRST.path();
        assertThat(
                        filled.site()
                                .get(
                                        Role.RADIOLOGIST,
                                        path + "/rendered?viewport=8,8,10,10,20,20",
                                        "image/png")
                                .statusCode())
                .isEqualTo(400);
        assertThat(
                        filled.site()
                                .get(Role.RADIOLOGIST, path + "/frames/2/rendered", "image/png")
                                .statusCode())
                .isEqualTo(404);
        assertThat(
                        filled.site()
                                .get(Role.RADIOLOGIST, path + "/frames/1,2/rendered", "image/png")
                                .statusCode())
                .isEqualTo(400);
    }

    private BufferedImage picture(RenderingParameters parameters) throws IOException {
        return ImageIO.read(
                new ByteArrayInputStream(doctor.rendered(FIRST, parameters, MediaType.PNG)));
    }

    @Test
    void brokenRequestsAreNamedWithoutTheirValues() throws Exception {
        for (var path :
                List.of(
                        "/studies?PatientNames=Planted",
                        "/studies?StudyDate=Planted",
                        "/studies?StudyInstanceUID=Planted",
                        "/studies?limit=0",
                        "/studies?PatientName=%ff",
                        "/studies?Modality=DX",
                        "/studies?KVP=120",
                        "/studies/Planted",
                        "/studies/1.2/series/Planted/metadata",
                        "/" + FIRST.path() + "/frames/0",
                        "/" + FIRST.path() + "/frames/Planted",
                        "/" + FIRST.path() + "/bulkdata/Planted",
                        "/" + FIRST.path() + "/rendered?window=Planted")) {
            var answer = filled.site().get(Role.RADIOLOGIST, path, "*/*");
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(answer.body()).asString().doesNotContain("Planted");
            assertThat(JsonMapper.shared().readTree(answer.body()).path("detail").asString())
                    .as(path)
                    .isNotEmpty();
        }
        for (var path :
                List.of(
                        "",
                        "/nonsense",
                        "/studies/1.2.3",
                        "/studies/1.2.3/metadata",
                        "/" + STUDY.path() + "/rendered",
                        "/" + FIRST.path() + "/thumbnail",
                        "/" + STUDY.path() + "/series/1.2.3",
                        "/"
                                + FilledSite.study(2)
                                        .series(SERIES.seriesUid())
                                        .instance(FIRST.instanceUid())
                                        .path(),
                        "/" + STUDY.series("1.2.3").instance(FIRST.instanceUid()).path(),
                        "/" + FIRST.path() + "/bulkdata/00091010",
                        "/" + FIRST.path() + "/bulkdata/54000100-1-54001010")) {
            assertThat(filled.site().get(Role.RADIOLOGIST, path, "*/*").statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(
                        filled.site()
                                .get(Role.RADIOLOGIST, "/studies?fuzzymatching=true", "*/*")
                                .headers()
                                .firstValue("Warning")
                                .orElse(""))
                .contains("fuzzymatching");
    }

    @Test
    void eachLookIsInTheJournalByOpaqueIds() {
        doctor.search(QidoQuery.of(Level.STUDIES));
        doctor.metadata(STUDY);
        doctor.retrieve(FIRST, List.of(), (_, content) -> content.readAllBytes());
        doctor.frames(CLIP, FrameList.of(1), List.of(), (_, content) -> content.readAllBytes());
        doctor.rendered(FIRST, RenderingParameters.DEFAULT, MediaType.PNG);

        var accesses = filled.site().accesses();
        assertThat(accesses)
                .extracting(
                        each -> each.path("who").asString() + " " + each.path("what").asString())
                .contains(
                        "modality dicomweb-store",
                        "radiologist dicomweb-studies",
                        "radiologist dicomweb-study",
                        "radiologist dicomweb-instance",
                        "radiologist dicomweb-frames",
                        "radiologist dicomweb-rendered");
        for (var each : accesses) {
            assertThat(each.toString()).doesNotContain("1.2.826", "P-1", "Planted");
        }
    }
}
