package io.meridian.dicom.network;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;

/** A provider as a process of its own: prints its port and ends with its standard input. */
final class IdleProvider {
    private IdleProvider() {}

    public static void main(String[] arguments) throws IOException {
        var known = Set.of(new KnownPeer("USER", InetAddress.getLoopbackAddress()));
        var hour = Duration.ofHours(1);
        var settings =
                ServiceProvider.Settings.of(
                                "PROVIDER",
                                known,
                                new VerificationService(),
                                StorageService.of((_, stream) -> {
                                    stream.transferTo(OutputStream.nullOutputStream());
                                    return new StoreOutcome.Stored();
                                }))
                        .withLimits(
                                AssociationLimits.DEFAULT
                                        .withAssociations(2_000, 2_000, 100_000)
                                        .withTimeouts(hour, hour, hour, hour));
        try (var provider = ServiceProvider.start(Daemon.loopback(0), settings)) {
            System.out.println(provider.port());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
