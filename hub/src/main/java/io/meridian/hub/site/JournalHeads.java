package io.meridian.hub.site;

import io.meridian.application.database.Database;
import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.JournalId;
import io.meridian.artifact.journal.ConsistencyProof;
import io.meridian.artifact.journal.HeadVerifier;
import io.meridian.artifact.journal.HeadVerifier.Verdict;
import io.meridian.artifact.journal.SignedHead;
import io.meridian.artifact.signature.VerifyingKey;
import io.meridian.hub.home.HubKeys;
import io.meridian.network.link.v1.Observed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The hub's watch over the sites' journals: a head that continues the last one is countersigned;
 * one that does not is an alarm that stays. Thread-safe.
 */
@Component
public class JournalHeads {
    private static final Logger LOG = LoggerFactory.getLogger(JournalHeads.class);

    private final Database database;
    private final SiteRegister sites;
    private final HubKeys keys;

    JournalHeads(Database database, SiteRegister sites, HubKeys keys) {
        this.database = database;
        this.sites = sites;
        this.keys = keys;
    }

    void take(String site, Observed observed) {
        if (observed.getJournalHead().isEmpty()) {
            return;
        }
        var offeredBytes = observed.getJournalHead().toByteArray();
        var last = last(site);
        if (last.isPresent() && Arrays.equals(last.get(), offeredBytes)) {
            return;
        }
        var key = sites.manifestKey(site);
        if (key.isEmpty()) {
            return;
        }
        try {
            judge(site, VerifyingKey.parse(key.get()), offeredBytes, last, observed);
        } catch (ArtifactException | IllegalArgumentException e) {
            alarm(site, String.valueOf(e.getMessage()));
        }
    }

    private void judge(
            String site,
            VerifyingKey key,
            byte[] offeredBytes,
            Optional<byte[]> lastBytes,
            Observed observed) {
        var offered = SignedHead.parse(offeredBytes);
        var last =
                lastBytes
                        .map(bytes -> HeadVerifier.Last.of(SignedHead.parse(bytes)))
                        .orElseGet(HeadVerifier.Last::none);
        if (offered.head().size() > last.size()
                && last.size() > 0
                && observed.getConsistencyProof().isEmpty()) {
            return; // the proof follows when the site knows the last countersignature
        }
        var proof =
                observed.getConsistencyProof().isEmpty()
                        ? new ConsistencyProof(last.size(), offered.head().size(), List.of())
                        : ConsistencyProof.parse(observed.getConsistencyProof().toByteArray());
        var verdict = HeadVerifier.verify(journalOf(site, offered), key, offered, last, proof);
        switch (verdict) {
            case Verdict.Accepted(var head) -> {
                var countersigned = head.countersign(keys.journal()).toJson();
                database.update(jdbc ->
                        jdbc.sql(
                                        "UPDATE site SET journal_head = ?, journal_size = ?, countersignature = ?,"
                                                + " countersigned = ? WHERE name = ?")
                                .params(
                                        offeredBytes,
                                        head.head().size(),
                                        countersigned,
                                        head.head().size(),
                                        site)
                                .update());
            }
            case Verdict.Refused(var reason) -> alarm(site, reason);
        }
    }

    /** A site's journal is named SITE or SITE/NAME. */
    private static JournalId journalOf(String site, SignedHead offered) {
        var named = offered.head().journal();
        return named.value().startsWith(site + "/") ? named : new JournalId(site);
    }

    private Optional<byte[]> last(String site) {
        return database.read()
                .sql("SELECT journal_head FROM site WHERE name = ? AND journal_head IS NOT NULL")
                .param(site)
                .query((rs, _) -> rs.getBytes(1))
                .optional();
    }

    private void alarm(String site, String reason) {
        var news =
                database.write(jdbc ->
                        jdbc.sql(
                                        "UPDATE site SET journal_alarm = ? WHERE name = ?"
                                                + " AND (journal_alarm IS NULL OR journal_alarm <> ?)")
                                .params(reason, site, reason)
                                .update());
        if (news > 0) {
            LOG.error("journal alarm site={} reason={}", site, reason);
        }
    }
}
