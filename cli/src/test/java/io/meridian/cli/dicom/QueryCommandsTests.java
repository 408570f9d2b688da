package io.meridian.cli.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.cli.CommandLineRun;
import io.meridian.cli.phantom.PhantomHospital;
import io.meridian.cli.phantom.PhantomOrder;
import io.meridian.cli.phantom.Phantoms;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tags;
import io.meridian.dicom.network.KnownPeer;
import io.meridian.dicom.network.StorageScp;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Query and retrieval against dcmtk's archive. */
class QueryCommandsTests {
    @TempDir private Path folder;
    private Path received = Path.of("");
    private Map<String, DataSet> sent = Map.of();
    private int port;
    private StorageScp receiver;
    private Process archive;

    @BeforeEach
    void startAnArchiveThatHasThreeStudies() throws Exception {
        var program = Peers.program("dcmqrscp");
        received = Files.createDirectories(folder.resolve("received"));
        var loopback = InetAddress.getLoopbackAddress();
        receiver =
                StorageScp.start(
                        new InetSocketAddress(loopback, 0),
                        StorageScp.Settings.of(
                                "RECEIVER", Set.of(new KnownPeer("ARCHIVE", loopback))),
                        new FileArchive(received));
        try (var free = new ServerSocket(0, 1, loopback)) {
            port = free.getLocalPort();
        }
        var configuration = folder.resolve("dcmqrscp.cfg");
        Files.writeString(
                configuration,
                """
                NetworkTCPPort = %d
                MaxPDUSize = 16384
                MaxAssociations = 16
                HostTable BEGIN
                receiver = (RECEIVER, localhost, %d)
                HostTable END
                AETable BEGIN
                ARCHIVE %s RW (100, 1024mb) ANY
                AETable END
                """
                        .formatted(
                                port,
                                receiver.port(),
                                Files.createDirectories(folder.resolve("archive"))));
        archive =
                new ProcessBuilder(program, "-c", configuration.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("archive.log").toFile())
                        .start();
        awaitTheArchive();
        var images = folder.resolve("images");
        Phantoms.write(new PhantomOrder(PhantomHospital.of(1), 3, 7, 1, 0, 0), images);
        sent = objects(images);
        assertThat(run("send", images.toString()).output()).contains("3 acknowledged");
    }

    @AfterEach
    void stop() throws Exception {
        receiver.close();
        archive.destroy();
        assertThat(archive.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private void awaitTheArchive() throws InterruptedException {
        for (var attempt = 0; run("echo").exit() != 0; attempt++) {
            assertThat(attempt).as("dcmqrscp answers").isLessThan(200);
            Thread.sleep(Duration.ofMillis(50));
        }
    }

    private CommandLineRun run(String command, String... arguments) {
        var all =
                new ArrayList<>(
                        List.of(
                                "dicom",
                                command,
                                "--called",
                                "ARCHIVE",
                                "--port",
                                Integer.toString(port)));
        all.addAll(List.of(arguments));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private static Map<String, DataSet> objects(Path folder) throws IOException {
        var found = new HashMap<String, DataSet>();
        for (var file : DicomFiles.below(List.of(folder))) {
            var dataSet = DicomFiles.read(file).dataSet();
            found.put(dataSet.first(Tags.SOPInstanceUID), dataSet);
        }
        return found;
    }

    private String study() {
        return sent.values().iterator().next().first(Tags.StudyInstanceUID);
    }

    @Test
    void findsStudiesAsTextAndAsJson() {
        var found = run("find", "-k", "PatientID", "-k", "StudyInstanceUID=" + study());
        assertThat(found.errors()).isEmpty();
        assertThat(found.output())
                .contains("# match 1", "(0020,000D) UI [" + study() + "]")
                .doesNotContain("# match 2");

        var json = run("find", "--json", "-k", "StudyInstanceUID", "--limit", "2").output();
        assertThat(JsonMapper.shared().readTree(json)).hasSize(2);
    }

    @Test
    void movesAStudyToAReceiver() throws IOException {
        var moved = run("move", "--destination", "RECEIVER", "-k", "StudyInstanceUID=" + study());

        assertThat(moved.errors()).isEmpty();
        assertThat(moved.output()).contains("1 retrieved, 0 failed");
        assertThat(objects(received))
                .allSatisfy((uid, object) -> assertThat(object).isEqualTo(sent.get(uid)))
                .hasSize(1);
    }

    @Test
    void saysThatTheArchiveDoesNotKnowTheDestination() {
        var moved = run("move", "--destination", "NOBODY", "-k", "StudyInstanceUID=" + study());

        assertThat(moved.exit()).isNotZero();
        assertThat(moved.errors()).contains("A801H").doesNotContain("\tat ");
    }

    @Test
    void getsAStudyOverTheSameAssociation() throws IOException {
        var got = folder.resolve("got");
        for (var more : List.of(List.<String>of(), List.of("--sop-class", CLASS))) {
            var arguments = new ArrayList<>(List.of("--out", got.toString()));
            arguments.addAll(List.of("-k", "StudyInstanceUID=" + study()));
            arguments.addAll(more);
            var run = run("get", arguments.toArray(String[]::new));

            assertThat(run.errors()).isEmpty();
            assertThat(run.output()).contains("1 retrieved, 0 failed");
            assertThat(objects(got))
                    .allSatisfy((uid, object) -> assertThat(object).isEqualTo(sent.get(uid)))
                    .hasSize(1);
            Files.delete(DicomFiles.below(List.of(got)).getFirst());
        }
    }

    private static final String CLASS = "DigitalXRayImageStorageForPresentation";

    @Test
    void refusesAKeyThatIsNoAttribute() {
        var found = run("find", "-k", "PatientNam=X");

        assertThat(found.exit()).isNotZero();
        assertThat(found.errors()).contains("PatientNam", "keyword");
    }
}
