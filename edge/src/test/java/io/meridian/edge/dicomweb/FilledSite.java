package io.meridian.edge.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.Vr;
import io.meridian.dicom.web.DicomWebClient;
import io.meridian.dicom.web.Resource;
import io.meridian.edge.Modality;
import io.meridian.edge.account.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An edge with some studies, stored over DICOMweb. */
final class FilledSite implements AutoCloseable {
    static final int STUDIES = 5;
    static final int FRAMES = 3;
    static final Resource.Study STUDY = study(1);
    static final Resource.Series SERIES = STUDY.series("1.2.826.0.1.99.1");
    static final Resource.Instance FIRST = SERIES.instance("1.2.826.0.1.77.1.1");
    static final Resource.Instance CLIP = SERIES.instance("1.2.826.0.1.77.1.2");

    private final WebSite site;
    private final DicomWebClient doctor;
    private final List<DataSet> sent = new ArrayList<>();

    FilledSite(Path folder) throws IOException, InterruptedException {
        site = new WebSite(folder.resolve("home"));
        doctor = site.client(Role.RADIOLOGIST);
        sent.add(Modality.image("P-1", 1, 1, 40));
        sent.add(clip());
        for (var study = 2; study <= STUDIES; study++) {
            sent.add(
                    Modality.image("P-" + study, study, 1, 10 * study).toBuilder()
                            .text(Tags.StudyDate, "2026020" + study)
                            .build());
        }
        var files = new ArrayList<Path>();
        for (var each : sent) {
            files.add(site.file(each));
        }
        var response = site.client(Role.MODALITY).store(files);
        assertThat(response.failed()).isEmpty();
        assertThat(response.stored()).hasSize(sent.size());
        assertThat(response.stored().getFirst().retrieveUrl())
                .isEqualTo(site.base + "/" + FIRST.path());
    }

    WebSite site() {
        return site;
    }

    DicomWebClient doctor() {
        return doctor;
    }

    List<DataSet> sent() {
        return sent;
    }

    static Resource.Study study(int number) {
        return new Resource.Study("1.2.826.0.1.88." + number);
    }

    private static DataSet clip() {
        var pixels = new byte[256 * FRAMES];
        for (var frame = 0; frame < FRAMES; frame++) {
            Arrays.fill(pixels, 256 * frame, 256 * (frame + 1), (byte) (50 + frame));
        }
        return Modality.image("P-1", 1, 2, 0).toBuilder()
                .numbers(Tags.InstanceNumber, 2)
                .numbers(Tags.NumberOfFrames, FRAMES)
                .bytes(Tags.PixelData, Vr.OB, pixels)
                .sequence(
                        new Tag(0x54000100),
                        DataSet.builder()
                                .bytes(new Tag(0x54001010), Vr.OW, new byte[4_000])
                                .build())
                .build();
    }

    @Override
    public void close() {
        site.close();
    }
}
