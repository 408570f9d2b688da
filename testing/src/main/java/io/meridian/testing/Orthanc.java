package io.meridian.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A running Orthanc with its DICOMweb plug-in, on loopback and in a folder of its own. */
public final class Orthanc implements AutoCloseable {
    private static final Path PLUGIN = Path.of("/usr/share/orthanc/plugins/libOrthancDicomWeb.so");
    private static final Path PROGRAM = Path.of("/usr/sbin/Orthanc");
    private static final long READY_SECONDS = 60;
    private static final long END_SECONDS = 10;

    private final URI address;
    private final Process process;
    private final Path log;

    private Orthanc(URI address, Process process, Path log) {
        this.address = address;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts one and waits until it answers.
     *
     * @param servers other DICOMweb servers that it knows, as the JSON object of its configuration
     */
    public static Orthanc start(Path folder, String servers)
            throws IOException, InterruptedException {
        var program = Files.exists(PROGRAM) ? PROGRAM.toString() : Peers.program("Orthanc");
        if (!Files.exists(PLUGIN)) {
            Peers.program("orthanc-dicomweb"); // says that it is missing
        }
        var port = freePort();
        var configuration = folder.resolve("orthanc.json");
        var database = folder.resolve("orthanc");
        Files.writeString(
                configuration,
                """
                {"Name": "peer", "StorageDirectory": "%s", "IndexDirectory": "%s", "HttpPort": %d,
                 "KeepAlive": true, "DicomServerEnabled": false, "RemoteAccessAllowed": false,
                 "AuthenticationEnabled": false, "DefaultEncoding": "Utf8", "Plugins": ["%s"],
                 "DicomWeb": {"Enable": true, "Root": "/dicom-web/", "EnableWado": false, "Servers": %s}}
                """
                        .formatted(database, database, port, PLUGIN, servers));
        var log = folder.resolve("orthanc.log");
        var process =
                new ProcessBuilder(program, configuration.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        var orthanc = new Orthanc(URI.create("http://127.0.0.1:%d/".formatted(port)), process, log);
        orthanc.awaitReady();
        return orthanc;
    }

    /** Of its REST interface; DICOMweb is at {@code dicom-web/} below. */
    public URI address() {
        return address;
    }

    /** What it said. */
    public String log() throws IOException {
        return Files.readString(log);
    }

    /** A client that it understands. */
    public static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private void awaitReady() throws IOException, InterruptedException {
        var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
        var request = HttpRequest.newBuilder(address.resolve("system")).build();
        try (var http = client()) {
            while (true) {
                try {
                    http.send(request, BodyHandlers.discarding());
                    return;
                } catch (IOException e) {
                    if (System.nanoTime() > until || !process.isAlive()) {
                        close();
                        throw new IllegalStateException(log(), e);
                    }
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
