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
import io.meridian.dicom.network.StorageScu;
import io.meridian.dicom.network.StorageService;
import io.meridian.dicom.network.VerificationService;
import io.meridian.testing.Peers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** findscu, movescu and getscu against us; us against dcmqrscp and wlmscpfs. */
class DcmtkQueryTests {
    private static final Pattern STUDY_UID = Pattern.compile("2\\.25\\.9\\.\\d+(?=[\\]\\x00 ])");
    private static final String SC = SopClass.SECONDARY_CAPTURE.uid();

    private final MemoryArchive archive = Studies.archive();
    private final MemoryArchive received = new MemoryArchive();
    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    Path folder;

    @SuppressWarnings("NullAway.Init") // made before each test
    private ServiceProvider provider;

    private int movePort;

    @BeforeEach
    void start() throws IOException {
        movePort = Daemon.freePort();
        var known =
                Set.of(
                        new KnownPeer("DCMTK", InetAddress.getLoopbackAddress()),
                        new KnownPeer("QRSCP", InetAddress.getLoopbackAddress()));
        provider =
                ServiceProvider.start(
                        Daemon.loopback(0),
                        ServiceProvider.Settings.of(
                                "ARCHIVE",
                                known,
                                new VerificationService(),
                                StorageService.of(received),
                                new QueryService(archive),
                                new WorklistService((_, _) -> Stream.of(Steps.first())),
                                new RetrieveService(archive, this::destination)));
        open.add(provider);
    }

    private Optional<AssociationRequest.Builder> destination(String title) {
        return title.equals("DCMTK")
                ? Optional.of(
                        AssociationRequest.to(
                                new Route("ARCHIVE", title, Daemon.loopback(movePort))))
                : Optional.empty();
    }

    @AfterEach
    void stop() throws Exception {
        for (var each : open) {
            each.close();
        }
    }

    private String dcmtk(String program, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Peers.program(program));
        command.addAll(List.of("-aet", "DCMTK", "-aec", "ARCHIVE"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("localhost", Integer.toString(provider.port())));
        var output = Peers.run(command);
        assertThat(output.exit()).as(output.text()).isZero();
        return output.text();
    }

