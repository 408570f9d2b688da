package io.meridian.hub.site;

import io.meridian.application.process.Ports;
import io.meridian.hub.home.Home;
import io.meridian.hub.home.HubConfiguration;
import io.meridian.hub.home.HubException;
import io.meridian.network.identity.TlsIdentity;
import io.meridian.network.link.LinkServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Opens the port of the edges' streams with the hub and closes it first when the hub stops. */
@Component
@Lazy(false)
class LinkPort implements SmartLifecycle {
    private final Home home;
    private final HubConfiguration configuration;
    private final TlsIdentity identity;
    private final Desk desk;
    private final DesiredState desired;
    private final Ports ports;
    private @Nullable LinkServer server;

    LinkPort(
            Home home,
            HubConfiguration configuration,
            TlsIdentity serverIdentity,
            Desk desk,
            DesiredState desired,
            Ports ports) {
        this.home = home;
        this.configuration = configuration;
        this.identity = serverIdentity;
        this.desk = desk;
        this.desired = desired;
        this.ports = ports;
    }

    @Override
    public synchronized void start() {
        if (server != null) {
            return;
        }
        var port =
                Ports.choose(
                        configuration.edgeAddress(),
                        configuration.grpcPort(),
                        Ports.last(home.ports(), "grpc"));
        try {
            var started =
                    LinkServer.start(
                            new InetSocketAddress(configuration.edgeAddress(), port),
                            identity,
                            desk);
            server = started;
            ports.note("grpc", started.port());
            desired.onChange(started::changed);
        } catch (IOException e) {
            throw new HubException(
                    "port %d for the edges' streams cannot be opened; choose another in hub.yaml"
                            .formatted(port),
                    e);
        }
    }

    @Override
    public synchronized void stop() {
        if (server != null) {
            desired.onChange(_ -> {});
            server.close();
            server = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return server != null;
    }
}
