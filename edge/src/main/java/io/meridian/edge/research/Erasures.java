package io.meridian.edge.research;

import io.meridian.artifact.Parent;
import io.meridian.artifact.Reference;
import io.meridian.artifact.secret.Tombstone;
import io.meridian.edge.ledger.SiteJournal;
import io.meridian.governance.identity.IdentityEvent;
import io.meridian.governance.identity.SubjectId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Erases a subject from both zones: intent ▶ what it touches is marked ▶ keys destroyed ▶
 * tombstones in the journal ▶ rows removed. Stopped anywhere, {@link #resume} ends it. To be called
 * while the research zone's worker rests.
 */
final class Erasures {
    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);

    /** The journal's limit on the parents of one entry is wider; the table has all of them. */
    private static final int PARENTS = 100;

    private final ErasureTable table;
    private final ClinicalErasure clinical;
    private final ResearchErasure research;
    private final SiteJournal journal;
    private final Supplier<List<IdentityEvent>> identities;

    Erasures(
            ErasureTable table,
            ClinicalErasure clinical,
            ResearchErasure research,
            SiteJournal journal,
            Supplier<List<IdentityEvent>> identities) {
        this.table = table;
        this.clinical = clinical;
        this.research = research;
        this.journal = journal;
        this.identities = identities;
    }

    /** Erases a subject and those that were merged into it. */
    void erase(SubjectId subject, String who, String reason) {
        for (var each : merged(subject)) {
            table.begin(each, who, reason);
        }
        resume();
    }

    /**
     * Ends what was begun. Of what is done it removes rows once more, for an object that arrived in
     * the very moment of the erasure.
     */
    synchronized void resume() {
        for (var row : table.all()) {
            if (!row.done()) {
                destroy(row);
            }
            research.remove(row.subject());
            clinical.remove(row.subject());
            if (!row.done()) {
                table.end(row.subject());
                LOG.info("subject erased at={}", row.at());
            }
        }
    }

    private void destroy(ErasureTable.Row row) {
        var inClinical = clinical.acquisitions(row.subject());
        var inResearch = research.touched(row.subject());
        table.mark(inClinical);
        table.mark(inResearch);
        bury(row, "clinical", clinical.destroyKey(row.subject()), inClinical);
        bury(row, "research", research.destroyKey(row.subject()), inResearch);
    }

    private void bury(
            ErasureTable.Row row, String zone, Tombstone tombstone, List<Reference> touched) {
        var fields = JsonMapper.shared().createObjectNode();
        fields.put("subjectKey", tombstone.key().value());
        fields.put("zone", zone);
        fields.put("who", row.who());
        fields.put("reason", row.reason());
        fields.put("records", touched.size());
        journal.append(
                "tombstone/" + tombstone.key().value(),
                "tombstone",
                tombstone.at(),
                fields,
                touched.stream()
                        .limit(PARENTS)
                        .map(reference -> Parent.evidential("erased", reference))
                        .toList());
    }

    /** The subject with all whose numbers lead to it now. */
    private Set<SubjectId> merged(SubjectId subject) {
        var all = new LinkedHashSet<SubjectId>();
        var open = new ArrayList<>(List.of(subject));
        var events = identities.get();
        while (!open.isEmpty()) {
            var next = open.removeLast();
            if (!all.add(next)) {
                continue;
            }
            for (var event : events) {
                if (event instanceof IdentityEvent.Merged(var from, var into, var _)
                        && into.equals(next)) {
                    open.add(from);
                }
            }
        }
        return all;
    }
}
