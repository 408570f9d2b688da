package io.meridian.hub.governance;

import io.meridian.application.database.Database;
import io.meridian.artifact.Digest;
import io.meridian.artifact.RecordConfig;
import io.meridian.artifact.record.Verification;
import io.meridian.hub.record.HubRecords;
import io.meridian.hub.site.Desk;
import io.meridian.hub.site.ObservedState;
import io.meridian.network.outbox.OutboxEvent;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commitments that sites pushed, verified and indexed. Thread-safe. */
@Component
public class DatasetRegister implements Desk.EventEffect {
    private static final Logger LOG = LoggerFactory.getLogger(DatasetRegister.class);

    private final Database database;
    private final HubRecords records;

    DatasetRegister(Database database, HubRecords records) {
        this.database = database;
        this.records = records;
    }

    /** A data-set version as the hub may show it. */
    public record Dataset(
            String digest,
            String site,
            String name,
            int version,
            String splitUnit,
            JsonNode counts,
            JsonNode statistics,
            String created) {}

    @Override
    public boolean take(String site, OutboxEvent event) {
        if (!event.kind().equals("dataset-committed")) {
            return false;
        }
        var digest =
                new Digest(
                        JsonMapper.shared().readTree(event.document()).path("digest").asString());
        switch (records.verify(digest)) {
            case Verification.Verified(var record, var _) -> {
                var config = record.config();
                if (!config.organisation().equals(site)) {
                    LOG.warn("commitment of another site passed over site={}", site);
                    return true;
                }
                database.update(jdbc ->
                        jdbc.sql(
                                        "INSERT OR IGNORE INTO dataset(digest, site, name, version, created) VALUES (?, ?, ?, ?, ?)")
                                .params(
                                        digest.value(),
                                        site,
                                        config.text("name").orElse(""),
                                        config.json().path("version").asInt(1),
                                        config.created().toEpochMilli())
                                .update());
            }
            case Verification.Absent() ->
                    throw new IllegalStateException("the commitment did not arrive yet");
            case Verification.Refused(var reason) ->
                    LOG.warn("commitment refused site={} reason={}", site, reason);
        }
        return true;
    }

    public List<Dataset> all() {
        return database
                .read()
                .sql("SELECT digest FROM dataset ORDER BY created DESC LIMIT 1000")
                .query((rs, _) -> rs.getString(1))
                .list()
                .stream()
                .map(this::load)
                .toList();
    }

    /** Sites that committed to a data set of this name. */
    public List<String> sitesWith(String name) {
        return database.read()
                .sql(
                        "SELECT DISTINCT d.site FROM dataset d JOIN site s ON s.name = d.site"
                                + " WHERE d.name = ? AND s.revoked IS NULL ORDER BY d.site LIMIT 10000")
                .param(name)
                .query((rs, _) -> rs.getString(1))
                .list();
    }

    /** The newest commitment of a site to a data set. */
    public Optional<Digest> newest(String name, String site) {
        return database.read()
                .sql(
                        "SELECT digest FROM dataset WHERE name = ? AND site = ? ORDER BY version DESC, created DESC LIMIT 1")
                .params(name, site)
                .query((rs, _) -> rs.getString(1))
                .optional()
                .map(Digest::new);
    }

    /** Whether this is a commitment of this site. */
    public boolean knows(String digest, String site) {
        return database.read()
                .sql("SELECT 1 FROM dataset WHERE digest = ? AND site = ?")
                .params(digest, site)
                .query((rs, _) -> rs.getInt(1))
                .optional()
                .isPresent();
    }

    /** What was kept together when this version was split: subject or image. */
    public String splitUnit(Digest commitment) {
        return config(commitment).text("splitUnit").orElse("subject");
    }

    private Dataset load(String digest) {
        var config = config(new Digest(digest));
        var json = config.json();
        var statistics = json.path("statistics");
        return new Dataset(
                digest,
                config.organisation(),
                config.text("name").orElse(""),
                json.path("version").asInt(1),
                config.text("splitUnit").orElse("subject"),
                json.has("counts")
                        ? json.path("counts")
                        : statistics.path("cells").isMissingNode()
                                ? ObservedState.none()
                                : statistics.path("cells"),
                statistics.isMissingNode() ? ObservedState.none() : statistics,
                config.created().toString());
    }

    private RecordConfig config(Digest digest) {
        return io.meridian.artifact.record.Records.get(records.store(), digest).config();
    }
}
