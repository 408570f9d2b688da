package io.meridian.edge.research;

import io.meridian.application.database.Database;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.ledger.SiteJournal;
import io.meridian.edge.reception.Acquisitions;
import io.meridian.edge.reception.Originals;
import io.meridian.edge.work.Memory;
import io.meridian.governance.ResearchKeys;
import io.meridian.governance.ResearchPipeline;
import io.meridian.governance.deidentification.DeidentificationProfile;
import io.meridian.governance.identity.IdentityIndex;
import io.meridian.governance.quality.QualityRules;
import io.meridian.network.outbox.Outbox;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The research zone while the edge runs: starts its worker, and stops it before the databases. */
@Component
final class ResearchZone implements SmartLifecycle {
    private final Parts parts;
    private final Datasets datasets;
    private final CountsNotice counts;
    private final Erasures erasures;
    private @Nullable ResearchWorker worker;

    /** What the worker works with. */
    private record Parts(ResearchBatch batch, PendingInstances pending) {}

    ResearchZone(
            ResearchKeys keys,
            DeidentificationProfile profile,
            EdgeConfiguration configuration,
            ResearchObjects objects,
            SiteJournal journal,
            CatalogTable catalog,
            Database clinicalDatabase,
            Database edgeDatabase,
            Outbox outbox,
            Clock clock,
            Datasets datasets,
            Originals originals,
            Acquisitions acquisitions,
            IdentityIndex subjects,
            Memory memory,
            Erasures erasures) {
        var pending = new PendingInstances(clinicalDatabase);
        // The issuer must be the one that reception assumes, or a person would be two.
        this.parts =
                new Parts(
                        new ResearchBatch(
                                new ResearchBatch.Source(originals, acquisitions::entry, memory),
                                ResearchPipeline.of(
                                        keys, profile, subjects, QualityRules.shipped()),
                                keys,
                                configuration.organisationName(),
                                new ResearchBatch.Zone(objects, journal, catalog, pending),
                                clock),
                        pending);
        this.datasets = datasets;
        this.erasures = erasures;
        this.counts = new CountsNotice(clinicalDatabase, edgeDatabase, outbox, clock);
    }

    @Override
    public synchronized void start() {
        erasures.resume();
        datasets.announceAll();
        work();
    }

    /** Does something while no object comes into the zone. */
    synchronized void atRest(Runnable what) {
        var worked = isRunning();
        stop();
        try {
            what.run();
        } finally {
            if (worked) {
                work();
            }
        }
    }

    private void work() {
        var threads = Runtime.getRuntime().availableProcessors() > 2 ? 2 : 1;
        worker = new ResearchWorker(parts.pending(), parts.batch(), counts, threads);
        worker.start();
    }

    @Override
    public synchronized void stop() {
        if (worker != null) {
            worker.close();
            worker = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return worker != null;
    }
}