    private static Set<String> studies(String text) {
        var found = new TreeSet<String>();
        var matcher = STUDY_UID.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    @Test
    void findscuFindsInBothModels() {
        assertThat(
                        studies(
                                dcmtk(
                                        "findscu",
                                        "-v",
                                        "-S",
                                        "-k",
                                        "QueryRetrieveLevel=STUDY",
                                        "-k",
                                        "StudyInstanceUID",
                                        "-k",
                                        "StudyDate=20200101-20200131")))
                .containsExactly("2.25.9.1", "2.25.9.3");
        assertThat(
                        dcmtk(
                                "findscu",
                                "-v",
                                "-P",
                                "-k",
                                "QueryRetrieveLevel=PATIENT",
                                "-k",
                                "PatientName=doe*",
                                "-k",
                                "PatientID"))
                .contains("[P1")
                .doesNotContain("[P2");
    }

    @Test
    void findscuFindsTheWorklist() {
        assertThat(
                        dcmtk(
                                "findscu",
                                "-v",
                                "-W",
                                "-k",
                                "PatientID",
                                "-k",
                                "ScheduledProcedureStepSequence[0].Modality=CT",
                                "-k",
                                "ScheduledProcedureStepSequence[0].ScheduledStationAETitle"))
                .contains("SCANNER");
        assertThat(
                        dcmtk(
                                "findscu",
                                "-v",
                                "-W",
                                "-k",
                                "PatientID",
                                "-k",
                                "ScheduledProcedureStepSequence[0].Modality=MR"))
                .doesNotContain("[P7");
    }

    @Test
    void movescuMovesToItself() throws IOException {
        dcmtk(
                "movescu",
                "-S",
                "-aem",
                "DCMTK",
                "+P",
                Integer.toString(movePort),
                "-od",
                folder.toString(),
                "-k",
                "QueryRetrieveLevel=STUDY",
                "-k",
                "StudyInstanceUID=2.25.9.3");
        assertSameAsInArchive(4);
    }

    @Test
    void getscuGets() throws IOException {
        dcmtk(
                "getscu",
                "-S",
                "-od",
                folder.toString(),
                "-k",
                "QueryRetrieveLevel=STUDY",
                "-k",
                "StudyInstanceUID=2.25.9.3");
        assertSameAsInArchive(4);
    }

    private void assertSameAsInArchive(int count) throws IOException {
        List<Path> files;
        try (var list = Files.list(folder)) {
            files = list.filter(Files::isRegularFile).toList();
        }
        assertThat(files).hasSize(count);
        for (var file : files) {
            var got = Part10.read(file);
            var held = archive.objects().get(got.sopInstanceUid());
            assertThat(held).isNotNull();
            assertThat(got.dataSet()).isEqualTo(held.dataSet());
        }
    }

    private Daemon qrscp() throws IOException {
        var program = Peers.program("dcmqrscp");
        var port = Daemon.freePort();
        var storage = Files.createDirectories(folder.resolve("db"));
        var config = folder.resolve("dcmqrscp.cfg");
        Files.writeString(
                config,
                """
                NetworkTCPPort = %d
                MaxPDUSize = 16384
                MaxAssociations = 16
                HostTable BEGIN
                us = (ARCHIVE, localhost, %d)
                HostTable END
                VendorTable BEGIN
                VendorTable END
                AETable BEGIN
                QRSCP %s RW (200, 1024mb) ANY
                AETable END
                """
                        .formatted(port, provider.port(), storage));
        var daemon =
                Daemon.start(
                        folder,
                        port,
                        "ARCHIVE",
                        "QRSCP",
                        List.of(program, "-c", config.toString(), Integer.toString(port)));
        open.addFirst(daemon);
        return daemon;
    }

    private static AssociationRequest.Builder to(Daemon daemon, String called) {
        return AssociationRequest.to(new Route("ARCHIVE", called, Daemon.loopback(daemon.port())));
    }

    private void fill(Daemon daemon) {
        var peers = new StorageScu.Peers("ARCHIVE", "QRSCP", Daemon.loopback(daemon.port()));
        var syntax = TransferSyntax.EXPLICIT_LITTLE;
        try (var scu =
                StorageScu.open(
                        peers,
                        Set.of(new StorageScu.Presentation(SC, syntax)),
                        Duration.ofSeconds(20))) {
            archive.objects()
                    .forEach((uid, held) ->
                            assertThat(
                                            scu.store(
                                                            SC,
                                                            uid,
                                                            syntax,
                                                            new ByteArrayInputStream(held.bytes()))
                                                    .isSuccess())
                                    .isTrue());
        }
    }

    @Test
    void weFindMoveAndGetFromDcmqrscp() throws IOException {
        var daemon = qrscp();
        fill(daemon);
        var model = QueryModel.STUDY_ROOT;
        var study = identifier(QueryLevel.STUDY).text(Studies.STUDY, "2.25.9.3").build();
        try (var association = QueryUser.propose(to(daemon, "QRSCP"), model).open()) {
            var user = new QueryUser(association, model);
            var moved = user.move(study, "ARCHIVE", _ -> {});
            assertThat(moved.status()).isEqualTo(Status.SUCCESS);
            assertThat(received.objects()).hasSize(4);
            assertThat(user.move(study, "NOBODY", _ -> {}).status().isFailure()).isTrue();
        }
        var got = new MemoryArchive();
        var storage =
                List.of(
                        new AssociationRequest.Proposed(
                                SC, List.of(TransferSyntax.EXPLICIT_LITTLE)));
        try (var association =
                QueryUser.proposeGet(to(daemon, "QRSCP"), model, storage)
                        .serve(StorageService.of(got))
                        .open()) {
            var result = new QueryUser(association, model).get(study, _ -> {});
            assertThat(result.status()).isEqualTo(Status.SUCCESS);
            assertThat(got.objects()).hasSize(4);
        }
        got.objects()
                .forEach((uid, held) ->
                        assertThat(held.dataSet()).isEqualTo(archive.held(uid).dataSet()));
    }

    /** The same keys find the same studies with dcmqrscp and with us. */
    @Test
    void matchesAsDcmqrscpDoes() throws IOException {
        var daemon = qrscp();
        fill(daemon);
        var model = QueryModel.STUDY_ROOT;
        var keys =
                List.of(
                        key(Tags.StudyDescription, "CH*"),
                        key(Tags.StudyDescription, "?HEST"),
                        key(Tags.StudyDescription, "chest"),
                        key(Tags.StudyDate, "20200115"),
                        key(Tags.StudyDate, "20200116-"),
                        key(Tags.StudyDate, "-20200115"),
                        key(Tags.StudyDate, "20200115-20200116"),
                        key(Tags.StudyTime, "0800-1300"),
                        key(Tags.StudyTime, "-120000"),
                        key(Tags.AccessionNumber, "A?"),
                        key(Tags.AccessionNumber, "A2"),
                        key(Tags.PatientID, "P*"),
                        key(Tags.PatientID, "P1"),
                        key(Tags.PatientName, "Doe^John"),
                        key(Tags.PatientName, "Doe*"),
                        key(Studies.STUDY, "2.25.9.1\\2.25.9.4"));
        try (var theirs = QueryUser.propose(to(daemon, "QRSCP"), model).open();
                var ours =
                        QueryUser.propose(
                                        AssociationRequest.to(
                                                new Route(
                                                        "DCMTK",
                                                        "ARCHIVE",
                                                        Daemon.loopback(provider.port()))),
                                        model)
                                .open()) {
            for (var key : keys) {
                assertThat(found(ours, key))
                        .as(key.toString() + key.elements())
                        .isEqualTo(found(theirs, key));
            }
        }
    }

    private static DataSet key(Tag tag, String value) {
        return identifier(QueryLevel.STUDY, Studies.STUDY).text(tag, value).build();
    }

    private static Set<String> found(
            io.meridian.dicom.network.Association association, DataSet key) {
        var result = new QueryUser(association, QueryModel.STUDY_ROOT).find(key, 100);
        assertThat(result.status()).isEqualTo(Status.SUCCESS);
        var found = new TreeSet<String>();
        result.matches().forEach(match -> found.add(match.first(Studies.STUDY)));
        return found;
    }

    @Test
    void weFindTheWorklistOfWlmscpfs() throws IOException {
        var program = Peers.program("wlmscpfs");
        var port = Daemon.freePort();
        var files = Files.createDirectories(folder.resolve("wl").resolve("WLM"));
        Files.createFile(files.resolve("lockfile"));
        var item =
                DicomFile.of(
                        Steps.first().toBuilder()
                                .text(Tags.SOPClassUID, WorklistService.SOP_CLASS)
                                .text(Tags.SOPInstanceUID, "2.25.71")
                                .build(),
                        TransferSyntax.EXPLICIT_LITTLE);
        Part10.write(item, files.resolve("one.wl"));
        var daemon =
                Daemon.start(
                        folder,
                        port,
                        "ARCHIVE",
                        "WLM",
                        List.of(
                                program,
                                "-dfp",
                                folder.resolve("wl").toString(),
                                "-dfr",
                                Integer.toString(port)));
        open.add(daemon);
        try (var association = to(daemon, "WLM").propose(WorklistService.SOP_CLASS).open()) {
            var result = WorklistUser.find(association, Steps.keys("CT"), 10);
            assertThat(result.status()).isEqualTo(Status.SUCCESS);
            assertThat(result.matches()).hasSize(1);
            var found = result.matches().getFirst();
            assertThat(found.first(Tags.PatientID)).isEqualTo("P7");
            assertThat(found.items(Steps.SEQUENCE).getFirst().first(Steps.STATION))
                    .isEqualTo("SCANNER");
            assertThat(WorklistUser.find(association, Steps.keys("MR"), 10).matches()).isEmpty();
        }
    }

    /** A scheduled step. */
    private static final class Steps {
        static final Tag SEQUENCE = new Tag(0x00400100);
        static final Tag STATION = new Tag(0x00400001);

        static DataSet first() {
            return DataSet.builder()
                    .text(Tags.AccessionNumber, "A7")
                    .text(Tags.PatientName, "Doe^Jane")
                    .text(Tags.PatientID, "P7")
                    .text(Studies.STUDY, "2.25.9.7")
                    .text(new Tag(0x00321060), Vr.LO, "CT HEAD")
                    .text(Tags.RequestedProcedureID, "R7")
                    .item(
                            SEQUENCE,
                            step ->
                                    step.text(Tags.Modality, "CT")
                                            .text(STATION, Vr.AE, "SCANNER")
                                            .text(new Tag(0x00400002), "20200101")
                                            .text(new Tag(0x00400003), "0900")
                                            .text(new Tag(0x00400006), Vr.PN, "Dr^Who")
                                            .text(new Tag(0x00400009), Vr.SH, "S7"))
                    .build();
        }

        static DataSet keys(String modality) {
            return DataSet.builder()
                    .text(Tags.PatientName, "")
                    .text(Tags.PatientID, "")
                    .item(
                            SEQUENCE,
                            step ->
                                    step.text(Tags.Modality, modality)
                                            .text(STATION, Vr.AE, "")
                                            .text(new Tag(0x00400002), "20200101-20200102"))
                    .build();
        }
    }
}
