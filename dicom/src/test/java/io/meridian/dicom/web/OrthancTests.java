package io.meridian.dicom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Element;
import io.meridian.dicom.Part10;
import io.meridian.dicom.SopClass;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import io.meridian.dicom.web.QidoQuery.Level;
import io.meridian.testing.Orthanc;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Our client against another server: Orthanc's DICOMweb plug-in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OrthancTests {
    private static final String NAME = "Wang^XiaoDong=王^小东";
    private static final int FRAMES = 3;
    private static final Resource.Study STUDY = new Resource.Study("1.2.826.0.1.500.1");
    private static final Resource.Instance MULTIFRAME =
            STUDY.series("1.2.826.0.1.500.1.2").instance("1.2.826.0.1.500.1.2.1");

    private Orthanc orthanc;
    private DicomWebClient client;
    private final List<DataSet> sent = new ArrayList<>();

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        orthanc = Orthanc.start(folder, "{}");
        client =
                new DicomWebClient(
                        Orthanc.client(),
                        DicomWebClient.Settings.of(orthanc.address().resolve("dicom-web/")));
        for (var number = 1; number <= 5; number++) {
            sent.add(image("1", number, 1));
        }
        sent.add(image("2", 1, FRAMES));
        var files = new ArrayList<Path>();
        for (var image : sent) {
            var file = folder.resolve(image.first(Tags.SOPInstanceUID) + ".dcm");
            Part10.write(DicomFile.of(image, TransferSyntax.EXPLICIT_LITTLE), file);
            files.add(file);
        }
        var response = client.store(files);
        assertThat(response.failed()).isEmpty();
        assertThat(response.stored())
                .extracting(StoreResponse.Stored::sopInstance)
                .containsExactlyInAnyOrderElementsOf(
                        sent.stream().map(each -> each.first(Tags.SOPInstanceUID)).toList());
    }

    @AfterAll
    void stop() {
        if (orthanc != null) {
            orthanc.close();
        }
    }

    private static DataSet image(String series, int number, int frames) {
        var pixels = new byte[16 * 16 * frames];
        for (var frame = 0; frame < frames; frame++) {
            Arrays.fill(pixels, frame * 256, (frame + 1) * 256, (byte) (10 * number + frame));
        }
        var image =
                DataSet.builder()
                        .characterSet(CharacterSet.GB18030)
                        .text(Tags.SOPClassUID, SopClass.SECONDARY_CAPTURE.uid())
                        .text(
                                Tags.SOPInstanceUID,
                                "1.2.826.0.1.500.1.%s.%d".formatted(series, number))
                        .text(Tags.StudyInstanceUID, STUDY.studyUid())
                        .text(Tags.SeriesInstanceUID, "1.2.826.0.1.500.1." + series)
                        .text(Tags.PatientName, NAME)
                        .text(Tags.PatientID, "P-1")
                        .text(Tags.StudyDate, "20260102")
                        .text(Tags.Modality, "OT")
                        .numbers(Tags.InstanceNumber, number)
                        .numbers(Tags.Rows, 16)
                        .numbers(Tags.Columns, 16)
                        .numbers(Tags.SamplesPerPixel, 1)
                        .numbers(Tags.BitsAllocated, 8)
                        .numbers(Tags.BitsStored, 8)
                        .numbers(Tags.HighBit, 7)
                        .numbers(Tags.PixelRepresentation, 0)
                        .text(Tags.PhotometricInterpretation, "MONOCHROME2")
                        .bytes(Tags.PixelData, Vr.OB, pixels);
        return frames == 1 ? image.build() : image.numbers(Tags.NumberOfFrames, frames).build();
    }

    /** By letters only: this server does not decode what is percent-encoded. */
    @Test
    void findsStudiesByNameAndGetsItsChineseFormBack() {
        var found = client.search(QidoQuery.of(Level.STUDIES).matching(Tags.PatientName, "Wang*"));

        assertThat(found.dataSets()).hasSize(1);
        var study = found.dataSets().getFirst();
        assertThat(study.first(Tags.PatientName)).isEqualTo(NAME);
        assertThat(study.first(Tags.StudyInstanceUID)).isEqualTo(STUDY.studyUid());
        assertThat(study.integer(new Tag(0x00201208), 0)).isEqualTo(sent.size());
        assertThat(
                        client.search(QidoQuery.of(Level.STUDIES).matching(Tags.PatientID, "P-2"))
                                .dataSets())
                .isEmpty();
    }

    @Test
    void pagesThroughInstancesOfASeries() {
        var series = STUDY.series("1.2.826.0.1.500.1.1");
        var all = new ArrayList<String>();
        for (var offset = 0; offset < 6; offset += 2) {
            client.search(series, QidoQuery.of(Level.INSTANCES).page(offset, 2))
                    .dataSets()
                    .forEach(each -> all.add(each.first(Tags.SOPInstanceUID)));
        }

        assertThat(all)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        sent.subList(0, 5).stream()
                                .map(each -> each.first(Tags.SOPInstanceUID))
                                .toList());
        assertThat(client.search(STUDY, QidoQuery.of(Level.SERIES)).dataSets()).hasSize(2);
    }

    @Test
    void retrievesAStudyAsItWasSent() {
        var got = new ArrayList<DataSet>();
        client.retrieve(
                STUDY,
                List.of(),
                (type, content) -> {
                    assertThat(type.is(MediaType.DICOM)).isTrue();
                    got.add(Part10.read(content.readAllBytes()).dataSet());
                });

        assertThat(got).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void retrievesInAnotherTransferSyntax() {
        client.retrieve(
                MULTIFRAME,
                List.of(TransferSyntax.JPEG_LOSSLESS_SV1),
                (_, content) ->
                        assertThat(Part10.read(content.readAllBytes()).transferSyntax())
                                .isEqualTo(TransferSyntax.JPEG_LOSSLESS_SV1));
    }

    @Test
    void retrievesFramesInTheirOrder() {
        var frames = new ArrayList<byte[]>();
        client.frames(
                MULTIFRAME,
                FrameList.of(1, 3),
                List.of(),
                (_, content) -> frames.add(content.readAllBytes()));

        assertThat(frames).hasSize(2);
        assertThat(frames.getFirst()).hasSize(256).containsOnly(10);
        assertThat(frames.getLast()).hasSize(256).containsOnly(12);
    }

    @Test
    void readsMetadataAndFollowsItsBulkData() {
        var metadata = client.metadata(MULTIFRAME);

        assertThat(metadata).hasSize(1);
        assertThat(metadata.getFirst().dataSet().first(Tags.PatientName)).isEqualTo(NAME);
        assertThat(metadata.getFirst().dataSet().integer(Tags.NumberOfFrames, 0)).isEqualTo(FRAMES);
        var elsewhere = metadata.getFirst().bulkData();
        assertThat(elsewhere).isNotEmpty();
        var pixels = new ArrayList<byte[]>();
        client.bulkData(
                URI.create(elsewhere.values().iterator().next()),
                (_, content) -> pixels.add(content.readAllBytes()));
        assertThat(pixels).hasSize(1);
        assertThat(pixels.getFirst())
                .isEqualTo(sent.getLast().get(Tags.PixelData).map(Element::bytes).orElseThrow());
    }

    @Test
    void getsAPicture() throws Exception {
        var png = client.rendered(MULTIFRAME, 2, RenderingParameters.DEFAULT, MediaType.PNG);

        var image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(16);
    }

    @Test
    void whatIsNotThereIsARefusalWithItsStatus() {
        assertThatThrownBy(() -> client.metadata(new Resource.Study("1.2.3.4")))
                .isInstanceOfSatisfying(
                        DicomWebException.Refused.class,
                        e -> assertThat(e.status()).isEqualTo(404));
    }
}
