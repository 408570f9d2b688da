package io.meridian.hub.site;

import io.meridian.hub.database.Database;
import io.meridian.network.identity.TokenRegister;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
    public boolean mayRenew(String site) {
        return database.read()
                .sql(
                        "SELECT 1 FROM site WHERE name = ? AND enrolled IS NOT NULL AND revoked IS NULL")
                .param(site)
                .query(Integer.class)
                .optional()
                .isPresent();
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

    /** A site enrolled: its key signs its records from now on. */
    public void enrolled(String site, String manifestKey) {
        database.update(jdbc ->
                jdbc.sql("UPDATE site SET enrolled = ?, manifest_key = ? WHERE name = ?")
                        .params(clock.millis(), manifestKey, site)
                        .update());
    }

    public List<String> names() {
        return database.read()
                .sql(
                        "SELECT name FROM site WHERE enrolled IS NOT NULL AND revoked IS NULL ORDER BY name")
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
