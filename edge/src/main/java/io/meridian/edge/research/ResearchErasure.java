package io.meridian.edge.research;

import io.meridian.artifact.Digest;
import io.meridian.artifact.Reference;
import io.meridian.artifact.record.Records;
import io.meridian.artifact.secret.Tombstone;
import io.meridian.edge.ledger.SiteRecords;
import io.meridian.governance.ResearchKeys;
import io.meridian.governance.catalog.Pseudonym;
import io.meridian.governance.dataset.MembersList;
import io.meridian.governance.identity.SubjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes a subject out of the research zone. Each step again changes nothing. */
record ResearchErasure(
        ResearchKeys keys,
        ResearchObjects objects,
        CatalogTable catalog,
        DatasetTable datasets,
        SiteRecords records) {
    private static final int VERSIONS = 100_000;
    private static final int MEMBERS_BYTES = 128 << 20;

    private Pseudonym pseudonym(SubjectId subject) {
        return keys.pseudonym(subject);
    }

    /** How the subject's objects were de-identified, and the versions and commitments with them. */
    List<Reference> touched(SubjectId subject) {
        var all = new ArrayList<Reference>(catalog.entriesOf(pseudonym(subject)));
        var its = catalog.objectsOf(pseudonym(subject));
        if (its.isEmpty()) {
            return all;
        }
        for (var version : datasets.newest(VERSIONS)) {
            if (holds(version, its)) {
                all.add(Reference.to(version.digest()));
            }
        }
        return all;
    }

    private boolean holds(DatasetTable.Row version, Set<Digest> objects) {
        var record = Records.get(records.store(), version.digest());
        return MembersList.read(
                        Records.layer(records.store(), record, Datasets.MEMBERS, MEMBERS_BYTES))
                .stream()
                .anyMatch(member -> objects.contains(member.object()));
    }

    Tombstone destroyKey(SubjectId subject) {
        return objects.erase(pseudonym(subject));
    }

    void remove(SubjectId subject) {
        catalog.remove(pseudonym(subject));
    }
}
