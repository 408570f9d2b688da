package io.meridian.cli.dicom;

import io.meridian.cli.CommandException;
import io.meridian.dicom.network.Association;
import io.meridian.dicom.network.AssociationException;
import io.meridian.dicom.network.AssociationRequest;
import io.meridian.dicom.network.Route;
import io.meridian.dicom.network.StorageScu;
import io.meridian.dicom.network.StorageScu.Peers;
import io.meridian.dicom.network.StorageScu.Presentation;
import io.meridian.dicom.network.Timeouts;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The options that name a provider and its caller; shared by commands. */
public final class Provider {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int LONGEST_TITLE = 16;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "the provider's address; default: ${DEFAULT-VALUE}")
    private String host = "127.0.0.1";

    @Option(names = "--port", required = true, description = "the provider's port")
    private int port;

    @Option(
            names = "--called",
            paramLabel = "AE",
            defaultValue = "MERIDIAN",
            description = "the provider's application entity title; default: ${DEFAULT-VALUE}")
    private String called = "MERIDIAN";

    @Option(
            names = "--calling",
            paramLabel = "AE",
            defaultValue = "MERIDIAN_SCU",
            description = "our own application entity title; default: ${DEFAULT-VALUE}")
    private String calling = "MERIDIAN_SCU";

    public Peers peers() {
        port("--port", port, 1);
        title("--called", called);
        title("--calling", calling);
        return new Peers(calling, called, new InetSocketAddress(host, port));
    }

    StorageScu open(Set<Presentation> presentations) {
        try {
            return StorageScu.open(peers(), presentations, TIMEOUT);
        } catch (AssociationException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    /** An association for what the caller proposes. */
    Association open(Consumer<AssociationRequest.Builder> proposing) {
        var peers = peers();
        var request =
                AssociationRequest.to(
                                new Route(
                                        peers.callingTitle(), peers.calledTitle(), peers.address()))
                        .timeouts(Timeouts.each(TIMEOUT));
        proposing.accept(request);
        try {
            return request.open();
        } catch (AssociationException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    static void port(String option, int value, int lowest) {
        if (value < lowest || value > 65_535) {
            throw new CommandException(
                    "%s must be between %d and 65535; it is %d".formatted(option, lowest, value));
        }
    }

    static void title(String option, String value) {
        if (value.isBlank() || value.length() > LONGEST_TITLE) {
            throw new CommandException(
                    "%s must be an application entity title of 1 to %d characters; it has %d"
                            .formatted(option, LONGEST_TITLE, value.length()));
        }
    }
}
