package io.meridian.edge.research;

import io.meridian.application.database.Database;
import io.meridian.artifact.Reference;
import io.meridian.artifact.secret.Tombstone;
import io.meridian.edge.reception.ClinicalObjects;
import io.meridian.governance.identity.SubjectId;
import java.util.List;

/** Takes a subject out of the clinical zone. Each step again changes nothing. */
record ClinicalErasure(Database database, ClinicalObjects objects) {

    /** What the journal holds on the reception of the subject's objects. */
    List<Reference> acquisitions(SubjectId subject) {
        return database.read()
                .sql(
                        "SELECT acquisition FROM instance WHERE subject = ? AND acquisition IS NOT NULL")
                .param(subject.value())
                .query((rs, _) -> Reference.parse(rs.getString(1)))
                .list();
    }

    Tombstone destroyKey(SubjectId subject) {
        return objects.erase(subject.value());
    }

    /** Removes what names the subject, and its studies from the doctors' list. */
    void remove(SubjectId subject) {
        database.update(jdbc -> {
            var mine =
                    " IN (SELECT id FROM study WHERE subject = :subject OR id IN"
                            + " (SELECT study FROM instance WHERE subject = :subject)) ";
            var emptied =
                    mine + " AND %s NOT IN (SELECT study FROM instance WHERE subject <> :subject)";
            var results = "SELECT id FROM result WHERE study" + emptied.formatted("study");
            for (var sql :
                    List.of(
                            "DELETE FROM review WHERE result IN (" + results + ")",
                            "DELETE FROM result WHERE study" + emptied.formatted("study"),
                            "DELETE FROM quarantine WHERE instance IN"
                                    + " (SELECT id FROM instance WHERE subject = :subject)",
                            "UPDATE study SET evaluated = 0, result = NULL WHERE id" + mine)) {
                jdbc.sql(sql).param("subject", subject.value()).update();
            }
            List<String> studies =
                    jdbc.sql("SELECT id FROM study WHERE id" + mine)
                            .param("subject", subject.value())
                            .query((rs, _) -> rs.getString(1))
                            .list();
            jdbc.sql("DELETE FROM instance WHERE subject = ?").param(subject.value()).update();
            for (var study : studies) {
                jdbc.sql(
                                "DELETE FROM study WHERE id = ? AND NOT EXISTS"
                                        + " (SELECT 1 FROM instance WHERE study = study.id)")
                        .param(study)
                        .update();
            }
        });
    }
}
