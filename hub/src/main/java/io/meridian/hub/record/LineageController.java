package io.meridian.hub.record;

import io.meridian.application.http.ApiException;
import io.meridian.application.lineage.LineageDocument;
import io.meridian.artifact.Reference;
import io.meridian.artifact.journal.Journal;
import io.meridian.artifact.lineage.Lineage;
import io.meridian.artifact.lineage.LineageSource;
import io.meridian.artifact.lineage.LocalLineage;
import io.meridian.hub.home.HubConfiguration;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where a record comes from, as far as the hub may know. */
@RestController
final class LineageController {
    private final HubRecords records;
    private final Journal journal;
    private final HubConfiguration configuration;

    LineageController(HubRecords records, Journal journal, HubConfiguration configuration) {
        this.records = records;
        this.journal = journal;
        this.configuration = configuration;
    }

    @GetMapping("/api/v1/lineage")
    LineageDocument lineage(@RequestParam String reference) {
        Reference asked;
        try {
            asked = Reference.parse(reference);
        } catch (IllegalArgumentException e) {
            throw new ApiException(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
        var local =
                new LocalLineage(
                        configuration.name(),
                        List.of(records.store()),
                        List.of(journal),
                        records.trusted(),
                        _ -> false);
        return LineageDocument.of(
                Lineage.walk(asked, pointer -> atOwner(local.look(pointer), pointer.role())));
    }

    /** A commitment's data set is never here, by design: its owner has it. */
    private static LineageSource.Step atOwner(LineageSource.Step step, String role) {
        return step instanceof LineageSource.Step.Missing && role.equals("dataset")
                ? new LineageSource.Step.HeldElsewhere("its owner")
                : step;
    }
}
