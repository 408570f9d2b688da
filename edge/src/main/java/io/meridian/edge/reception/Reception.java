package io.meridian.edge.reception;

import io.meridian.application.process.Ports;
import io.meridian.dicom.network.AssociationLimits;
import io.meridian.dicom.network.KnownPeer;
import io.meridian.dicom.network.StorageScp;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.home.EdgeException;
import io.meridian.edge.home.Home;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The edge's DICOM port: open for the peers that {@code edge.yaml} names, from their addresses. */
@Component
final class Reception implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
    private static final int MAXIMUM_ASSOCIATIONS = 32;
    private static final String PORT = "dicom";

    private final EdgeConfiguration.Dicom configuration;
    private final Home home;
    private final Ports ports;
    private final ObjectIntake intake;
    private @Nullable StorageScp scp;

    Reception(EdgeConfiguration configuration, Home home, Ports ports, ObjectIntake intake) {
        this.configuration = configuration.dicom();
        this.home = home;
        this.ports = ports;
        this.intake = intake;
    }

    @Override
    public synchronized void start() {
        var address = configuration.bindAddress();
        var port = Ports.choose(address, configuration.port(), Ports.last(home.ports(), PORT));
        var limits =
                new AssociationLimits(
                        AssociationLimits.DEFAULT.maxPduBytes(),
                        AssociationLimits.DEFAULT.maxCommandBytes(),
                        AssociationLimits.DEFAULT.maxDataSetBytes(),
                        MAXIMUM_ASSOCIATIONS,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(120));
        var settings =
                StorageScp.Settings.of(configuration.aeTitle(), peers())
                        .withLimits(limits)
                        .withRefused(why -> LOG.warn("association refused or ended why={}", why));
        try {
            var open = StorageScp.start(new InetSocketAddress(address, port), settings, intake);
            scp = open;
            ports.note(PORT, open.port());
        } catch (IOException e) {
            throw new EdgeException(
                    "the DICOM port %d on %s cannot be opened; is it in use?"
                            .formatted(port, address),
                    e);
        }
    }

    private Set<KnownPeer> peers() {
        var peers = new HashSet<KnownPeer>();
        for (var peer : configuration.accept()) {
            try {
                for (var address : InetAddress.getAllByName(peer.address())) {
                    peers.add(new KnownPeer(peer.aeTitle(), address));
                }
            } catch (UnknownHostException e) {
                throw new EdgeException(
                        "edge.yaml: dicom.accept names an address that is not known: "
                                + peer.address(),
                        e);
            }
        }
        return peers;
    }

    @Override
    public synchronized void stop() {
        var open = scp;
        scp = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.warn("the DICOM port did not close cleanly type={}", e.getClass().getName());
            }
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return scp != null;
    }
}
