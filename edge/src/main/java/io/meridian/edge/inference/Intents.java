package io.meridian.edge.inference;

import io.meridian.application.database.Database;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.home.ZoneKeys;
import io.meridian.edge.link.ActiveRelease;
import io.meridian.edge.link.Releases;
import io.meridian.edge.reception.Instances;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Finds studies that are complete and writes down what shall be answered about each, before any of
 * it is done. Without a release the answer is there at once: not evaluated, and nothing else is
 * written or sent.
 */
@Component
final class Intents {
    private static final int BATCH = 100;
    private static final int IMAGES = 16;
    private static final int TURNS = 16;

    private final Database database;
    private final Instances instances;
    private final Results results;
    private final ObjectProvider<Releases> releases;
    private final ZoneKeys keys;
    private final EdgeConfiguration configuration;
    private final Clock clock;

    Intents(
            Database clinicalDatabase,
            Instances instances,
            Results results,
            ObjectProvider<Releases> releases,
            ZoneKeys keys,
            EdgeConfiguration configuration,
            Clock clock) {
        this.database = clinicalDatabase;
        this.instances = instances;
        this.results = results;
        this.releases = releases;
        this.keys = keys;
        this.configuration = configuration;
        this.clock = clock;
    }

    private record Intent(
            Study study,
            String id,
            @Nullable ActiveRelease release,
            ResultFacts facts,
            @Nullable String reason) {}

    /** The release that answers now. */
    Optional<ActiveRelease> active() {
        var known = releases.getIfAvailable();
        return known == null ? Optional.empty() : known.active();
    }

    /** Whether it is known by now which one that is, or that there is none. */
    boolean known() {
        var service = releases.getIfAvailable();
        return service == null || service.known();
    }

    /** Why none does. */
    String reason() {
        var known = releases.getIfAvailable();
        var reason = known == null ? "" : known.reason();
        return reason.isEmpty() ? "no release is running at this hospital" : reason;
    }

    /** Studies without a new object for the quiet period are complete. */
    int complete() {
        var before = clock.instant().minus(configuration.quietPeriod()).toEpochMilli();
        return database.write(jdbc ->
                jdbc.sql(
                                "UPDATE study SET state = 'complete' WHERE id IN (SELECT id FROM study"
                                        + " WHERE state = 'receiving' AND changed <= ? ORDER BY changed LIMIT ?)")
                        .params(before, BATCH)
                        .update());
    }

    /** Writes the intents of studies that were not evaluated as they are now. */
    int begin() {
        if (!known()) {
            return 0;
        }
        var studies =
                database.read()
                        .sql(
                                "SELECT s.id, s.subject, s.changed, (SELECT count(*) FROM instance i WHERE i.study = s.id)"
                                        + " FROM study s WHERE s.state = 'complete' AND s.evaluated = 0"
                                        + " ORDER BY s.changed LIMIT ?")
                        .param(BATCH)
                        .query((rs, _) ->
                                new Study(
                                        rs.getString(1),
                                        rs.getString(2),
                                        rs.getLong(3),
                                        rs.getInt(4)))
                        .list();
        if (studies.isEmpty()) {
            return 0;
        }
        var active = active();
        var now = clock.instant();
        var intents = new ArrayList<Intent>();
        for (var study : studies) {
            intents.add(
                    active.map(release -> intent(study, release))
                            .orElseGet(() -> unanswered(study, reason())));
        }
        database.update(jdbc -> {
            for (var intent : intents) {
                write(jdbc, intent, now);
            }
        });
        return studies.size();
    }

    private Intent intent(Study study, ActiveRelease release) {
        var images =
                instances.ofStudy(study.id(), Integer.MAX_VALUE).stream()
                        .filter(Images::supported)
                        .toList();
        var threshold = release.labels().threshold();
        if (images.isEmpty()) {
            return unanswered(study, "the study has no image of a kind that the release reads");
        }
        if (images.size() > IMAGES) {
            return unanswered(study, "the study has more than %d images".formatted(IMAGES));
        }
        if (images.stream().map(Intents::person).distinct().count() > 1) {
            return unanswered(study, "the images of the study state different patients");
        }
        if (threshold == null) {
            return unanswered(study, "the release states no threshold");
        }
        var inputs =
                images.stream()
                        .map(image ->
                                new ResultFacts.Input(
                                        image.id(), image.subject(), image.facts().content()))
                        .toList();
        for (var turn = 1; turn <= TURNS; turn++) {
            var facts = new ResultFacts(inputs, zone(), release.version(), release.labels(), turn);
            var id = Result.identity(release.release().value(), facts).id();
            if (!results.find(id).map(Intents::isUnanswered).orElse(false)) {
                return new Intent(study, id, release, facts, null);
            }
        }
        return unanswered(study, "the release left the study unanswered %d times".formatted(TURNS));
    }

    private static boolean isUnanswered(Result result) {
        return result.state() == Result.State.NOT_EVALUATED
                || result.state() == Result.State.FAILED;
    }

    /**
     * Images without a patient number are all of the same unknown person, as far as one study goes.
     */
    private static String person(Instances.Row image) {
        return image.subject().startsWith("image-") ? "" : image.subject();
    }

    private Intent unanswered(Study study, String reason) {
        var id =
                keys.lookup(
                        "not evaluated",
                        "%s %d %d".formatted(study.id(), study.instances(), study.changed()));
        return new Intent(study, id, null, new ResultFacts(List.of(), "Z", "", null, null), reason);
    }

    private void write(
            org.springframework.jdbc.core.simple.JdbcClient jdbc, Intent intent, Instant now) {
        var study = intent.study();
        var release = intent.release();
        results.insert(
                jdbc,
                intent.id(),
                study,
                release == null ? null : release.release().value(),
                release == null ? null : release.channel(),
                now,
                intent.facts(),
                release == null ? Result.State.NOT_EVALUATED : Result.State.PENDING,
                intent.reason());
        // An object that came meanwhile has reopened the study: it is evaluated again then.
        jdbc.sql(
                        "UPDATE study SET evaluated = ?, result = ? WHERE id = ?"
                                + " AND state = 'complete' AND changed = ?")
                .params(Math.max(1, study.instances()), intent.id(), study.id(), study.changed())
                .update();
    }

    private String zone() {
        return ZoneId.systemDefault().getRules().getOffset(clock.instant()).getId();
    }
}
