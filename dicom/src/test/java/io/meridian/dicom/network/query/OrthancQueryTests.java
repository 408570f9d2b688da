package io.meridian.dicom.network.query;

import static io.meridian.dicom.network.query.Studies.identifier;
import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.SopClass;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import io.meridian.dicom.network.AssociationRequest;
import io.meridian.dicom.network.Daemon;
import io.meridian.dicom.network.KnownPeer;
import io.meridian.dicom.network.Route;
import io.meridian.dicom.network.ServiceProvider;
import io.meridian.dicom.network.Status;
import io.meridian.dicom.network.Storage;
import io.meridian.dicom.network.StorageService;
import io.meridian.dicom.network.Verification;
import io.meridian.dicom.network.VerificationService;
import io.meridian.testing.Peers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orthanc against us and us against Orthanc. */
class OrthancQueryTests {
    private static final String SC = SopClass.SECONDARY_CAPTURE.uid();
    private static final Path PROGRAM = Path.of("/usr/sbin/Orthanc");
    private static final Path WORKLISTS =
            Path.of("/usr/share/orthanc/plugins/libModalityWorklists.so");
    private static final Tag STEPS = new Tag(0x00400100);
    private static final Pattern ID = Pattern.compile("\"ID\" *: *\"([^\"]+)\"");

    private final MemoryArchive archive = Studies.archive();
    private final MemoryArchive received = new MemoryArchive();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    Path folder;

    @SuppressWarnings("NullAway.Init") // made before each test
    private ServiceProvider provider;

    @SuppressWarnings("NullAway.Init") // made before each test
    private Daemon orthanc;

    private int httpPort;

    @BeforeEach
    void start() throws IOException {
        var known = Set.of(new KnownPeer("ORTHANC", InetAddress.getLoopbackAddress()));
        provider =
                ServiceProvider.start(
                        Daemon.loopback(0),
                        ServiceProvider.Settings.of(
                                "US",
                                known,
                                new VerificationService(),
                                StorageService.of(received),
                                new QueryService(archive),
                                new RetrieveService(archive, this::destination)));
        var program = Files.exists(PROGRAM) ? PROGRAM.toString() : Peers.program("Orthanc");
        httpPort = Daemon.freePort();
        var port = Daemon.freePort();
        var worklists = Files.createDirectories(folder.resolve("worklists"));
        var configuration = folder.resolve("orthanc.json");
        Files.writeString(
                configuration,
                """
                {"Name": "peer", "StorageDirectory": "%s", "IndexDirectory": "%s", "HttpPort": %d,
                 "DicomServerEnabled": true, "DicomAet": "ORTHANC", "DicomPort": %d,
                 "RemoteAccessAllowed": false, "AuthenticationEnabled": false,
                 "DicomAlwaysAllowFind": true, "DicomAlwaysAllowGet": true,
                 "DicomModalities": {"us": ["US", "127.0.0.1", %d]},
                 "Plugins": [%s],
                 "Worklists": {"Enable": true, "Database": "%s"}}
                """
                        .formatted(
                                folder.resolve("db"),
                                folder.resolve("db"),
                                httpPort,
                                port,
                                provider.port(),
                                Files.exists(WORKLISTS) ? "\"" + WORKLISTS + "\"" : "",
                                worklists));
        orthanc =
                Daemon.start(
                        folder, port, "US", "ORTHANC", List.of(program, configuration.toString()));
    }

    private Optional<AssociationRequest.Builder> destination(String title) {
        return title.equals("ORTHANC") ? Optional.of(toOrthanc()) : Optional.empty();
    }

    @AfterEach
    void stop() throws IOException {
        http.close();
        orthanc.close();
        provider.close();
    }

    private AssociationRequest.Builder toOrthanc() {
        return AssociationRequest.to(new Route("US", "ORTHANC", Daemon.loopback(orthanc.port())));
    }

    private String rest(String path, String body) throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:%d%s".formatted(httpPort, path));
        var request = HttpRequest.newBuilder(uri);
        if (!body.isEmpty()) {
            request.POST(HttpRequest.BodyPublishers.ofString(body));
        }
        var response = http.send(request.build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(200);
        return response.body();
    }

    private void fill() {
        try (var association = toOrthanc().propose(SC, TransferSyntax.EXPLICIT_LITTLE).open()) {
            archive.objects()
                    .forEach((uid, held) ->
                            assertThat(
                                            Storage.store(
                                                            association,
                                                            SC,
                                                            uid,
                                                            held.syntax(),
                                                            new ByteArrayInputStream(held.bytes()))
                                                    .last()
                                                    .status())
                                    .isEqualTo(Status.SUCCESS));
        }
    }

