package io.meridian.benchmarks.suite;

import io.meridian.benchmarks.harness.BenchmarkException;
import io.meridian.benchmarks.harness.Memory;
import io.meridian.benchmarks.suite.Receiver.Durability;
import io.meridian.dicom.Part10;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.network.AssociationException;
import io.meridian.dicom.network.StorageScu;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A provider that runs, ours or the peer's; started when first needed. */
final class ReceiverProcess implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final Start start;
    private @Nullable Running running;

    private record Running(Process process, int port) {}

    private interface Start {
        Running start() throws IOException;
    }

    private ReceiverProcess(Path folder, Start start) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.start = start;
    }

    /** Ours, in a JVM with the options of an edge. */
    static ReceiverProcess ours(Path folder, Durability durability) throws IOException {
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Receiver.class.getName(),
                        folder.toString(),
                        durability.name());
        return new ReceiverProcess(
                folder,
                () -> {
                    var process = launch(command, folder);
                    @SuppressWarnings("resource") // closed with the process
                    var said = process.inputReader().readLine();
                    if (said == null) {
                        throw ended(command, folder);
                    }
                    return new Running(process, Integer.parseInt(said));
                });
    }

    /** The peer's, writing what it receives as it is, with our longest PDU. */
    static ReceiverProcess storescp(Path program, Path folder) throws IOException {
        return new ReceiverProcess(
                folder,
                () -> {
                    int port = freePort();
                    var command =
                            List.of(
                                    program.toString(),
                                    "--fork",
                                    "--bit-preserving",
                                    "--max-pdu",
                                    "131072",
                                    "--aetitle",
                                    Receiver.TITLE,
                                    "--output-directory",
                                    folder.toString(),
                                    String.valueOf(port));
                    var process = launch(command, folder);
                    awaitEcho(process, port, command, folder);
                    return new Running(process, port);
                });
    }

    private static Process launch(List<String> command, Path folder) throws IOException {
        var builder = new ProcessBuilder(command).redirectError(log(folder).toFile());
        // Without it dcmtk waits 40 ms for the kernel's delayed acknowledgement at every object.
        builder.environment().put("TCP_NODELAY", "1");
        return builder.start();
    }

    private static Path log(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ".log");
    }

    private static BenchmarkException ended(List<String> command, Path folder) throws IOException {
        String said = Files.exists(log(folder)) ? Files.readString(log(folder)).strip() : "";
        return new BenchmarkException(
                "%s ended before it was ready: %s".formatted(command.getFirst(), said));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** It does not say when it is ready, so it is asked until it answers. */
    private static void awaitEcho(Process process, int port, List<String> command, Path folder)
            throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!echoes(port)) {
                if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    throw ended(command, folder);
                }
                if (System.nanoTime() > deadline) {
                    process.destroy();
                    throw new BenchmarkException(command.getFirst() + " does not answer");
                }
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }

    private static boolean echoes(int port) {
        try (var scu = StorageScu.open(peers(port), Set.of(), PATIENCE)) {
            return scu.echo().isSuccess();
        } catch (AssociationException _) {
            return false; // not yet
        }
    }

    private static StorageScu.Peers peers(int port) {
        return new StorageScu.Peers(
                Receiver.CALLER,
                Receiver.TITLE,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Where to send; starts the process if need be. */
    StorageScu.Peers peers() throws IOException {
        if (running == null) {
            running = start.start();
        }
        return peers(running.port);
    }

    OptionalLong peakBytes() {
        return running == null ? OptionalLong.empty() : Memory.peak(running.process.pid());
    }

    /**
     * Holds the files against the data sets that were sent, and removes them.
     *
     * @param expected by SOP Instance UID
     */
    void checkReceived(Map<String, byte[]> expected, TransferSyntax syntax) throws IOException {
        var found = new HashSet<String>();
        try (var list = Files.list(folder)) {
            for (Path path : list.toList()) {
                var file = Part10.read(path);
                byte[] sent = expected.get(file.sopInstanceUid());
                if (sent == null
                        || !file.transferSyntax().equals(syntax)
                        || !Arrays.equals(Part10.dataSetBytes(file.dataSet(), syntax), sent)) {
                    throw new BenchmarkException("a file holds another object than was sent");
                }
                found.add(file.sopInstanceUid());
            }
        }
        if (found.size() != expected.size()) {
            throw new BenchmarkException(
                    "%d objects were sent and %d are in files"
                            .formatted(expected.size(), found.size()));
        }
        takeReceived();
    }

    /** Resident bytes of the process and of those that it started, shared pages counted once. */
    OptionalLong residentBytes() {
        return running == null ? OptionalLong.empty() : Memory.ofTree(running.process);
    }

    /** Counts what was received since the last call, and removes it. */
    int takeReceived() throws IOException {
        List<Path> files;
        try (var list = Files.list(folder)) {
            files = list.toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
        return files.size();
    }

    @Override
    public void close() {
        if (running != null) {
            running.process.destroy();
        }
    }
}
