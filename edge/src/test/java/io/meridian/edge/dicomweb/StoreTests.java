package io.meridian.edge.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import io.meridian.dicom.json.DicomJson;
import io.meridian.dicom.web.DicomWebException;
import io.meridian.dicom.web.MediaType;
import io.meridian.dicom.web.MultipartWriter;
import io.meridian.dicom.web.QidoQuery;
import io.meridian.dicom.web.Resource;
import io.meridian.dicom.web.StoreResponse;
import io.meridian.edge.Modality;
import io.meridian.edge.account.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores: what is kept, what is quarantined, what is refused, and who may. */
final class StoreTests {
    private static final String RELATED =
            "multipart/related; type=\"application/dicom\"; boundary=b";

    @TempDir Path folder;
    private WebSite site;

    @BeforeEach
    void start() throws IOException {
        site = new WebSite(folder.resolve("home"));
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private static byte[] file(DataSet object) {
        return Part10.bytes(DicomFile.of(object, TransferSyntax.EXPLICIT_LITTLE));
    }

    private static byte[] body(byte[]... parts) throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = new MultipartWriter(out, "b");
        for (var part : parts) {
            writer.part(MediaType.DICOM, Map.of(), target -> target.write(part));
        }
        writer.end();
        return out.toByteArray();
    }

    private HttpResponse<byte[]> store(byte[]... parts) throws Exception {
        return site.post(Role.MODALITY, "/studies", RELATED, body(parts));
    }

    private static StoreResponse response(HttpResponse<byte[]> answer) {
        return StoreResponse.of(DicomJson.read(new String(answer.body(), StandardCharsets.UTF_8)));
    }

