package io.meridian.edge.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.web.DicomWebClient;
import io.meridian.dicom.web.Resource;
import io.meridian.edge.Modality;
import io.meridian.edge.account.Role;
import io.meridian.testing.Orthanc;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Orthanc's DICOMweb plug-in as the client of our edge: it stores, searches and retrieves. */
final class OrthancTests {
    @TempDir Path folder;
    private final HttpClient http = Orthanc.client();

    @Test
    void storesWithUsFindsItAndFetchesItBack() throws Exception {
        try (var site = new WebSite(folder.resolve("home"));
                var orthanc = Orthanc.start(folder, servers(site))) {
            sendAndFetch(orthanc, site);
        }
    }

    /** The edge twice, as a device and as a doctor. */
    private static String servers(WebSite site) throws Exception {
        var server =
                "\"%s\": {\"Url\": \"%s/\", \"HttpHeaders\": {\"Authorization\": \"Bearer %s\"}}";
        return "{%s, %s}"
                .formatted(
                        server.formatted("store", site.base, site.token(Role.MODALITY)),
                        server.formatted("read", site.base, site.token(Role.RADIOLOGIST)));
    }

    private void sendAndFetch(Orthanc orthanc, WebSite site) throws Exception {
        var rest = orthanc.address();
        var images = new ArrayList<DataSet>();
        var orthancIds = new ArrayList<String>();
        for (var number = 1; number <= 3; number++) {
            var image = Modality.image("P-1", 1, number, 40 * number);
            images.add(image);
            var file = Part10.bytes(DicomFile.of(image, TransferSyntax.EXPLICIT_LITTLE));
            var answer = post(rest.resolve("instances"), file);
            orthancIds.add(JsonMapper.shared().readTree(answer.body()).path("ID").asString());
        }
        // Orthanc is the device that stores.
        var stow =
                post(
                        rest.resolve("dicom-web/servers/store/stow"),
                        JsonMapper.shared()
                                .writeValueAsBytes(
                                        Map.of("Resources", orthancIds, "Synchronous", true)));
        assertThat(stow.statusCode()).as(orthanc.log()).isEqualTo(200);
        assertThat(site.count("SELECT count(*) FROM instance")).isEqualTo(3);
        // Orthanc is the doctor that searches.
        var found =
                post(
                        rest.resolve("dicom-web/servers/read/qido"),
                        """
                        {"Uri": "/studies", "Arguments": {"PatientID": "P-1"}}\
                        """
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
        var study = JsonMapper.shared().readTree(found.body()).get(0);
        assertThat(study.toString()).contains("1.2.826.0.1.88.1");
        // Orthanc forgets what it has and fetches it back.
        for (var id : orthancIds) {
            http.send(
                    HttpRequest.newBuilder(rest.resolve("instances/" + id)).DELETE().build(),
                    BodyHandlers.discarding());
        }
        var fetched =
                post(
                        rest.resolve("dicom-web/servers/read/retrieve"),
                        """
                        {"Resources": [{"Study": "1.2.826.0.1.88.1"}], "Synchronous": true}\
                        """
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(fetched.statusCode()).as(fetched.body()).isEqualTo(200);
        var there =
                new DicomWebClient(http, DicomWebClient.Settings.of(rest.resolve("dicom-web/")));
        var got = new ArrayList<DataSet>();
        there.retrieve(
                new Resource.Study("1.2.826.0.1.88.1"),
                List.of(),
                (_, content) -> got.add(Part10.read(content.readAllBytes()).dataSet()));
        assertThat(got).containsExactlyInAnyOrderElementsOf(images);
        assertThat(got.getFirst().first(Tags.PatientName)).isEqualTo(Modality.NAME);
    }

    private HttpResponse<String> post(URI target, byte[] body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(target).POST(BodyPublishers.ofByteArray(body)).build(),
                BodyHandlers.ofString());
    }
}
