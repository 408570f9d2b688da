package io.meridian.dicom.network;

import io.meridian.dicom.TransferSyntax;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ServerSocketFactory;

/**
 * A provider of verification and storage. One virtual thread an association. Safe for use by
 * several threads; {@link #close} ends the associations too.
 */
public final class StorageScp implements AutoCloseable {
    private final Settings settings;
    private final ServerSocket server;
    private final Semaphore places;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /**
     * How a provider behaves.
     *
     * @param calledTitle its own application entity title
     * @param known decides by calling title and address
     * @param sopClasses decides which abstract syntaxes are accepted, beside verification
     * @param transferSyntaxes decides which encodings are accepted
     * @param refused told, in words without identity, why an association was refused or ended
     */
    public record Settings(
            String calledTitle,
            BiPredicate<String, InetAddress> known,
            Predicate<String> sopClasses,
            Predicate<TransferSyntax> transferSyntaxes,
            AssociationLimits limits,
            Consumer<String> refused) {
        /** Only these callers; every storage class; every transfer syntax. */
        public static Settings of(String calledTitle, Set<KnownPeer> peers) {
            var copy = Set.copyOf(peers);
            return new Settings(
                    calledTitle,
                    (title, address) -> copy.contains(new KnownPeer(title, address)),
                    uid -> uid.startsWith("1.2.840.10008.5.1.4.1.1."),
                    _ -> true,
                    AssociationLimits.DEFAULT,
                    _ -> {});
        }

        public Settings withLimits(AssociationLimits other) {
            return new Settings(calledTitle, known, sopClasses, transferSyntaxes, other, refused);
        }

        public Settings withKnown(BiPredicate<String, InetAddress> other) {
            return new Settings(calledTitle, other, sopClasses, transferSyntaxes, limits, refused);
        }

        public Settings withRefused(Consumer<String> other) {
            return new Settings(calledTitle, known, sopClasses, transferSyntaxes, limits, other);
        }
    }

    private StorageScp(Settings settings, ServerSocket server) {
        this.settings = settings;
        this.server = server;
        this.places = new Semaphore(settings.limits().maxAssociations());
    }

    public static StorageScp start(
            InetSocketAddress address, Settings settings, StoreHandler handler) throws IOException {
        return start(address, settings, handler, ServerSocketFactory.getDefault());
    }

    /** The same on sockets of a factory, for instance one for TLS. */
    public static StorageScp start(
            InetSocketAddress address,
            Settings settings,
            StoreHandler handler,
            ServerSocketFactory sockets)
            throws IOException {
        var server = sockets.createServerSocket();
        server.setReuseAddress(true);
        server.bind(address, 128);
        var scp = new StorageScp(settings, server);
        Thread.ofVirtual().name("dicom-accept").start(() -> scp.accept(handler));
        return scp;
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept(StoreHandler handler) {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                if (!places.tryAcquire()) {
                    settings.refused().accept("there are as many associations as allowed");
                    socket.close();
                    continue;
                }
                open.add(socket);
                Thread.ofVirtual().name("dicom-association").start(() -> serve(socket, handler));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    settings.refused().accept("a connection could not be accepted");
                }
            }
        }
    }

    private void serve(Socket socket, StoreHandler handler) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new ProviderAssociation(socket, settings, handler).run();
        } catch (IOException | RuntimeException e) {
            settings.refused().accept("an association ended: " + reason(e));
        } finally {
            open.remove(socket);
            places.release();
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
        for (var socket : open) {
            socket.close();
        }
    }
}
