package io.meridian.dicom.network;

import io.meridian.dicom.network.AssociationException.Violation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * An application entity that performs services for callers that it knows. One virtual thread an
 * association. Safe for use by several threads; {@link #close} ends the associations too.
 */
public final class ServiceProvider implements AutoCloseable {
    private static final int BACKLOG = 512;
    private static final int TURNED_AWAY = 32;
    private static final int SPARE_BUFFERS = 64;
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Settings settings;
    private final ServerSocket server;
    private final Admission admission;
    private final Semaphore turnedAway = new Semaphore(TURNED_AWAY);
    private final Buffers buffers = new Buffers(SPARE_BUFFERS);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Association> associations = ConcurrentHashMap.newKeySet();

    /**
     * How a provider behaves.
     *
     * @param calledTitle its own application entity title
     * @param known decides by calling title and address
     * @param services asked in this order
     * @param identity decides by the user that a request names
     * @param log told, in words without identity, why an association was refused or ended
     * @param sockets makes the listening socket, for instance {@link Tls#server}
     */
    public record Settings(
            String calledTitle,
            BiPredicate<String, InetAddress> known,
            List<DimseService> services,
            AssociationLimits limits,
            IdentityPolicy identity,
            Consumer<String> log,
            ServerSocketFactory sockets) {
        public Settings {
            services = List.copyOf(services);
        }

        /** Only these callers; the default limits; no TLS. */
        public static Settings of(
                String calledTitle, Set<KnownPeer> peers, DimseService... services) {
            var copy = Set.copyOf(peers);
            return new Settings(
                    calledTitle,
                    (title, address) -> copy.contains(new KnownPeer(title, address)),
                    List.of(services),
                    AssociationLimits.DEFAULT,
                    IdentityPolicy.ANY,
                    _ -> {},
                    new PlainSockets());
        }

        public Settings withKnown(BiPredicate<String, InetAddress> other) {
            return new Settings(calledTitle, other, services, limits, identity, log, sockets);
        }

        public Settings withLimits(AssociationLimits other) {
            return new Settings(calledTitle, known, services, other, identity, log, sockets);
        }

        public Settings withIdentity(IdentityPolicy other) {
            return new Settings(calledTitle, known, services, limits, other, log, sockets);
        }

        public Settings withLog(Consumer<String> other) {
            return new Settings(calledTitle, known, services, limits, identity, other, sockets);
        }

        public Settings withSockets(ServerSocketFactory other) {
            return new Settings(calledTitle, known, services, limits, identity, log, other);
        }
    }

    private ServiceProvider(Settings settings, ServerSocket server) {
        this.settings = settings;
        this.server = server;
        this.admission = new Admission(settings.limits(), System::nanoTime);
    }

    /** Listens at an address; port 0 for any free one. */
    public static ServiceProvider start(InetSocketAddress address, Settings settings)
            throws IOException {
        var server = settings.sockets().createServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(address, BACKLOG);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        var provider = new ServiceProvider(settings, server);
        Thread.ofVirtual().name("dicom-accept").start(provider::accept);
        return provider;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Associations that are open now. */
    public int associations() {
        return associations.size();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                open.add(socket);
                var refusal = admission.enter(socket.getInetAddress());
                if (refusal.isEmpty()) {
                    Thread.ofVirtual().name("dicom-association").start(() -> admit(socket));
                } else {
                    settings.log().accept(refusal.get());
                    turnAway(socket);
                }
            } catch (IOException e) {
                if (!server.isClosed()) {
                    settings.log().accept("a connection could not be accepted");
                }
            }
        }
    }

    /** A few are told why; when there are many, they are hung up on. */
    private void turnAway(Socket socket) throws IOException {
        if (!turnedAway.tryAcquire()) {
            open.remove(socket);
            socket.close();
            return;
        }
        Thread.ofVirtual()
                .name("dicom-refusal")
                .start(() -> {
                    try (socket;
                            var _ = Watch.closeAfter(socket, FAREWELL)) {
                        var connection = connection(socket);
                        new Acceptor(settings, connection).turnAway(Rejection.LOCAL_LIMIT);
                        connection.closeAfterPeer(FAREWELL);
                    } catch (IOException | RuntimeException _) {
                        return; // it was refused either way
                    } finally {
                        open.remove(socket);
                        turnedAway.release();
                    }
                });
    }

    private Connection connection(Socket socket) throws IOException {
        var limits = settings.limits();
        return new Connection(socket, buffers, limits.maxPduBytes(), limits.idleTimeout());
    }

    private void admit(Socket socket) {
        var address = socket.getInetAddress();
        Connection connection = null;
        try (socket) {
            try {
                socket.setTcpNoDelay(true);
                connection = connection(socket);
                serve(connection);
            } catch (IOException | RuntimeException e) {
                if (!server.isClosed()) {
                    settings.log().accept("an association ended: " + reason(e));
                }
            } finally {
                admission.leave(address);
            }
            if (connection != null) {
                connection.closeAfterPeer(FAREWELL);
            }
        } catch (IOException _) {
            settings.log().accept("a connection could not be closed");
        } finally {
            open.remove(socket);
        }
    }

    private void serve(Connection connection) throws IOException {
        var association = negotiate(connection);
        if (association != null) {
            associations.add(association);
            try {
                association.run();
            } finally {
                associations.remove(association);
            }
        }
    }

    /**
     * Under the timer of PS3.8 section 9.1.5: the whole request must be here in time, however
     * slowly it trickles in.
     */
    private @Nullable Association negotiate(Connection connection) throws IOException {
        try (var _ =
                Watch.closeAfter(
                        () -> {
                            settings.log().accept("an association request did not arrive in time");
                            connection.close();
                        },
                        settings.limits().requestTimeout())) {
            return new Acceptor(settings, connection).accept();
        } catch (Violation e) {
            connection.output().abort(AbortReason.BY_PROVIDER, e.reason().code());
            throw e;
        }
    }

    private static String reason(Exception e) {
        return e instanceof AssociationException
                ? String.valueOf(e.getMessage())
                : e.getClass().getSimpleName();
    }

    @Override
    public void close() throws IOException {
        server.close();
        associations.forEach(Association::abort);
        for (var socket : open) {
            socket.close();
        }
    }
}
