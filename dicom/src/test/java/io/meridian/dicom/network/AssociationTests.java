package io.meridian.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Element;
import io.meridian.dicom.Limits;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import io.meridian.dicom.network.StorageScu.Presentation;
import io.meridian.dicom.pixels.PixelDecoder;
import io.meridian.testing.Peers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssociationTests {
    private static final String DX = "1.2.840.10008.5.1.4.1.1.1.1.1";
    private static final Map<TransferSyntax, String> PROPOSALS =
            Map.of(
                    TransferSyntax.IMPLICIT_LITTLE, "-xi",
                    TransferSyntax.EXPLICIT_BIG, "-xb",
                    TransferSyntax.DEFLATED, "-xd",
                    TransferSyntax.RLE, "-xr",
                    TransferSyntax.JPEG_LS_LOSSLESS, "-xt",
                    TransferSyntax.JPEG_2000, "-xw",
                    TransferSyntax.JPEG_2000_LOSSLESS, "-xv",
                    TransferSyntax.JPEG_BASELINE, "-xy");
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Map<String, DataSet> received = new ConcurrentHashMap<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init") // made before each test
    private StorageScp scp;

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    Path folder;

    @BeforeEach
    void start() throws IOException {
        var settings =
                StorageScp.Settings.of("MERIDIAN", Set.of(new KnownPeer("MODALITY", loopback())))
                        .withRefused(refusals::add);
        scp = StorageScp.start(new InetSocketAddress(loopback(), 0), settings, this::store);
    }

    @AfterEach
    void stop() throws IOException {
        scp.close();
    }

    private StoreOutcome store(StoreHandler.Incoming incoming, java.io.InputStream stream)
            throws IOException {
        var dataSet =
                Part10.readDataSet(
                        stream.readAllBytes(), incoming.transferSyntax(), Limits.DEFAULT);
        if (dataSet.first(Tags.Modality).equals("XX")) {
            return new StoreOutcome.NotUnderstood("modality is not taken");
        }
        received.put(incoming.sopInstanceUid(), dataSet);
        return new StoreOutcome.Stored();
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    private StorageScu.Peers peers(String calling, String called) {
        return new StorageScu.Peers(calling, called, new InetSocketAddress(loopback(), scp.port()));
    }

    private static DataSet image(String uid, String modality, int bytes) {
        return DataSet.builder()
                .text(Tags.SOPClassUID, DX)
                .text(Tags.SOPInstanceUID, uid)
                .text(Tags.Modality, modality)
                .bytes(Tags.PixelData, Vr.OW, new byte[bytes])
                .build();
    }

    @Test
    void storesManyObjectsOnOneAssociationAlsoSomeThatNeedManyPdus() {
        var syntax = TransferSyntax.EXPLICIT_LITTLE;
        try (var scu =
                StorageScu.open(
                        peers("MODALITY", "MERIDIAN"),
                        Set.of(new Presentation(DX, syntax)),
                        TIMEOUT)) {
            assertThat(scu.echo().isSuccess()).isTrue();
            for (var i = 1; i <= 20; i++) {
                var image = image("2.25." + i, "DX", i * 60_000);
                var bytes = Part10.dataSetBytes(image, syntax);
                var response = scu.store(DX, "2.25." + i, syntax, new ByteArrayInputStream(bytes));
                assertThat(response.isSuccess()).isTrue();
                assertThat(received.get("2.25." + i)).isEqualTo(image);
            }
        }
    }

    @Test
    void answersAnObjectThatItDoesNotTakeAndGoesOn() {
        var syntax = TransferSyntax.IMPLICIT_LITTLE;
        try (var scu =
                StorageScu.open(
                        peers("MODALITY", "MERIDIAN"),
                        Set.of(new Presentation(DX, syntax)),
                        TIMEOUT)) {
            var odd = Part10.dataSetBytes(image("2.25.1", "XX", 10), syntax);
            var fine = Part10.dataSetBytes(image("2.25.2", "DX", 10), syntax);
            assertThat(scu.store(DX, "2.25.1", syntax, new ByteArrayInputStream(odd)))
                    .isEqualTo(new StorageScu.Response(0xC000, "modality is not taken"));
            assertThat(scu.store(DX, "2.25.2", syntax, new ByteArrayInputStream(fine)).isSuccess())
                    .isTrue();
        }
    }

    @Test
    void refusesACallerThatItDoesNotKnow() {
        assertThatThrownBy(() -> StorageScu.open(peers("STRANGER", "MERIDIAN"), Set.of(), TIMEOUT))
                .isInstanceOf(AssociationException.Refused.class)
                .hasMessageContaining("not known");
        assertThatThrownBy(() -> StorageScu.open(peers("MODALITY", "ELSE"), Set.of(), TIMEOUT))
                .isInstanceOf(AssociationException.Refused.class)
                .hasMessageContaining("called title");
    }

    @Test
    void survivesHostilePdus() throws IOException {
        var seed = 7L;
        var random = new Random(seed);
        for (var run = 0; run < 200; run++) {
            try (var socket = new Socket(loopback(), scp.port())) {
                var bytes = new byte[random.nextInt(600)];
                random.nextBytes(bytes);
                if (bytes.length > 6 && run % 2 == 0) {
                    bytes[0] = (byte) (1 + random.nextInt(7));
                    bytes[2] = 0;
                    bytes[3] = 0;
                    bytes[4] = 0;
                }
                socket.getOutputStream().write(bytes);
            }
        }
        try (var scu = StorageScu.open(peers("MODALITY", "MERIDIAN"), Set.of(), TIMEOUT)) {
            assertThat(scu.echo().isSuccess()).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void refusesAPduLongerThanItsLimit() throws IOException {
        try (var socket = new Socket(loopback(), scp.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(new byte[] {1, 0, 0x7F, 0, 0, 0});
            assertThat(socket.getInputStream().read()).as("an A-ABORT").isEqualTo(7);
        }
        assertThat(refusals).anyMatch(reason -> reason.contains("at most"));
    }

    @Test
    void hangsUpOnARequestThatTricklesIn() throws IOException {
        var limits =
                new AssociationLimits(
                        4_096, 4_096, 1 << 20, 1, Duration.ofMillis(300), Duration.ofSeconds(20));
        var settings = StorageScp.Settings.of("MERIDIAN", Set.of()).withLimits(limits);
        try (var slow =
                        StorageScp.start(
                                new InetSocketAddress(loopback(), 0), settings, this::store);
                var socket = new Socket(loopback(), slow.port())) {
            // Each byte comes well before a single read would time out.
            socket.setSoTimeout(50);
            socket.getOutputStream().write(new byte[] {1, 0, 0, 0, 15, 0});
            assertThat(bytesUntilHungUp(socket)).isLessThan(400);
        }
    }

    private static int bytesUntilHungUp(Socket socket) {
        var sent = 0;
        while (sent < 400 && listens(socket)) {
            sent++;
        }
        return sent;
    }

    private static boolean listens(Socket socket) {
        try {
            socket.getOutputStream().write(0);
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException _) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Test
    void dcmtkStoresToUs() throws IOException {
        var storescu = Peers.program("storescu");
        for (var file :
                List.of(
                        "core/CT_small.dcm",
                        "core/MR_small_implicit.dcm",
                        "core/MR_small_bigendian.dcm",
                        "core/MR_small_RLE.dcm",
                        "core/MR_small_jpeg_ls_lossless.dcm",
                        "core/image_dfl.dcm",
                        "core/JPEG2000.dcm",
                        "core/SC_rgb_jpeg_dcmtk.dcm")) {
            var path = Peers.data("dicom").resolve(file);
            var original = Part10.read(path);
            var output =
                    Peers.run(
                            List.of(
                                    storescu,
                                    "-R",
                                    proposal(original.transferSyntax()),
                                    "-aet",
                                    "MODALITY",
                                    "-aec",
                                    "MERIDIAN",
                                    "localhost",
                                    Integer.toString(scp.port()),
                                    path.toString()));
            assertThat(output.exit()).as(file + ": " + output.text()).isZero();
            var stored = received.remove(original.sopInstanceUid());
            assertThat(stored).as(file).isNotNull();
            assertThat(stored.bytes(Tags.PatientID))
                    .isEqualTo(original.dataSet().bytes(Tags.PatientID));
            assertThat(PixelDecoder.frames(original)).as(file).isPositive();
            assertThat(pixels(stored)).as(file).isEqualTo(pixels(original.dataSet()));
        }
    }

    private static List<Integer> pixels(DataSet dataSet) {
        return switch (dataSet.get(Tags.PixelData).orElseThrow().value()) {
            case Element.Value.Bytes(var bytes) -> List.of(Arrays.hashCode(bytes.bytes()));
            case Element.Value.Fragments(var fragments) ->
                    // dcmtk may fill in the offset table, which comes first.
                    fragments.stream().skip(1).map(each -> Arrays.hashCode(each.bytes())).toList();
            case Element.Value.Items(var items) -> List.of(items.size());
        };
    }

    private static String proposal(TransferSyntax syntax) {
        return PROPOSALS.getOrDefault(syntax, "-x=");
    }

    @Test
    void weStoreToDcmtk() throws Exception {
        var storescp = Peers.program("storescp");
        int port;
        try (var probe = new ServerSocket(0)) {
            port = probe.getLocalPort();
        }
        var process =
                new ProcessBuilder(
                                storescp,
                                "-aet",
                                "PACS",
                                "-od",
                                folder.toString(),
                                "+xa",
                                Integer.toString(port))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        try (var scu = openWhenUp(port)) {
            var image = image("2.25.77", "DX", 400_000);
            var bytes = Part10.dataSetBytes(image, TransferSyntax.EXPLICIT_LITTLE);
            assertThat(scu.echo().isSuccess()).isTrue();
            assertThat(
                            scu.store(
                                            DX,
                                            "2.25.77",
                                            TransferSyntax.EXPLICIT_LITTLE,
                                            new ByteArrayInputStream(bytes))
                                    .isSuccess())
                    .isTrue();
        } finally {
            process.destroy();
            process.waitFor();
        }
        try (var files = Files.list(folder)) {
            var stored = files.filter(p -> !p.endsWith("log")).toList();
            assertThat(stored).hasSize(1);
            assertThat(Part10.read(stored.getFirst()).dataSet().bytes(Tags.PixelData))
                    .hasSize(400_000);
        }
    }

    private static StorageScu openWhenUp(int port) throws InterruptedException {
        var peers =
                new StorageScu.Peers("MODALITY", "PACS", new InetSocketAddress(loopback(), port));
        for (var attempt = 0; ; attempt++) {
            try {
                return StorageScu.open(
                        peers,
                        Set.of(new Presentation(DX, TransferSyntax.EXPLICIT_LITTLE)),
                        TIMEOUT);
            } catch (AssociationException e) {
                if (attempt == 50) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }
}
