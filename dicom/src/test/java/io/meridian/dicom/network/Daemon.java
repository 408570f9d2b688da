package io.meridian.dicom.network;

import io.meridian.dicom.SopClass;
import io.meridian.dicom.TransferSyntax;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A peer's server that runs for one test, told to stop at its end. */
public final class Daemon implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final int port;
    private final Path log;

    private Daemon(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** A port that was free a moment ago. */
    public static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    /** Starts a program and waits until it answers an echo of {@code calling} to {@code called}. */
    public static Daemon start(
            Path folder, int port, String calling, String called, List<String> command)
            throws IOException {
        var daemon = launch(folder, port, command);
        try {
            daemon.await(() -> echoes(new Route(calling, called, loopback(port))));
        } catch (IOException | RuntimeException e) {
            daemon.close();
            throw e;
        }
        return daemon;
    }

    /** Starts a program and waits until its output says so. */
    public static Daemon startUntil(Path folder, int port, String ready, List<String> command)
            throws IOException {
        var daemon = launch(folder, port, command);
        try {
            daemon.await(() -> daemon.said().contains(ready));
        } catch (IOException | RuntimeException e) {
            daemon.close();
            throw e;
        }
        return daemon;
    }

    /** Starts a program and waits until it takes connections. */
    public static Daemon startUntilOpen(Path folder, int port, List<String> command)
            throws IOException {
        var daemon = launch(folder, port, command);
        try {
            daemon.await(() -> takesConnections(port));
        } catch (IOException | RuntimeException e) {
            daemon.close();
            throw e;
        }
        return daemon;
    }

    private static boolean takesConnections(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false; // not yet
        }
    }

    private static Daemon launch(Path folder, int port, List<String> command) throws IOException {
        var log = Files.createTempFile(folder, "daemon", ".log");
        var builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().put("TCP_NODELAY", "1");
        builder.environment().put("PYTHONUNBUFFERED", "1");
        return new Daemon(builder.start(), port, log);
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private void await(Condition condition) throws IOException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!condition.holds()) {
                if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                    throw new IllegalStateException("the peer is not up: " + said());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean echoes(Route route) {
        try (var association =
                AssociationRequest.to(route)
                        .propose(SopClass.VERIFICATION.uid(), TransferSyntax.IMPLICIT_LITTLE)
                        .timeouts(Timeouts.each(Duration.ofSeconds(5)))
                        .open()) {
            return Verification.echo(association).status().isSuccess();
        } catch (AssociationException _) {
            return false; // not yet
        }
    }

    public static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public int port() {
        return port;
    }

    /** What it printed so far. */
    public String said() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
