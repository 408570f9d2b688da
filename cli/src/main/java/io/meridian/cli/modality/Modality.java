package io.meridian.cli.modality;

import io.meridian.cli.dicom.StoreUser;
import io.meridian.dicom.network.AssociationException;
import io.meridian.dicom.network.StorageScu.Peers;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/** A simulated modality: sends what it has by C-STORE under its own title. */
public final class Modality {
    private final StoreUser user;

    public Modality(String host, int port, String calledTitle, String callingTitle) {
        this.user =
                new StoreUser(
                        new Peers(callingTitle, calledTitle, new InetSocketAddress(host, port)));
    }

    /** How many objects the provider keeps, and how many it refused with a reason. */
    public record Sent(long acknowledged, long refused) {}

    /** The provider does not take calls from this modality. */
    public static final class AssociationRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AssociationRefused(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Sends files in order; {@code onEach} is told of each one that was answered. */
    public Sent send(List<Path> files, Runnable onEach) {
        try {
            var sent = user.send(files, onEach);
            return new Sent(sent.acknowledged(), sent.refused());
        } catch (AssociationException.Refused e) {
            throw new AssociationRefused(String.valueOf(e.getMessage()), e);
        }
    }
}
