package io.meridian.edge.research;

import io.meridian.application.database.Database;
import io.meridian.artifact.Digest;
import io.meridian.artifact.record.Records;
import io.meridian.edge.ledger.SiteRecords;
import io.meridian.governance.basis.LegalBasis;
import io.meridian.governance.dataset.DatasetRecords;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The legal bases on record at this site. Thread-safe. */
final class LegalBases {
    private static final String KIND = "legal-basis";

    private final Database research;
    private final SiteRecords records;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();

    LegalBases(Database research, SiteRecords records, Clock clock) {
        this.research = research;
        this.records = records;
        this.clock = clock;
    }

    /**
     * A legal basis on record.
     *
     * @param expires the instant from which on it carries nothing, null where it has no end
     */
    record Recorded(Digest digest, LegalBasis basis, @Nullable Instant expires) {
        boolean over(Instant now) {
            return expires != null && !now.isBefore(expires);
        }
    }

    /** The basis of a request, whose last day is the one before its instant of expiry ends. */
    static LegalBasis basis(
            String purpose,
            String basis,
            String approvalNumber,
            String scope,
            @Nullable Instant expires) {
        return new LegalBasis(
                purpose,
                basis,
                approvalNumber,
                scope,
                expires == null ? null : expires.atZone(ZoneOffset.UTC).toLocalDate());
    }

    /** Records a basis; the same one again is the same record. Its copy goes to the hub. */
    Digest record(LegalBasis basis, @Nullable Instant expires) {
        var fields = DatasetRecords.legalBasis(basis);
        fields.put("expires", Objects.toString(expires, null));
        var document = JsonMapper.shared().writeValueAsString(fields);
        lock.lock();
        try {
            var digest =
                    find(document)
                            .orElseGet(() -> {
                                var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                                var record =
                                        records.finish(
                                                records.begin(KIND, now).fields(fields),
                                                KIND,
                                                UUID.randomUUID().toString());
                                insert(record.digest(), document, now);
                                return record.digest();
                            });
            share(digest);
            return digest;
        } finally {
            lock.unlock();
        }
    }

    /** Sees to it that the hub gets the record. */
    void share(Digest digest) {
        records.share(Records.get(records.store(), digest));
    }

    Optional<Recorded> find(Digest digest) {
        return research.read()
                .sql("SELECT document FROM legal_basis WHERE digest = ?")
                .param(digest.value())
                .query((rs, _) -> parse(digest, rs.getString(1)))
                .optional();
    }

    /** Newest first. */
    List<Recorded> newest(int limit) {
        return research.read()
                .sql(
                        "SELECT digest, document FROM legal_basis ORDER BY created DESC, rowid DESC LIMIT ?")
                .param(limit)
                .query((rs, _) -> parse(new Digest(rs.getString(1)), rs.getString(2)))
                .list();
    }

    private Optional<Digest> find(String document) {
        return research.read()
                .sql("SELECT digest FROM legal_basis WHERE document = ?")
                .param(document)
                .query((rs, _) -> new Digest(rs.getString(1)))
                .optional();
    }

    private void insert(Digest digest, String document, Instant created) {
        research.update(jdbc ->
                jdbc.sql("INSERT INTO legal_basis(digest, document, created) VALUES (?, ?, ?)")
                        .params(digest.value(), document, created.toEpochMilli())
                        .update());
    }

    private static Recorded parse(Digest digest, String document) {
        var json = JsonMapper.shared().readTree(document);
        var end = json.path("expires").asString("");
        var expires = end.isEmpty() ? null : Instant.parse(end);
        return new Recorded(
                digest,
                basis(
                        json.path("purpose").asString(),
                        json.path("basis").asString(),
                        json.path("approvalNumber").asString(),
                        json.path("scope").asString(),
                        expires),
                expires);
    }
}
