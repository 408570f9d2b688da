package io.meridian.hub.site;

import com.google.protobuf.ByteString;
import io.meridian.application.database.Database;
import io.meridian.network.link.v1.Countersignature;
import io.meridian.network.link.v1.Desired;
import io.meridian.network.link.v1.Item;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What each site is asked for. Every change gives the site a new generation. Thread-safe. */
@Component
public class DesiredState {
    private static final Duration VALID_FOR = Duration.ofMinutes(10);
    private static final long EPOCH = 1;

    private final Database database;
    private final Clock clock;
    private volatile Consumer<String> changed = _ -> {};

    DesiredState(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Told after a site's desired state changed. */
    public void onChange(Consumer<String> listener) {
        changed = listener;
    }

    /** Looks at a site's connection again, because the site itself changed. */
    void touch(String site) {
        changed.accept(site);
    }

    /** Asks a site for something, or for it in another way. */
    public void ask(String site, String id, String kind, JsonNode document) {
        var text = document.toString();
        if (find(site, id).filter(document::equals).isPresent()) {
            return;
        }
        var different =
                database.write(jdbc -> {
                    var rows =
                            jdbc.sql(
                                            "INSERT INTO item(site, id, kind, revision, document) VALUES (?, ?, ?, 1, ?)"
                                                    + " ON CONFLICT(site, id) DO UPDATE SET document = excluded.document,"
                                                    + " revision = revision + 1 WHERE document <> excluded.document")
                                    .params(site, id, kind, text)
                                    .update();
                    if (rows > 0) {
                        next(jdbc, site);
                    }
                    return rows > 0;
                });
        if (different) {
            changed.accept(site);
        }
    }

    /** No longer asks a site for something. */
    public void withdraw(String site, String id) {
        if (find(site, id).isEmpty()) {
            return;
        }
        var different =
                database.write(jdbc -> {
                    var rows =
                            jdbc.sql("DELETE FROM item WHERE site = ? AND id = ?")
                                    .params(site, id)
                                    .update();
                    if (rows > 0) {
                        next(jdbc, site);
                    }
                    return rows > 0;
                });
        if (different) {
            changed.accept(site);
        }
    }

    /** The ids of one kind that a site is asked now. */
    public List<String> ids(String site, String kind) {
        return database.read()
                .sql("SELECT id FROM item WHERE site = ? AND kind = ? ORDER BY id LIMIT 1000")
                .params(site, kind)
                .query((rs, _) -> rs.getString(1))
                .list();
    }

    /** What a site is asked under this id now. */
    public Optional<JsonNode> find(String site, String id) {
        return database.read()
                .sql("SELECT document FROM item WHERE site = ? AND id = ?")
                .params(site, id)
                .query((rs, _) -> ObservedState.json(rs.getString(1)))
                .optional();
    }

    /** The whole state as it travels. */
    Desired of(String site, List<String> acknowledged) {
        record Row(String id, String kind, long revision, String document) {}
        var read = database.read();
        var desired =
                Desired.newBuilder()
                        .setSite(site)
                        .setEpoch(EPOCH)
                        .setIssuedMillis(clock.millis())
                        .setValidForMillis(VALID_FOR.toMillis())
                        .addAllAcknowledgedEvents(acknowledged);
        desired.setGeneration(
                read.sql("SELECT generation FROM site WHERE name = ?")
                        .param(site)
                        .query(Long.class)
                        .optional()
                        .orElse(1L));
        read.sql(
                        "SELECT id, kind, revision, document FROM item WHERE site = ? ORDER BY id LIMIT 1000")
                .param(site)
                .query((rs, _) ->
                        new Row(rs.getString(1), rs.getString(2), rs.getLong(3), rs.getString(4)))
                .list()
                .forEach(row ->
                        desired.addItems(
                                Item.newBuilder()
                                        .setId(row.id())
                                        .setKind(row.kind())
                                        .setRevision(row.revision())
                                        .setDocument(ByteString.copyFromUtf8(row.document()))));
        read.sql(
                        "SELECT journal_head, countersignature FROM site WHERE name = ? AND countersignature IS NOT NULL")
                .param(site)
                .query((rs, _) ->
                        Countersignature.newBuilder()
                                .setHead(ByteString.copyFrom(rs.getBytes(1)))
                                .setSignature(ByteString.copyFrom(rs.getBytes(2)))
                                .build())
                .optional()
                .ifPresent(desired::setCountersignature);
        return desired.build();
    }

    private static void next(JdbcClient jdbc, String site) {
        jdbc.sql("UPDATE site SET generation = generation + 1 WHERE name = ?").param(site).update();
    }
}
