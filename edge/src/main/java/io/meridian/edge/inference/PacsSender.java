package io.meridian.edge.inference;

import io.meridian.application.process.Fault;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.SopClass;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.network.AssociationException;
import io.meridian.dicom.network.StorageScu;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.reception.Originals;
import io.meridian.edge.work.Worker;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sends structured reports to the hospital's archive until it has them. A report whose demographics
 * are no longer those of the original, or that was superseded, is held instead.
 */
@Component
final class PacsSender implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(PacsSender.class);
    private static final Backoff AWAY = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(10));
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int BATCH = 50;
    private static final int TRIES = 8;
    private static final List<TransferSyntax> SYNTAXES =
            List.of(TransferSyntax.EXPLICIT_LITTLE, TransferSyntax.IMPLICIT_LITTLE);

    private final Results results;
    private final Reports reports;
    private final Originals originals;
    private final EdgeConfiguration configuration;
    private final Clock clock;
    private final Map<String, Integer> unreadable = new ConcurrentHashMap<>();
    private final Worker worker = new Worker("pacs", Duration.ofMillis(500), this::step);

    PacsSender(
            Results results,
            Reports reports,
            Originals originals,
            EdgeConfiguration configuration,
            Clock clock) {
        this.results = results;
        this.reports = reports;
        this.originals = originals;
        this.configuration = configuration;
        this.clock = clock;
    }

    void wake() {
        worker.wake();
    }

    /** Sends what waits; true if something was settled. */
    boolean step() {
        var pacs = configuration.pacs();
        if (pacs == null) {
            return false;
        }
        var waiting = results.waiting(clock.instant(), BATCH);
        var due = waiting.stream().filter(this::mayBeSent).toList();
        if (due.isEmpty()) {
            return waiting.size() == BATCH;
        }
        StorageScu open;
        try {
            open = open(pacs);
        } catch (AssociationException e) {
            // Titles and addresses only.
            LOG.warn("archive away waiting={} why={}", due.size(), e.getMessage());
            due.forEach(this::postpone);
            return false;
        }
        try (var association = open) {
            for (var result : due) {
                trySend(association, result);
            }
            return true;
        } catch (AssociationException e) {
            LOG.warn("association with the archive broke fault={}", Fault.of(e));
            return false;
        }
    }

    private boolean mayBeSent(Result result) {
        try {
            if (result.current() && demographicsAgree(result)) {
                return true;
            }
        } catch (RuntimeException e) {
            unreadable(result, e);
            return false;
        }
        results.pacs(result, "held");
        LOG.warn("report held result={}", result.id());
        return false;
    }

    private boolean demographicsAgree(Result result) {
        var report = Part10.read(reports.structured(result)).dataSet();
        return result.facts().inputs().stream()
                .allMatch(input ->
                        Demographics.agree(
                                report, Part10.read(originals.read(input.instance())).dataSet()));
    }

    private void trySend(StorageScu association, Result result) {
        try {
            send(association, result);
        } catch (AssociationException e) {
            postpone(result); // the others go first, if it was this one that broke it
            throw e;
        } catch (RuntimeException e) {
            unreadable(result, e);
        }
    }

    /** One report that cannot be read must not keep the others waiting. */
    private void unreadable(Result result, RuntimeException e) {
        if (unreadable.merge(result.id(), 1, Integer::sum) >= TRIES) {
            unreadable.remove(result.id());
            results.pacs(result, "held");
            LOG.error("report held result={} fault={}", result.id(), Fault.of(e));
        } else {
            postpone(result);
            LOG.warn("report not sent result={} fault={}", result.id(), Fault.of(e));
        }
    }

    private void send(StorageScu association, Result result) {
        var report = Part10.read(reports.structured(result));
        var syntax = accepted(association, report);
        if (syntax == null) {
            LOG.error("the archive takes no structured reports");
            postpone(result);
            return;
        }
        var answer =
                association.store(
                        report.sopClassUid(),
                        report.sopInstanceUid(),
                        syntax,
                        new ByteArrayInputStream(Part10.dataSetBytes(report.dataSet(), syntax)));
        if (answer.isStored()) {
            results.pacs(result, "sent");
        } else {
            LOG.warn(
                    "archive refused result={} status={}",
                    result.id(),
                    Integer.toHexString(answer.status()));
            postpone(result);
        }
    }

    private static @Nullable TransferSyntax accepted(StorageScu association, DicomFile report) {
        for (var syntax : SYNTAXES) {
            if (association.accepts(report.sopClassUid(), syntax)) {
                return syntax;
            }
        }
        return null;
    }

    private StorageScu open(EdgeConfiguration.Pacs pacs) {
        var sopClass = SopClass.COMPREHENSIVE_SR.uid();
        return StorageScu.open(
                new StorageScu.Peers(
                        configuration.dicom().aeTitle(),
                        pacs.aeTitle(),
                        new InetSocketAddress(pacs.host(), pacs.port())),
                Set.of(
                        new StorageScu.Presentation(sopClass, SYNTAXES.getFirst()),
                        new StorageScu.Presentation(sopClass, SYNTAXES.getLast())),
                TIMEOUT);
    }

    private void postpone(Result result) {
        results.postpone(result, clock.instant().plus(AWAY.after(result.attempts())));
    }

    @Override
    public void start() {
        worker.start();
    }

    @Override
    public void stop() {
        worker.stop();
    }

    @Override
    public boolean isRunning() {
        return worker.isRunning();
    }
}