    @Test
    void saysOfEachInstanceWhatBecameOfIt() throws Exception {
        var good = Modality.image("P-1", 1, 1, 40);
        var broken = Modality.image("P-1", 1, 2, 40).toBuilder().remove(Tags.PixelData).build();
        var answer = store(file(good), file(broken), "nonsense".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/dicom+json");
        var response = response(answer);
        assertThat(response.stored())
                .extracting(StoreResponse.Stored::sopInstance)
                .containsExactly(good.first(Tags.SOPInstanceUID));
        assertThat(response.failed())
                .containsExactlyInAnyOrder(
                        new StoreResponse.Failed(
                                broken.first(Tags.SOPClassUID),
                                broken.first(Tags.SOPInstanceUID),
                                0xC000),
                        new StoreResponse.Failed("", "", 0xC000));
        assertThat(site.count("SELECT count(*) FROM instance")).isEqualTo(1);
        assertThat(site.count("SELECT count(*) FROM quarantine WHERE zone = 'reception'"))
                .isEqualTo(2);
        assertThat(store(file(good)).statusCode()).isEqualTo(200);
        assertThat(site.count("SELECT count(*) FROM instance")).isEqualTo(1);
        assertThat(store(file(broken)).statusCode()).isEqualTo(409);
    }

    @Test
    void holdsObjectsToTheStudyOfThePath() throws Exception {
        var image = Modality.image("P-1", 1, 1, 40);
        var other = site.post(Role.MODALITY, "/studies/1.2.3", RELATED, body(file(image)));

        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(site.count("SELECT count(*) FROM instance")).isZero();
        assertThat(site.count("SELECT count(*) FROM quarantine WHERE rule = 'study'")).isEqualTo(1);
        var own =
                site.post(
                        Role.MODALITY,
                        "/studies/" + image.first(Tags.StudyInstanceUID),
                        RELATED,
                        body(file(image)));
        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(response(own).retrieveUrl())
                .isEqualTo(site.base + "/studies/" + image.first(Tags.StudyInstanceUID));
    }

    /** As pydicom writes what was never a file: meta information and no preamble. */
    @Test
    void takesAFileWithoutPreamble() throws Exception {
        var file = file(Modality.image("P-1", 1, 1, 40));

        assertThat(store(Arrays.copyOfRange(file, 132, file.length)).statusCode()).isEqualTo(200);
        assertThat(store(file).statusCode()).isEqualTo(200);
        assertThat(site.count("SELECT count(*) FROM instance")).isEqualTo(1);
    }

    @Test
    void keepsABareDataSetInQuarantineWithoutLosingAByte() throws Exception {
        var bare =
                Part10.dataSetBytes(
                        Modality.image("P-1", 1, 1, 40), TransferSyntax.IMPLICIT_LITTLE);

        assertThat(store(bare).statusCode()).isEqualTo(409);
        assertThat(site.count("SELECT bytes FROM quarantine")).isEqualTo(bare.length);
    }

    @Test
    void hostileBodiesAreRefusedAndTheServerGoesOn() throws Exception {
        var good = body(file(Modality.image("P-1", 1, 1, 40)));
        var cut = Arrays.copyOf(good, good.length - 8);
        @SuppressWarnings("ArrayRecordComponent")
        record Attack(String type, byte[] body, int status) {}
        for (var attack :
                List.of(
                        new Attack("application/dicom", good, 415),
                        new Attack("multipart/form-data; boundary=b", good, 415),
                        new Attack(
                                "multipart/related; type=\"application/dicom+json\"; boundary=b",
                                good,
                                415),
                        new Attack("multipart/related", good, 400),
                        new Attack(
                                "multipart/related; boundary=\"" + "x".repeat(300) + "\"",
                                good,
                                400),
                        new Attack("nonsense", good, 400),
                        new Attack(RELATED, new byte[0], 400),
                        new Attack(RELATED, "--b--".getBytes(StandardCharsets.US_ASCII), 400),
                        new Attack(RELATED, new byte[100_000], 400),
                        new Attack(
                                RELATED,
                                "--b\r\nno colon\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                                400),
                        new Attack(
                                RELATED,
                                ("--b\r\nA: " + "x".repeat(20_000) + "\r\n\r\n")
                                        .getBytes(StandardCharsets.US_ASCII),
                                413))) {
            assertThat(
                            site.post(Role.MODALITY, "/studies", attack.type(), attack.body())
                                    .statusCode())
                    .as(attack.type() + " of " + attack.body().length)
                    .isEqualTo(attack.status());
        }
        assertThat(site.count("SELECT count(*) FROM instance")).isZero();
        // The end of the body is missing: the object in it may be cut, so it is not kept.
        assertThat(site.post(Role.MODALITY, "/studies", RELATED, cut).statusCode()).isEqualTo(400);
        assertThat(site.count("SELECT count(*) FROM instance")).isZero();
        assertThat(site.post(Role.MODALITY, "/studies", RELATED, good).statusCode()).isEqualTo(200);
    }

    @Test
    void onlyModalitiesStoreAndOnlyRadiologistsRead() throws Exception {
        var image = file(Modality.image("P-1", 1, 1, 40));
        for (var role : Role.values()) {
            var mayStore = role == Role.MODALITY;
            var mayRead = role == Role.RADIOLOGIST;
            assertThat(site.post(role, "/studies", RELATED, body(image)).statusCode())
                    .as(role.word())
                    .isEqualTo(mayStore ? 200 : 403);
            for (var path :
                    List.of("/studies", "/instances", "/studies/1.2.826.0.1.88.1/metadata")) {
                var status = site.get(role, path, "*/*").statusCode();
                assertThat(status == 403).as(role.word() + path).isEqualTo(!mayRead);
            }
        }
        assertThat(site.post(Role.MODALITY, "/studies/1/series", RELATED, body(image)).statusCode())
                .isEqualTo(403);
    }

    @Test
    void whoIsNotLoggedInLearnsNothing() throws Exception {
        store(file(Modality.image("P-1", 1, 1, 40)));
        var bodies = new ArrayList<String>();
        for (var path :
                List.of(
                        "/studies",
                        "/studies/1.2.826.0.1.88.1",
                        "/studies/1.2.3",
                        "/studies?PatientID=P-1",
                        "/nonsense")) {
            var answer = site.http().send(site.request(path).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            bodies.add(answer.body());
        }
        assertThat(bodies).containsOnly(bodies.getFirst());
        var stored =
                site.http()
                        .send(
                                site.request("/studies")
                                        .header("Content-Type", RELATED)
                                        .POST(
                                                BodyPublishers.ofByteArray(
                                                        body(file(Modality.image("P-2", 2, 1, 1)))))
                                        .build(),
                                BodyHandlers.discarding());
        assertThat(stored.statusCode()).isEqualTo(401);
        assertThat(site.count("SELECT count(*) FROM instance")).isEqualTo(1);
    }

    /** An answer that has begun and cannot go on must not look like a whole one. */
    @Test
    void aRetrieveThatBreaksInTheMiddleDoesNotEndInGoodOrder() throws Exception {
        var large =
                Modality.image("P-1", 1, 1, 40).toBuilder()
                        .bytes(new Tag(0x00420011), Vr.OB, new byte[200_000])
                        .build();
        store(file(large), file(Modality.image("P-1", 1, 2, 40)));
        var second =
                site.clinical()
                        .read()
                        .sql("SELECT id FROM instance WHERE number = 2")
                        .query((rs, _) -> rs.getString(1))
                        .single();
        try (var files = Files.walk(folder)) {
            for (var file :
                    files.filter(it -> it.getFileName().toString().startsWith(second + "-"))
                            .toList()) {
                Files.delete(file);
            }
        }
        var doctor = site.client(Role.RADIOLOGIST);

        var study = new Resource.Study("1.2.826.0.1.88.1");
        assertThatThrownBy(() ->
                        doctor.retrieve(study, List.of(), (_, content) -> content.readAllBytes()))
                .isInstanceOf(DicomWebException.class);
        assertThatThrownBy(() -> doctor.metadata(study)).isInstanceOf(DicomWebException.class);
        assertThat(doctor.search(studies("P-1")).dataSets()).hasSize(1);
    }

    @Test
    void aCorrectedObjectIsFoundByItsNewAttributes() throws Exception {
        store(file(Modality.image("P-1", 1, 1, 40)));
        store(file(Modality.image("P-2", 1, 1, 90)));
        var doctor = site.client(Role.RADIOLOGIST);

        assertThat(doctor.search(studies("P-1")).dataSets()).isEmpty();
        assertThat(doctor.search(studies("P-2")).dataSets()).hasSize(1);
        var got = new ArrayList<String>();
        doctor.retrieve(
                new Resource.Study("1.2.826.0.1.88.1"),
                List.of(),
                (_, content) ->
                        got.add(
                                Part10.read(content.readAllBytes())
                                        .dataSet()
                                        .first(Tags.PatientID)));
        assertThat(got).containsExactly("P-2");
    }

    private static QidoQuery studies(String patient) {
        return QidoQuery.of(QidoQuery.Level.STUDIES).matching(Tags.PatientID, patient);
    }

    @Test
    void rowsFromBeforeThereWereHeadersAreFilled() throws Exception {
        store(
                file(Modality.image("P-1", 1, 1, 40)),
                file(Modality.image("P-1", 1, 2, 40)),
                file(Modality.image("P-2", 2, 1, 40)));
        site.clinical()
                .update(jdbc -> {
                    jdbc.sql("UPDATE instance SET series = NULL, header = NULL").update();
                    jdbc.sql("UPDATE study SET patient = NULL, accession = NULL").update();
                });
        site.close();
        site = new WebSite(folder.resolve("home"));
        io.meridian.edge.Hospital.await(
                "all have headers",
                () ->
                        site.count("SELECT count(*) FROM instance WHERE header IS NULL") == 0
                                && site.count("SELECT count(*) FROM study WHERE patient IS NULL")
                                        == 0);
        var doctor = site.client(Role.RADIOLOGIST);

        var found = doctor.search(studies("P-1")).dataSets();
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().first(Tags.PatientName)).isEqualTo(Modality.NAME);
        assertThat(
                        doctor.search(
                                        new Resource.Study("1.2.826.0.1.88.1"),
                                        QidoQuery.of(QidoQuery.Level.INSTANCES))
                                .dataSets())
                .hasSize(2);
    }

    @Test
    void nothingOfAPatientIsInPlainInAFileOrLog() throws Exception {
        store(
                file(Modality.image("PLANTED-ID-4711", 55501, 1, 40)),
                file(
                        Modality.image("PLANTED-ID-4711", 55502, 1, 40).toBuilder()
                                .remove(Tags.PixelData)
                                .build()));
        site.get(Role.RADIOLOGIST, "/studies?PatientID=PLANTED-ID-4711", "*/*");
        site.get(Role.RADIOLOGIST, "/studies?PLANTED-ID-4711=1", "*/*");
        site.get(Role.RADIOLOGIST, "/studies/1.2.826.0.1.88.55501/metadata", "*/*");
        site.get(Role.RADIOLOGIST, "/studies/1.2.826.0.1.88.55509", "*/*");
        site.close();
        var planted =
                List.of(
                        latin("小植", Charset.forName("GB18030")),
                        latin("小植", StandardCharsets.UTF_8),
                        "Planted^Patient",
                        "PLANTED-ID",
                        "1.2.826.0.1.77.555",
                        "1.2.826.0.1.88.555",
                        "1.2.826.0.1.99.555");
        var files = 0;
        try (var all = Files.walk(folder)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                files++;
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(planted);
            }
        }
        assertThat(files).isGreaterThan(5);
    }

    private static String latin(String text, Charset charset) {
        return new String(text.getBytes(charset), StandardCharsets.ISO_8859_1);
    }
}
