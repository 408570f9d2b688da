package io.meridian.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Part10;
import io.meridian.dicom.SopClass;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import io.meridian.dicom.network.query.MemoryArchive;
import io.meridian.testing.Peers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.SocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mutual TLS, with ourselves and with dcmtk both ways. Keys are made by the JDK's keytool. */
class TlsTests {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String CT = SopClass.CT.uid();
    private static final Set<KnownPeer> KNOWN =
            Set.of(new KnownPeer("USER", InetAddress.getLoopbackAddress()));

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final MemoryArchive archive = new MemoryArchive();

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    Path folder;

    @BeforeEach
    void makeKeys() throws IOException {
        for (var name : List.of("us", "them", "stranger")) {
            keytool(
                    "-genkeypair",
                    "-alias",
                    name,
                    "-keyalg",
                    "RSA",
                    "-keysize",
                    "2048",
                    "-dname",
                    "CN=" + name,
                    "-validity",
                    "30",
                    "-keystore",
                    store(name));
            keytool(
                    "-exportcert",
                    "-rfc",
                    "-alias",
                    name,
                    "-keystore",
                    store(name),
                    "-file",
                    folder.resolve(name + ".crt").toString());
        }
    }

    private String store(String name) {
        return folder.resolve(name + ".p12").toString();
    }

    private static void keytool(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", "changeit", "-noprompt"));
        var output = Peers.run(command);
        assertThat(output.exit()).as(output.text()).isZero();
    }

    private SSLContext context(String own, String trusted)
            throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance(Path.of(store(own)).toFile(), PASSWORD);
        var keyManagers = KeyManagerFactory.getInstance("PKIX");
        keyManagers.init(keys, PASSWORD);
        var others = KeyStore.getInstance("PKCS12");
        others.load(null, null);
        var theirs = KeyStore.getInstance(Path.of(store(trusted)).toFile(), PASSWORD);
        others.setCertificateEntry(trusted, theirs.getCertificate(trusted));
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(others);
        var context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private ServiceProvider provider() throws IOException, GeneralSecurityException {
        return ServiceProvider.start(
                Daemon.loopback(0),
                ServiceProvider.Settings.of(
                                "PROVIDER",
                                KNOWN,
                                new VerificationService(),
                                StorageService.of(archive))
                        .withSockets(
                                Tls.server(
                                        context("us", "them"), Tls.Clients.MUST_SHOW_CERTIFICATE))
                        .withLog(log::add));
    }

    private static AssociationRequest.Builder to(int port, SocketFactory sockets) {
        return AssociationRequest.to(new Route("USER", "PROVIDER", Daemon.loopback(port)))
                .propose(SopClass.VERIFICATION.uid())
                .propose(CT, TransferSyntax.EXPLICIT_LITTLE)
                .timeouts(Timeouts.each(Duration.ofSeconds(20)))
                .sockets(sockets);
    }

    private static DataSet image() {
        return DataSet.builder()
                .text(Tags.SOPClassUID, CT)
                .text(Tags.SOPInstanceUID, "2.25.1")
                .text(Tags.PatientID, "P1")
                .bytes(Tags.PixelData, Vr.OW, new byte[700_000])
                .build();
    }

    private static Status store(Association association) {
        var bytes = Part10.dataSetBytes(image(), TransferSyntax.EXPLICIT_LITTLE);
        return Storage.store(
                        association,
                        CT,
                        "2.25.1",
                        TransferSyntax.EXPLICIT_LITTLE,
                        new ByteArrayInputStream(bytes))
                .last()
                .status();
    }

    @Test
    void bothShowTheirCertificates() throws Exception {
        try (var provider = provider()) {
            try (var association = to(provider.port(), Tls.client(context("them", "us"))).open()) {
                assertThat(Verification.echo(association).status().isSuccess()).isTrue();
                assertThat(store(association).isSuccess()).isTrue();
            }
            assertThat(archive.held("2.25.1").dataSet()).isEqualTo(image());
            for (var wrong :
                    List.of(
                            Tls.client(context("stranger", "us")),
                            Tls.client(context("them", "stranger")),
                            SocketFactory.getDefault())) {
                assertThatThrownBy(() -> to(provider.port(), wrong).open())
                        .isInstanceOf(AssociationException.class);
            }
        }
    }

    @Test
    void oldProtocolsAndWeakSuitesAreNotSpoken() throws Exception {
        try (var provider = provider()) {
            for (var suite :
                    List.of("TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA")) {
                assertThatThrownBy(() -> handshake(provider.port(), "TLSv1.2", suite))
                        .isInstanceOf(IOException.class);
            }
            handshake(provider.port(), "TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
            handshake(provider.port(), "TLSv1.3", "TLS_AES_128_GCM_SHA256");
        }
    }

    private void handshake(int port, String protocol, String suite) throws Exception {
        try (var socket =
                (SSLSocket)
                        context("them", "us")
                                .getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setEnabledCipherSuites(new String[] {suite});
            socket.startHandshake();
            assertThat(socket.getSession().getCipherSuite()).isEqualTo(suite);
        }
    }

    private List<String> dcmtkKeys(String name) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance(Path.of(store(name)).toFile(), PASSWORD);
        var key = Base64.getMimeEncoder().encodeToString(keys.getKey(name, PASSWORD).getEncoded());
        var pem = folder.resolve(name + ".key");
        Files.writeString(
                pem, "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n".formatted(key));
        return List.of("+tls", pem.toString(), folder.resolve(name + ".crt").toString());
    }

    @Test
    void dcmtkCallsUs() throws Exception {
        var file = folder.resolve("image.dcm");
        Part10.write(io.meridian.dicom.DicomFile.of(image(), TransferSyntax.EXPLICIT_LITTLE), file);
        try (var provider = provider()) {
            for (var program : List.of("echoscu", "storescu")) {
                var command = new ArrayList<String>();
                command.add(Peers.program(program));
                command.addAll(List.of("-aet", "USER", "-aec", "PROVIDER"));
                command.addAll(dcmtkKeys("them"));
                command.addAll(List.of("+cf", folder.resolve("us.crt").toString()));
                command.addAll(List.of("localhost", Integer.toString(provider.port())));
                if (program.equals("storescu")) {
                    command.add(file.toString());
                }
                var output = Peers.run(command);
                assertThat(output.exit()).as(output.text()).isZero();
            }
        }
        assertThat(archive.held("2.25.1").dataSet()).isEqualTo(image());
    }

    @Test
    void weCallDcmtk() throws Exception {
        var inbox = Files.createDirectories(folder.resolve("in"));
        var port = Daemon.freePort();
        var command = new ArrayList<String>();
        command.add(Peers.program("storescp"));
        command.addAll(List.of("-v", "-aet", "PROVIDER", "-od", inbox.toString()));
        command.addAll(dcmtkKeys("them"));
        command.addAll(List.of("+cf", folder.resolve("us.crt").toString()));
        command.add(Integer.toString(port));
        var sockets = Tls.client(context("us", "them"));
        try (var daemon = Daemon.startUntilOpen(folder, port, command);
                var association = to(daemon.port(), sockets).open()) {
            assertThat(Verification.echo(association).status().isSuccess()).isTrue();
            assertThat(store(association).isSuccess()).isTrue();
        }
        try (var files = Files.list(inbox)) {
            var stored = files.toList();
            assertThat(stored).hasSize(1);
            assertThat(Part10.read(stored.getFirst()).dataSet()).isEqualTo(image());
        }
    }
}
