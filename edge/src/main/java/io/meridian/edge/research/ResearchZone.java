package io.meridian.edge.research;

import io.meridian.edge.database.Database;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.ledger.SiteJournal;
import io.meridian.edge.reception.Originals;
import io.meridian.governance.ResearchKeys;
import io.meridian.governance.ResearchPipeline;
import io.meridian.governance.deidentification.DeidentificationProfile;
import io.meridian.governance.identity.IdentityIndex;
import io.meridian.governance.quality.QualityRules;
import io.meridian.network.outbox.Outbox;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The research zone while the edge runs: starts its worker, and stops it before the databases. */
@Component
final class ResearchZone implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ResearchZone.class);

    private final Parts parts;
    private final Datasets datasets;
    private final CountsNotice counts;
    private final ObjectProvider<Originals> originals;
    private final ObjectProvider<IdentityIndex> subjects;
    private @Nullable ResearchWorker worker;

    /** What the worker's batches are made of. */
    private record Parts(
            ResearchKeys keys,
            DeidentificationProfile profile,
            String issuer,
            ResearchBatch.Zone zone,
            Clock clock) {}

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
            ObjectProvider<Originals> originals,
            ObjectProvider<IdentityIndex> subjects) {
        this.parts =
                new Parts(
                        keys,
                        profile,
                        configuration.site(),
                        new ResearchBatch.Zone(
                                objects, journal, catalog, new PendingInstances(clinicalDatabase)),
                        clock);
        this.datasets = datasets;
        this.counts = new CountsNotice(clinicalDatabase, edgeDatabase, outbox, clock);
        this.originals = originals;
        this.subjects = subjects;
    }

    @Override
    public synchronized void start() {
        datasets.announceAll();
        var reader = originals.getIfAvailable();
        var index = subjects.getIfAvailable();
        if (reader == null || index == null) {
            LOG.warn("no reception in this process; the research zone takes nothing in");
            return;
        }
        var pipeline =
                ResearchPipeline.of(parts.keys(), parts.profile(), index, QualityRules.shipped());
        var batch =
                new ResearchBatch(reader, pipeline, parts.issuer(), parts.zone(), parts.clock());
        var threads = Runtime.getRuntime().availableProcessors() > 2 ? 2 : 1;
        worker = new ResearchWorker(parts.zone().pending(), batch, counts, threads);
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