    @Test
    void weEchoStoreFindMoveAndGet() throws IOException {
        fill();
        var model = QueryModel.STUDY_ROOT;
        var study = identifier(QueryLevel.STUDY).text(Studies.STUDY, "2.25.9.4").build();
        try (var association =
                QueryUser.propose(toOrthanc(), model).propose(SopClass.VERIFICATION.uid()).open()) {
            assertThat(Verification.echo(association).status()).isEqualTo(Status.SUCCESS);
            var user = new QueryUser(association, model);
            var found =
                    user.find(
                            identifier(QueryLevel.STUDY, Studies.STUDY)
                                    .text(Tags.StudyDescription, "CHEST*")
                                    .build(),
                            100);
            assertThat(found.status()).isEqualTo(Status.SUCCESS);
            assertThat(found.matches())
                    .extracting(match -> match.first(Studies.STUDY))
                    .containsExactlyInAnyOrder("2.25.9.1", "2.25.9.3");
            var moved = user.move(study, "US", _ -> {});
            assertThat(moved.status()).isEqualTo(Status.SUCCESS);
            assertSame(received);
        }
        var got = new MemoryArchive();
        var storage =
                List.of(
                        new AssociationRequest.Proposed(
                                SC, List.of(TransferSyntax.EXPLICIT_LITTLE)));
        try (var association =
                QueryUser.proposeGet(toOrthanc(), model, storage)
                        .serve(StorageService.of(got))
                        .open()) {
            assertThat(new QueryUser(association, model).get(study, _ -> {}).status())
                    .isEqualTo(Status.SUCCESS);
        }
        assertSame(got);
    }

    private void assertSame(MemoryArchive other) {
        assertThat(other.objects()).hasSize(4);
        other.objects()
                .forEach((uid, held) ->
                        assertThat(held.dataSet()).isEqualTo(archive.held(uid).dataSet()));
    }

    @Test
    void orthancEchoesStoresFindsAndMoves() throws Exception {
        rest("/modalities/us/echo", "{}");
        var query =
                rest(
                        "/modalities/us/query",
                        """
                        {"Level": "Study", "Query": {"PatientName": "Doe*", "StudyDate": "202001*"}}
                        """
                                .replace("202001*", "20200101-20200131"));
        var matcher = ID.matcher(query);
        assertThat(matcher.find()).as(query).isTrue();
        var id = matcher.group(1);
        assertThat(rest("/queries/" + id + "/answers", "").chars().filter(c -> c == '"').count())
                .as("one answer")
                .isEqualTo(2);
        assertThat(rest("/queries/" + id + "/answers/0/content?simplify", "")).contains("2.25.9.1");
        rest("/queries/" + id + "/retrieve", "{\"TargetAet\": \"ORTHANC\", \"Synchronous\": true}");
        var instances = rest("/instances", "");
        assertThat(instances.lines().filter(line -> line.contains("-")).count()).isEqualTo(4);
        var first = instances.replaceAll("(?s).*?\"([0-9a-f-]+)\".*", "$1");
        rest("/modalities/us/store", first);
        assertThat(received.objects()).hasSize(1);
        received.objects()
                .forEach((uid, held) ->
                        assertThat(held.dataSet().bytes(Tags.PixelData))
                                .isEqualTo(archive.held(uid).dataSet().bytes(Tags.PixelData)));
    }

    @Test
    void weFindItsWorklist() throws IOException {
        assertThat(WORKLISTS).exists();
        var item =
                DataSet.builder()
                        .text(Tags.SOPClassUID, WorklistService.SOP_CLASS)
                        .text(Tags.SOPInstanceUID, "2.25.71")
                        .text(Tags.PatientName, "Doe^Jane")
                        .text(Tags.PatientID, "P7")
                        .item(
                                STEPS,
                                step ->
                                        step.text(Tags.Modality, "CT")
                                                .text(new Tag(0x00400001), Vr.AE, "SCANNER")
                                                .text(new Tag(0x00400002), "20200101")
                                                .text(new Tag(0x00400003), "0900"))
                        .build();
        Part10.write(
                DicomFile.of(item, TransferSyntax.EXPLICIT_LITTLE),
                folder.resolve("worklists").resolve("one.wl"));
        try (var association = toOrthanc().propose(WorklistService.SOP_CLASS).open()) {
            assertThat(WorklistUser.find(association, keys("CT"), 10).matches())
                    .extracting(match -> match.first(Tags.PatientID))
                    .containsExactly("P7");
            assertThat(WorklistUser.find(association, keys("MR"), 10).matches()).isEmpty();
        }
    }

    private static DataSet keys(String modality) {
        return DataSet.builder()
                .text(Tags.PatientID, "")
                .item(STEPS, step -> step.text(Tags.Modality, modality))
                .build();
    }
}
