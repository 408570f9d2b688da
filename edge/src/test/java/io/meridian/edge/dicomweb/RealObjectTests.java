package io.meridian.edge.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomException;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.dicom.web.DicomWebClient;
import io.meridian.dicom.web.DicomWebException;
import io.meridian.dicom.web.MediaType;
import io.meridian.dicom.web.QidoQuery;
import io.meridian.dicom.web.RenderingParameters;
import io.meridian.dicom.web.Resource;
import io.meridian.edge.account.Role;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files of many kinds, stored and got back. */
final class RealObjectTests {
    @TempDir Path folder;

    @Test
    void whatIsStoredComesBackAsItWas() throws Exception {
        var data = Peers.data("dicom");
        try (var site = new WebSite(folder.resolve("home"))) {
            var files = files(data);
            var modality = site.client(Role.MODALITY);
            var doctor = site.client(Role.RADIOLOGIST);
            var kept = new HashMap<String, DataSet>();
            var refused = 0;
            for (var file : files) {
                var response = modality.store(List.of(file));
                if (response.stored().isEmpty()) {
                    refused++;
                } else {
                    var object = Part10.read(file).dataSet();
                    kept.put(object.first(Tags.SOPInstanceUID), object); // some are there twice
                }
            }
            System.out.printf(
                    "%d files, %d objects kept, %d refused%n", files.size(), kept.size(), refused);
            assertThat(kept).hasSizeGreaterThan(60);
            assertThat(site.count("SELECT count(*) FROM instance")).isEqualTo(kept.size());
            var shown = 0;
            for (var object : kept.values()) {
                var instance = instance(object);
                var got = new ArrayList<DataSet>();
                doctor.retrieve(
                        instance,
                        List.of(),
                        (_, content) -> got.add(Part10.read(content.readAllBytes()).dataSet()));
                assertThat(got).containsExactly(object);
                assertThat(doctor.metadata(instance)).hasSize(1);
                assertThat(
                                doctor.search(
                                                QidoQuery.of(QidoQuery.Level.INSTANCES)
                                                        .matching(
                                                                Tags.SOPInstanceUID,
                                                                instance.instanceUid())
                                                        .including(Tags.PatientName))
                                        .dataSets())
                        .singleElement()
                        .satisfies(found ->
                                assertThat(found.first(Tags.PatientName))
                                        .isEqualTo(withoutEmptyGroups(object)));
                shown += isShown(doctor, instance) ? 1 : 0;
            }
            System.out.printf("%d of them have a picture%n", shown);
            assertThat(shown).isGreaterThan(30);
        }
    }

    /** JSON has no place for a component group that is empty at the end. */
    private static String withoutEmptyGroups(DataSet object) {
        return object.first(Tags.PatientName).replaceAll("=+$", "");
    }

    private static boolean isShown(DicomWebClient doctor, Resource.Instance instance) {
        try {
            return doctor.rendered(instance, RenderingParameters.DEFAULT, MediaType.PNG).length > 0;
        } catch (DicomWebException.Refused e) {
            // What has no pixels, or none that can be decoded, says so; nothing else may happen.
            assertThat(e.status()).isIn(404, 422);
            return false;
        }
    }

    private static Resource.Instance instance(DataSet object) {
        return new Resource.Instance(
                object.first(Tags.StudyInstanceUID),
                object.first(Tags.SeriesInstanceUID),
                object.first(Tags.SOPInstanceUID));
    }

    private static List<Path> files(Path data) throws IOException {
        try (var all = Files.walk(data)) {
            return all.filter(Files::isRegularFile)
                    .filter(RealObjectTests::isObject)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isObject(Path file) {
        try {
            return !Part10.read(file).sopInstanceUid().isEmpty();
        } catch (DicomException | IOException e) {
            return false;
        }
    }
}
