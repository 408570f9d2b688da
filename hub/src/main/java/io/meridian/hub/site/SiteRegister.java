package io.meridian.hub.site;

import io.meridian.application.database.Database;
import io.meridian.network.identity.Authority;
import io.meridian.network.identity.TokenRegister;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which hospitals there are, and the tokens with which they enrol. Thread-safe. */
@Component
public class SiteRegister implements TokenRegister {
    private final Database database;
    private final Clock clock;

    SiteRegister(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void add(String secretHash, String site, Instant expires) {
        database.update(jdbc ->
                jdbc.sql("INSERT INTO enrolment_token(hash, site, expires) VALUES (?, ?, ?)")
                        .params(secretHash, site, expires.toEpochMilli())
                        .update());
    }

    @Override
    public Use use(String secretHash, Instant now) {
        record Row(String site, long expires, boolean used) {}
        return database.write(jdbc -> {
            var row =
                    jdbc.sql("SELECT site, expires, used FROM enrolment_token WHERE hash = ?")
                            .param(secretHash)
                            .query((rs, _) ->
                                    new Row(
                                            rs.getString(1),
                                            rs.getLong(2),
                                            rs.getObject(3) != null))
                            .optional();
            if (row.isEmpty()) {
                return new Use.Unknown();
            }
            if (row.get().used()) {
                return new Use.AlreadyUsed();
            }
            if (now.toEpochMilli() > row.get().expires()) {
                return new Use.Expired();
            }
            jdbc.sql("UPDATE enrolment_token SET used = ? WHERE hash = ?")
                    .params(now.toEpochMilli(), secretHash)
                    .update();
            return new Use.Accepted(row.get().site());
        });
    }

    @Override
    public boolean mayRenew(String site, Instant since) {
        return admits(site, since);
    }

    /**
     * Whether a site may talk to this hub with its certificate.
     *
     * @param since when the certificate became good
     */
    public boolean admits(String site, Instant since) {
        return database.read()
                .sql(
                        "SELECT 1 FROM site WHERE name = ? AND enrolled IS NOT NULL AND revoked IS NULL"
                                + " AND certificates_since <= ?")
                .params(site, since.plus(Authority.SKEW).toEpochMilli())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Whether a site of this name is enrolled and not revoked. */
    public boolean isEnrolled(String site) {
        return database.read()
                .sql(
                        "SELECT 1 FROM site WHERE name = ? AND enrolled IS NOT NULL AND revoked IS NULL")
                .param(site)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /**
     * Takes a site out: its certificates and invitations count no more, nor what its key signs from
     * now on. Certificates are dated in whole seconds: one that is granted within the second of the
     * revocation does not count either. False if no such site is enrolled.
     */
    public boolean revoke(String site) {
        var now = clock.millis();
        return database.write(jdbc -> {
            var rows =
                    jdbc.sql(
                                    "UPDATE site SET revoked = ?, certificates_since = ?"
                                            + " WHERE name = ? AND enrolled IS NOT NULL AND revoked IS NULL")
                            .params(now, now - now % 1_000 + 1_000, site)
                            .update();
            if (rows > 0) {
                endKeys(jdbc, site, now);
                jdbc.sql("DELETE FROM enrolment_token WHERE site = ?").param(site).update();
            }
            return rows > 0;
        });
    }

    private static void endKeys(JdbcClient jdbc, String site, long now) {
        jdbc.sql("UPDATE site_key SET until = ? WHERE site = ? AND until IS NULL")
                .params(now, site)
                .update();
    }

    /** Makes a site known, before it enrols. */
    public void expect(String site, String title, String organisation) {
        database.update(jdbc ->
                jdbc.sql(
                                "INSERT INTO site(name, title, organisation) VALUES (?, ?, ?)"
                                        + " ON CONFLICT(name) DO UPDATE SET title = excluded.title")
                        .params(site, title, organisation)
                        .update());
    }

    /**
     * A site enrolled: its key signs its records from now on, and earlier certificates end.
     *
     * @param asked when it asked, before its certificate was granted; those count whole seconds
     */
    public void enrolled(String site, String manifestKey, Instant asked) {
        var now = clock.millis();
        database.update(jdbc -> {
            jdbc.sql(
                            "UPDATE site SET enrolled = ?, manifest_key = ?, revoked = NULL,"
                                    + " certificates_since = max(certificates_since, ?)"
                                    + " WHERE name = ?")
                    .params(
                            now,
                            manifestKey,
                            asked.truncatedTo(ChronoUnit.SECONDS).toEpochMilli(),
                            site)
                    .update();
            endKeys(jdbc, site, now);
            jdbc.sql(
                            "INSERT INTO site_key(site, key, since) VALUES (?, ?, ?)"
                                    + " ON CONFLICT(site, key) DO UPDATE SET until = NULL")
                    .params(site, manifestKey, now)
                    .update();
        });
    }

    /** A key of a site; {@code until} is null while it is in use. */
    public record SiteKey(String site, String key, @Nullable Instant until) {}

    /** Every key with which any site ever signed. */
    public List<SiteKey> keys() {
        return database.read()
                .sql("SELECT site, key, until FROM site_key ORDER BY site, since LIMIT 20000")
                .query((rs, _) -> {
                    var millis = rs.getLong(3);
                    Instant until = rs.wasNull() ? null : Instant.ofEpochMilli(millis);
                    return new SiteKey(rs.getString(1), rs.getString(2), until);
                })
                .list();
    }

    public List<String> names() {
        return database.read()
                .sql(
                        "SELECT name FROM site WHERE enrolled IS NOT NULL AND revoked IS NULL ORDER BY name LIMIT 10000")
                .query((rs, _) -> rs.getString(1))
                .list();
    }

    /** The public key with which a site signs its records. */
    public Optional<String> manifestKey(String site) {
        return database.read()
                .sql("SELECT manifest_key FROM site WHERE name = ? AND manifest_key IS NOT NULL")
                .param(site)
                .query((rs, _) -> rs.getString(1))
                .optional();
    }
}
