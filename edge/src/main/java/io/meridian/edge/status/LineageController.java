package io.meridian.edge.status;

import io.meridian.application.database.Database;
import io.meridian.application.http.ApiException;
import io.meridian.application.lineage.LineageDocument;
import io.meridian.artifact.Reference;
import io.meridian.artifact.journal.Journal;
import io.meridian.artifact.lineage.Lineage;
import io.meridian.artifact.lineage.LocalLineage;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.ledger.SiteRecords;
import io.meridian.edge.link.HubRecords;
import io.meridian.edge.link.HubTrust;
import io.meridian.edge.research.ErasedRecords;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where a record comes from: each step verified here, the hub's steps fetched where they lack. */
@RestController
final class LineageController {
    private static final int MAXIMUM_REFERENCE = 300;
    private final SiteRecords records;
    private final Journal journal;
    private final HubRecords hub;
    private final HubTrust trust;
    private final EdgeConfiguration configuration;
    private final ErasedRecords erased;
    private final Database clinical;

    LineageController(
            SiteRecords records,
            Journal journal,
            HubRecords hub,
            HubTrust trust,
            EdgeConfiguration configuration,
            ErasedRecords erased,
            Database clinicalDatabase) {
        this.records = records;
        this.journal = journal;
        this.hub = hub;
        this.trust = trust;
        this.configuration = configuration;
        this.erased = erased;
        this.clinical = clinicalDatabase;
    }

    @GetMapping("/api/v1/lineage")
    LineageDocument lineage(@RequestParam String reference) {
        var asked = parse(reference);
        var local =
                new LocalLineage(
                        configuration.site(),
                        List.of(records.store()),
                        List.of(journal),
                        trust.all(),
                        erased::erased);
        return LineageDocument.of(
                Lineage.walk(asked, pointer -> hub.complete(pointer, local.look(pointer))));
    }

    private Reference parse(String text) {
        if (text.length() > MAXIMUM_REFERENCE) {
            throw new ApiException(
                    HttpStatus.BAD_REQUEST, "a reference has at most 300 characters");
        }
        var ofResult =
                clinical.read()
                        .sql("SELECT reference FROM result WHERE id = ? AND reference IS NOT NULL")
                        .param(text)
                        .query((rs, _) -> rs.getString(1))
                        .optional();
        try {
            return Reference.parse(ofResult.orElse(text));
        } catch (IllegalArgumentException e) {
            throw new ApiException(
                    HttpStatus.BAD_REQUEST,
                    "a reference is a manifest's digest, a journal entry, or a result's id");
        }
    }
}
