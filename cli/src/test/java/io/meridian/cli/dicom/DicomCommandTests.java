package io.meridian.cli.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.cli.CommandLineRun;
import io.meridian.cli.phantom.PhantomHospital;
import io.meridian.cli.phantom.PhantomOrder;
import io.meridian.cli.phantom.Phantoms;
import io.meridian.cli.process.ReadyLine;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class DicomCommandTests {
    @TempDir private Path folder;
    private Path images = Path.of("");

    @BeforeEach
    void makeImages() {
        images = folder.resolve("images");
        Phantoms.write(new PhantomOrder(PhantomHospital.of(1), 4, 7, 1, 0, 1), images);
    }

    /** A provider in a process of its own, as the demo's archive runs. */
    private static final class Receiver implements AutoCloseable {
        private final Process process;
        private final int port;

        Receiver(Path out, String... caller) throws IOException {
            var command =
                    new java.util.ArrayList<>(
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                    "-Xmx64m",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "io.meridian.cli.Meridian",
                                    "dicom",
                                    "receive",
                                    "--port",
                                    "0",
                                    "--aet",
                                    "ARCHIVE",
                                    "--out",
                                    out.toString()));
            command.addAll(List.of(caller));
            process = new ProcessBuilder(command).start();
            var line = process.inputReader().readLine();
            assertThat(line).startsWith("MERIDIAN READY ");
            port =
                    JsonMapper.shared()
                            .readTree(line.substring("MERIDIAN READY ".length()))
                            .path("ports")
                            .path("dicom")
                            .asInt();
        }

        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
            try {
                assertThat(process.waitFor(20, TimeUnit.SECONDS))
                        .as("it ends when its input closes")
                        .isTrue();
                assertThat(process.exitValue()).isZero();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private CommandLineRun send(int port, String calling) {
        return CommandLineRun.of(
                "dicom",
                "send",
                "--port",
                Integer.toString(port),
                "--called",
                "ARCHIVE",
                "--calling",
                calling,
                images.toString());
    }

    @Test
    void whatIsSentArrivesByteForByte() throws IOException {
        var out = folder.resolve("out");
        try (var receiver = new Receiver(out, "--any-caller")) {
            var run = send(receiver.port, "SENDER");

            assertThat(run.errors()).isEmpty();
            assertThat(run.output()).contains("5 acknowledged, 0 refused");
        }
        for (var file : DicomFiles.below(List.of(images))) {
            var uid = DicomFiles.read(file).dataSet().first(Tags.SOPInstanceUID);
            assertThat(StoredObject.read(out.resolve(uid + ".dcm")).dataSet())
                    .isEqualTo(StoredObject.read(file).dataSet());
        }
        assertThat(DicomFiles.below(List.of(out))).hasSize(5);
    }

    @Test
    void onlyNamedCallersMaySend() throws IOException {
        try (var receiver = new Receiver(folder.resolve("out"), "--accept", "KNOWN@127.0.0.1")) {
            assertThat(send(receiver.port, "KNOWN").exit()).isZero();
            var stranger = send(receiver.port, "STRANGER");
            assertThat(stranger.exit()).isNotZero();
            assertThat(stranger.errors())
                    .contains("refused the association", "not known there")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void echoIsAnswered() throws IOException {
        try (var receiver = new Receiver(folder.resolve("out"), "--any-caller")) {
            var run =
                    CommandLineRun.of(
                            "dicom",
                            "echo",
                            "--called",
                            "ARCHIVE",
                            "--port",
                            Integer.toString(receiver.port));
            assertThat(run.output()).contains("The provider answers.");
            assertThat(run.exit()).isZero();
        }
    }

    @Test
    void dcmtkSendsToUs() throws IOException {
        var storescu = Peers.program("storescu");
        var out = folder.resolve("out");
        try (var receiver = new Receiver(out, "--accept", "DCMTK@127.0.0.1")) {
            var output =
                    Peers.run(
                            List.of(
                                    storescu,
                                    "+sd",
                                    "-aet",
                                    "DCMTK",
                                    "-aec",
                                    "ARCHIVE",
                                    "127.0.0.1",
                                    Integer.toString(receiver.port),
                                    images.toString()));
            assertThat(output.exit()).as(output.text()).isZero();
        }
        assertThat(DicomFiles.below(List.of(out))).hasSize(5);
    }

    @Test
    void weSendToDcmtk() throws Exception {
        var storescp = Peers.program("storescp");
        var out = Files.createDirectories(folder.resolve("out"));
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var process =
                new ProcessBuilder(
                                storescp,
                                "-aet",
                                "ARCHIVE",
                                "-od",
                                out.toString(),
                                Integer.toString(port))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("storescp.log").toFile())
                        .start();
        try {
            awaitListener(port);
            var run = send(port, "SENDER");
            assertThat(run.errors()).isEmpty();
            assertThat(run.output()).contains("5 acknowledged, 0 refused");
        } finally {
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
        }
        try (var files = Files.list(out)) {
            assertThat(files).hasSize(5);
        }
    }

    private static void awaitListener(int port) throws InterruptedException {
        for (var attempt = 0; attempt < 100; attempt++) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException _) {
                Thread.sleep(Duration.ofMillis(50));
            }
        }
        throw new AssertionError("storescp does not listen");
    }

    @Test
    void receivingInThisProcessEndsWithItsInput() throws Exception {
        var input = new PipedInputStream();
        CompletableFuture<CommandLineRun> run;
        try (var _ = new PipedOutputStream(input)) {
            run =
                    CompletableFuture.supplyAsync(() ->
                            CommandLineRun.with(
                                    input,
                                    "dicom",
                                    "receive",
                                    "--any-caller",
                                    "--port",
                                    "0",
                                    "--out",
                                    folder.resolve("out").toString()));
            assertThat(run.isDone()).isFalse();
        }
        var ended = run.get(20, TimeUnit.SECONDS);
        assertThat(ended.exit()).isZero();
        assertThat(ended.output()).startsWith("MERIDIAN READY {");
    }

    @Test
    void theReadyLineIsTheOneOfEveryProcess() {
        assertThat(ReadyLine.of("dicom", Map.of("dicom", 104)))
                .isEqualTo(
                        "MERIDIAN READY {\"pid\":%d,\"ports\":{\"dicom\":104},\"role\":\"dicom\"}"
                                .formatted(ProcessHandle.current().pid()));
    }

    @Test
    void dumpAndJsonShowTheName() throws IOException {
        var file = DicomFiles.below(List.of(images)).getFirst();
        var name = DicomFiles.read(file).dataSet().first(Tags.PatientName);

        assertThat(CommandLineRun.of("dicom", "dump", file.toString()).output())
                .contains("(0010,0010) PN [" + name + "]");
        var json = CommandLineRun.of("dicom", "json", file.toString()).output();
        assertThat(
                        JsonMapper.shared()
                                .readTree(json)
                                .path("00100010")
                                .path("Value")
                                .path(0)
                                .path("Ideographic")
                                .asString())
                .isEqualTo(name.substring(name.indexOf('=') + 1));
    }

    @Test
    void showsOnlyWhatIsSelected() throws IOException {
        var file = DicomFiles.below(List.of(images)).getFirst().toString();

        assertThat(CommandLineRun.of("dicom", "dump", "--select", "PatientName", file).output())
                .contains("(0010,0010)")
                .doesNotContain("(0010,0020)");
        assertThat(CommandLineRun.of("dicom", "dump", "--paths", file).output())
                .contains("\n(0010,0020)\n");
    }

    @Test
    void jsonBecomesTheSameObjectAgain() throws IOException {
        var file = DicomFiles.below(List.of(images)).getFirst();
        var document = folder.resolve("object.json");
        var again = folder.resolve("again.dcm");
        Files.writeString(document, CommandLineRun.of("dicom", "json", file.toString()).output());

        var run =
                CommandLineRun.of("dicom", "json", document.toString(), "--out", again.toString());

        assertThat(run.errors()).isEmpty();
        // Text is in UTF-8 now, so that bytes may differ where values do not.
        assertThat(CommandLineRun.of("dicom", "json", again.toString()).output())
                .isEqualTo(Files.readString(document));
        assertThat(DicomFiles.read(again).dataSet().bytes(Tags.PixelData))
                .isEqualTo(DicomFiles.read(file).dataSet().bytes(Tags.PixelData));
    }

    @Test
    void phantomsKeepTheirIodAndABrokenOneDoesNot() throws IOException {
        var file = DicomFiles.below(List.of(images)).getFirst();
        var good = CommandLineRun.of("dicom", "validate", file.toString());
        assertThat(good.output()).contains("1 objects, 0 errors");
        assertThat(good.exit()).isZero();

        var object = DicomFiles.read(file);
        var broken = folder.resolve("broken.dcm");
        Part10.write(
                DicomFile.of(
                        object.dataSet().toBuilder().remove(Tags.Modality).build(),
                        object.transferSyntax()),
                broken);
        var bad = CommandLineRun.of("dicom", "validate", broken.toString());
        assertThat(bad.exit()).isNotZero();
        assertThat(bad.output()).contains("ERROR MISSING (0008,0060) Modality");
        assertThat(bad.output()).doesNotContain(object.dataSet().first(Tags.PatientName));
    }

    @Test
    void rendersAPictureOfTheSizeOfTheFrame() throws IOException {
        var file = DicomFiles.below(List.of(images)).getFirst();
        var dataSet = DicomFiles.read(file).dataSet();
        for (var name : List.of("picture.png", "picture.jpg")) {
            var out = folder.resolve(name);
            var run =
                    CommandLineRun.of("dicom", "render", file.toString(), "--out", out.toString());
            assertThat(run.errors()).isEmpty();
            var picture = ImageIO.read(out.toFile());
            assertThat(picture.getWidth()).isEqualTo(dataSet.integer(Tags.Columns, 0));
            assertThat(picture.getHeight()).isEqualTo(dataSet.integer(Tags.Rows, 0));
        }
        var narrow = folder.resolve("narrow.png");
        CommandLineRun.of(
                "dicom", "render", file.toString(), "--window", "1,1", "--out", narrow.toString());
        assertThat(Files.readAllBytes(narrow))
                .isNotEqualTo(Files.readAllBytes(folder.resolve("picture.png")));
    }

    @Test
    void saysWhatIsWrongWithAnOrderForAPicture() throws IOException {
        var file = DicomFiles.below(List.of(images)).getFirst().toString();
        for (var wrong :
                List.of(
                        List.of("--out", "picture.gif"),
                        List.of("--out", "picture.png", "--window", "40"),
                        List.of("--out", "picture.png", "--frame", "2"))) {
            var arguments = new java.util.ArrayList<>(List.of("dicom", "render", file));
            arguments.addAll(wrong);
            var run = CommandLineRun.of(arguments.toArray(String[]::new));
            assertThat(run.exit()).isNotZero();
            assertThat(run.errors()).startsWith("meridian: ").doesNotContain("\tat ");
        }
    }

    @Test
    void numpyReadsThePixels() throws IOException {
        var file = DicomFiles.below(List.of(images)).getFirst();
        var npy = folder.resolve("pixels.npy");

        var run = CommandLineRun.of("dicom", "pixels", file.toString(), "--out", npy.toString());
        var output =
                Peers.runPython(
                        List.of("pydicom", "numpy"),
                        "import numpy,pydicom,sys; a=numpy.load(sys.argv[1]); p=pydicom.dcmread(sys.argv[2]).pixel_array;"
                                + " print(a.shape, a.dtype, bool((a[0,:,:,0]==p).all()))",
                        npy,
                        file);

        assertThat(run.exit()).as(run.errors()).isZero();
        assertThat(output).isEqualTo("(1, 192, 192, 1) uint16 True");
    }

    @Test
    void pixelsThatAreCutOffAreRefusedInOneSentence() {
        var run =
                CommandLineRun.of(
                        "dicom",
                        "pixels",
                        images.resolve("malformed-1.dcm").toString(),
                        "--out",
                        folder.resolve("x.npy").toString());

        assertThat(run.exit()).isNotZero();
        assertThat(run.errors()).contains("cannot be decoded").doesNotContain("\tat ");
        assertThat(folder.resolve("x.npy")).doesNotExist();
    }
}
