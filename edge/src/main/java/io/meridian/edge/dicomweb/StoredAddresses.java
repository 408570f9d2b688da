package io.meridian.edge.dicomweb;

import io.meridian.application.database.Database;
import io.meridian.dicom.web.StoreResponse.Stored;
import io.meridian.edge.reception.Instances;
import io.meridian.edge.reception.Sealed;
import io.meridian.edge.reception.StudyFacts;
import java.util.List;
import org.springframework.stereotype.Component;

/** Where what was stored can be retrieved. */
@Component
final class StoredAddresses {
    private final Database database;
    private final Sealed sealed;
    private final StoredObjects objects;

    StoredAddresses(Database clinicalDatabase, Sealed sealed, StoredObjects objects) {
        this.database = clinicalDatabase;
        this.sealed = sealed;
        this.objects = objects;
    }

    /** The address of an instance; empty if it went meanwhile. */
    String of(String sopInstanceUid, String base) {
        return objects.byUid(sopInstanceUid).map(row -> address(row, base)).orElse("");
    }

    private String address(Instances.Row row, String base) {
        var study =
                database.read()
                        .sql("SELECT sealed FROM study WHERE id = ?")
                        .param(row.study())
                        .query((rs, _) ->
                                sealed.open(StudyFacts.COLUMN, rs.getBytes(1), StudyFacts.class))
                        .single();
        return "%s/studies/%s/series/%s/instances/%s"
                .formatted(
                        base,
                        study.studyInstanceUid(),
                        row.facts().seriesInstanceUid(),
                        row.facts().sopInstanceUid());
    }

    /** Opaque ids of the studies of these instances. */
    List<String> studies(List<Stored> stored) {
        return stored.stream()
                .flatMap(each -> objects.byUid(each.sopInstance()).stream())
                .map(Instances.Row::study)
                .distinct()
                .toList();
    }
}
