package io.meridian.cli.dicom;

import io.meridian.cli.CommandException;
import io.meridian.dicom.network.AssociationException;
import io.meridian.dicom.network.StorageScu;
import io.meridian.dicom.network.StorageScu.Peers;
import io.meridian.dicom.network.StorageScu.Presentation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Sends files by C-STORE over one association at a time. A broken association is opened again and
 * the object that was under way is sent again, a few times: providers take a repeat as the same
 * object.
 */
public final class StoreUser {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 5;

    /** Files are looked at in parts, so that an association needs no more contexts than allowed. */
    private static final int PART = 100;

    private final Peers peers;

    public StoreUser(Peers peers) {
        this.peers = peers;
    }

    /**
     * What a provider made of the objects.
     *
     * @param reasons why objects were refused, each once
     */
    public record Sent(long acknowledged, long refused, List<String> reasons) {
        public Sent {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Sends in order and tells each answered object.
     *
     * @throws AssociationException.Refused if the provider does not take our calls
     */
    public Sent send(List<Path> files, Runnable onEach) {
        var tally = new Tally();
        for (var from = 0; from < files.size(); from += PART) {
            var part = files.subList(from, Math.min(files.size(), from + PART));
            var objects = part.stream().map(StoredObject::read).toList();
            var presentations = new LinkedHashSet<Presentation>();
            objects.forEach(object -> presentations.add(object.presentation()));
            send(objects, presentations, tally, onEach);
        }
        return new Sent(tally.acknowledged, tally.refused, List.copyOf(tally.reasons));
    }

    private void send(
            List<StoredObject> objects,
            Set<Presentation> presentations,
            Tally tally,
            Runnable onEach) {
        StorageScu association = null;
        try {
            var attempt = 0;
            for (var at = 0; at < objects.size(); ) {
                try {
                    if (association == null) {
                        association = StorageScu.open(peers, presentations, TIMEOUT);
                    }
                    store(association, objects.get(at), tally);
                    onEach.run();
                    attempt = 0;
                    at++;
                } catch (AssociationException.Refused e) {
                    throw e;
                } catch (AssociationException e) {
                    close(association);
                    association = null;
                    if (++attempt == ATTEMPTS) {
                        throw new CommandException(
                                "sending stopped after %d objects: %s"
                                        .formatted(tally.acknowledged, e.getMessage()),
                                e);
                    }
                    pause(attempt);
                }
            }
        } finally {
            close(association);
        }
    }

    private static void store(StorageScu association, StoredObject object, Tally tally) {
        if (!association.accepts(object.sopClassUid(), object.transferSyntax())) {
            tally.refuse(
                    "SOP class %s in transfer syntax %s is not accepted"
                            .formatted(object.sopClassUid(), object.transferSyntax()));
            return;
        }
        var response =
                association.store(
                        object.sopClassUid(),
                        object.sopInstanceUid(),
                        object.transferSyntax(),
                        object.stream());
        if (response.isStored()) {
            tally.acknowledged++;
        } else {
            tally.refuse(
                    "status %04XH %s".formatted(response.status(), response.comment()).strip());
        }
    }

    private static void close(@Nullable StorageScu association) {
        if (association != null) {
            association.close();
        }
    }

    /** A provider that was stopped needs a moment to come back. */
    private static void pause(int attempt) {
        try {
            Thread.sleep(Duration.ofMillis(200L << attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted while sending", e);
        }
    }

    private static final class Tally {
        private long acknowledged;
        private long refused;
        private final Set<String> reasons = new TreeSet<>();

        void refuse(String reason) {
            refused++;
            if (reasons.size() < 10) {
                reasons.add(reason);
            }
        }
    }
}
