package io.meridian.dicom.network;

import io.meridian.dicom.TransferSyntax;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ServerSocketFactory;

/**
 * A {@link ServiceProvider} of verification and storage only. Safe for use by several threads;
 * {@link #close} ends the associations too.
 */
public final class StorageScp implements AutoCloseable {
    private final ServiceProvider provider;

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

    private StorageScp(ServiceProvider provider) {
        this.provider = provider;
    }

    public static StorageScp start(
            InetSocketAddress address, Settings settings, StoreHandler handler) throws IOException {
        return start(address, settings, handler, new PlainSockets());
    }

    /** The same on sockets of a factory, for instance {@link Tls#server}. */
    public static StorageScp start(
            InetSocketAddress address,
            Settings settings,
            StoreHandler handler,
            ServerSocketFactory sockets)
            throws IOException {
        var services =
                List.of(
                        new VerificationService(),
                        new StorageService(
                                settings.sopClasses(), settings.transferSyntaxes(), handler));
        return new StorageScp(
                ServiceProvider.start(
                        address,
                        new ServiceProvider.Settings(
                                settings.calledTitle(),
                                settings.known(),
                                services,
                                settings.limits(),
                                IdentityPolicy.ANY,
                                settings.refused(),
                                sockets)));
    }

    public int port() {
        return provider.port();
    }

    @Override
    public void close() throws IOException {
        provider.close();
    }
}
