package io.meridian.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.SopClass;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.testing.Peers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every transfer syntax of the shared data, to dcmtk and back, the bytes unchanged. */
class DcmtkStorageTests {
    private static final Pattern UNKNOWN =
            Pattern.compile("1\\.2\\.840\\.10008\\.1\\.2\\.(4\\.20.|8\\.1)");

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    Path folder;

    /** The data set of a file as it lies there. */
    @SuppressWarnings("ArrayRecordComponent") // never changed nor compared
    private record Sample(Path path, DicomFile file, byte[] dataSet) {
        String sopClass() {
            return file.sopClassUid();
        }
    }

    /** One file for each transfer syntax and SOP class. */
    private static List<Sample> samples() throws IOException {
        var samples = new ArrayList<Sample>();
        var seen = new TreeSet<String>();
        for (var part : List.of("core", "extra")) {
            try (var files = Files.list(Peers.data("dicom").resolve(part))) {
                for (var path : files.sorted().toList()) {
                    var bytes = Files.readAllBytes(path);
                    if (bytes.length < 200 || bytes[128] != 'D' || bytes[132] != 2) {
                        continue;
                    }
                    var file = Part10.read(bytes);
                    var meta = file.meta();
                    var length = meta.integer(Tags.FileMetaInformationGroupLength, 0);
                    if (length == 0
                            || file.sopInstanceUid().isEmpty()
                            || !new SopClass(file.sopClassUid()).isStorage()
                            || !seen.add(file.transferSyntax() + file.sopClassUid())) {
                        continue;
                    }
                    var start = 132 + 12 + length;
                    samples.add(
                            new Sample(path, file, Arrays.copyOfRange(bytes, start, bytes.length)));
                }
            }
        }
        return samples;
    }

    @Test
    void dcmtkTakesEachAsItIs() throws IOException {
        // This dcmtk (3.6.7) knows neither High-Throughput JPEG 2000 nor deflated frames.
        var samples =
                samples().stream()
                        .filter(s -> !UNKNOWN.matcher(s.file().transferSyntax().uid()).matches())
                        .toList();
        assertThat(samples.stream().map(s -> s.file().transferSyntax()).distinct())
                .hasSizeGreaterThan(10);
        var port = Daemon.freePort();
        var inbox = Files.createDirectories(folder.resolve("in"));
        // dcmtk takes each encoding only by a profile of its own.
        var profile = folder.resolve("scp.cfg");
        var syntaxes = new TreeSet<String>();
        samples.forEach(s -> syntaxes.add(s.file().transferSyntax().uid()));
        syntaxes.add(TransferSyntax.IMPLICIT_LITTLE.uid());
        Files.writeString(profile, profile(samples, syntaxes));
        try (var daemon =
                        Daemon.start(
                                folder,
                                port,
                                "USER",
                                "PACS",
                                List.of(
                                        Peers.program("storescp"),
                                        "--bit-preserving",
                                        "-aet",
                                        "PACS",
                                        "-od",
                                        inbox.toString(),
                                        "-xf",
                                        profile.toString(),
                                        "All",
                                        Integer.toString(port)));
                var association = to(daemon, samples)) {
            for (var sample : samples) {
                var status =
                        Storage.store(
                                        association,
                                        sample.sopClass(),
                                        sample.file().sopInstanceUid(),
                                        sample.file().transferSyntax(),
                                        new ByteArrayInputStream(sample.dataSet()))
                                .last()
                                .status();
                assertThat(status.isSuccess()).as(sample.path() + " " + status).isTrue();
                // An odd length, as a deflated data set may have, is made even.
                var sent = Arrays.copyOf(sample.dataSet(), (sample.dataSet().length + 1) & ~1);
                assertThat(only(inbox)).as("%s", sample.path()).isEqualTo(sent);
            }
        }
    }

    private static Association to(Daemon daemon, List<Sample> samples) {
        var request =
                AssociationRequest.to(new Route("USER", "PACS", Daemon.loopback(daemon.port())));
        samples.forEach(s -> request.propose(s.sopClass(), s.file().transferSyntax()));
        return request.open();
    }

    private static String profile(List<Sample> samples, Set<String> syntaxes) {
        var text = new StringBuilder("[[TransferSyntaxes]]\n[All]\n");
        var i = 1;
        for (var syntax : syntaxes) {
            text.append("TransferSyntax%d = %s%n".formatted(i++, syntax));
        }
        text.append("[[PresentationContexts]]\n[All]\n");
        i = 1;
        var classes = new TreeSet<String>();
        samples.forEach(s -> classes.add(s.sopClass()));
        classes.add(SopClass.VERIFICATION.uid());
        for (var each : classes) {
            text.append("PresentationContext%d = %s\\All%n".formatted(i++, each));
        }
        return text.append("[[Profiles]]\n[All]\nPresentationContexts = All\n").toString();
    }

    /** The bare data set of the only file, which is then removed. */
    private static byte[] only(Path inbox) throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(inbox)) {
            files = list.toList();
        }
        assertThat(files).hasSize(1);
        var bytes = Files.readAllBytes(files.getFirst());
        Files.delete(files.getFirst());
        DataSet meta = Part10.read(bytes).meta();
        var length = meta.integer(Tags.FileMetaInformationGroupLength, 0);
        return Arrays.copyOfRange(bytes, 132 + 12 + length, bytes.length);
    }

    /** By pynetdicom, which sends any syntax as it is; dcmtk's sender knows fewer. */
    @Test
    void weTakeEachAsItIs() throws IOException {
        var samples = samples();
        var received = new ConcurrentHashMap<String, byte[]>();
        var known = Set.of(new KnownPeer("USER", InetAddress.getLoopbackAddress()));
        try (var provider =
                ServiceProvider.start(
                        Daemon.loopback(0),
                        ServiceProvider.Settings.of(
                                "PROVIDER",
                                known,
                                StorageService.of((incoming, stream) -> {
                                    received.put(
                                            incoming.sopInstanceUid() + incoming.transferSyntax(),
                                            stream.readAllBytes());
                                    return new StoreOutcome.Stored();
                                })))) {
            var arguments = new ArrayList<Object>();
            arguments.add(provider.port());
            samples.forEach(s -> arguments.add(s.path()));
            var said =
                    Peers.runPython(
                            List.of("pynetdicom"),
                            """
                            import sys
                            from pydicom import dcmread
                            from pydicom.filereader import read_file_meta_info
                            from pynetdicom import AE, _config
                            _config.UNRESTRICTED_STORAGE_SERVICE = True
                            _config.STORE_SEND_CHUNKED_DATASET = True
                            for path in sys.argv[2:]:
                                meta = read_file_meta_info(path)
                                ae = AE('USER')
                                ae.add_requested_context(
                                    dcmread(path, stop_before_pixels=True).SOPClassUID, meta.TransferSyntaxUID)
                                a = ae.associate('127.0.0.1', int(sys.argv[1]), ae_title='PROVIDER')
                                assert a.is_established, path
                                status = a.send_c_store(path).Status
                                a.release()
                                assert status == 0, (path, hex(status))
                            print('DONE')
                            """,
                            arguments.toArray());
            assertThat(said).endsWith("DONE");
        }
        for (var sample : samples) {
            var file = sample.file();
            // pynetdicom names objects as their meta information does.
            var uid = file.meta().first(Tags.MediaStorageSOPInstanceUID);
            var bytes = received.get(uid + file.transferSyntax());
            assertThat(Arrays.equals(bytes, sample.dataSet())).as("%s", sample.path()).isTrue();
        }
    }
}
