package io.meridian.hub.registry;

import io.meridian.hub.database.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** How much was pushed under each grant; survives restarts. Thread-safe. */
@Component
class Quotas {
    /** The largest blob that a person pushes, in bytes. */
    private static final long PERSON_BYTES = 16L << 30;

    private final Database database;
    private final Clock clock;

    Quotas(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** How many more bytes this visitor may push now. */
    long left(Visitor visitor) {
        return switch (visitor) {
            case Visitor.Person _ -> PERSON_BYTES;
            case Visitor.Site(var _, var granted) ->
                    granted.map(each -> Math.max(0, each.grant().quotaBytes() - used(each.text())))
                            .orElse(Access.FREE_BYTES);
        };
    }

    /** Counts bytes that were pushed. */
    void count(Visitor visitor, long bytes) {
        if (visitor instanceof Visitor.Site(var _, var granted) && granted.isPresent()) {
            var grant = granted.get();
            database.update(jdbc -> {
                jdbc.sql("DELETE FROM grant_use WHERE expires < ?").param(clock.millis()).update();
                jdbc.sql(
                                "INSERT INTO grant_use(grant_hash, bytes, expires) VALUES (?, ?, ?)"
                                        + " ON CONFLICT(grant_hash) DO UPDATE SET bytes = bytes + excluded.bytes")
                        .params(hash(grant.text()), bytes, grant.grant().expires().toEpochMilli())
                        .update();
            });
        }
    }

    static RegistryException exhausted() {
        return new RegistryException(
                HttpStatus.CONTENT_TOO_LARGE,
                "SIZE_INVALID",
                "this is more than the grant's quota allows");
    }

    private long used(String grant) {
        return database.read()
                .sql("SELECT bytes FROM grant_use WHERE grant_hash = ?")
                .param(hash(grant))
                .query((rs, _) -> rs.getLong(1))
                .optional()
                .orElse(0L);
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
