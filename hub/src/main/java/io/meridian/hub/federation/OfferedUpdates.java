package io.meridian.hub.federation;

import io.meridian.artifact.Digest;
import io.meridian.artifact.Parent;
import io.meridian.artifact.Reference;
import io.meridian.artifact.record.StoredRecord;
import io.meridian.artifact.record.Verification;
import io.meridian.federation.TaskId;
import io.meridian.federation.update.Refusal;
import io.meridian.hub.record.HubRecords;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Holds what a site signed about its update against what the round asked of it. Nothing that counts
 * is taken from a status message: only the signed record can be shown to an auditor later.
 */
@Component
class OfferedUpdates {
    /** No hospital has more; whatever a commitment states, a weight stays below this. */
    static final long MOST_EXAMPLES = 10_000_000;

    private final HubRecords records;

    OfferedUpdates(HubRecords records) {
        this.records = records;
    }

    /**
     * What the round asked of a site.
     *
     * @param base the record whose weights it starts from
     */
    record Asked(TaskId task, Digest base, String dataset) {}

    /**
     * What the record says.
     *
     * @param weights null if it holds none
     * @param examples as signed; 0 if it does not say
     * @param refusal null if it fits what was asked
     */
    record Statement(@Nullable Digest weights, long examples, @Nullable Refusal refusal) {
        private static Statement unreadable(String problem) {
            return new Statement(null, 0, new Refusal.Unreadable(problem));
        }
    }

    Statement read(Asked asked, Digest manifest) {
        return switch (records.verify(manifest)) {
            case Verification.Verified(var record, var _) -> read(asked, record);
            case Verification.Absent() ->
                    Statement.unreadable("the update's manifest did not arrive");
            case Verification.Refused(var reason) -> Statement.unreadable(reason);
        };
    }

    private Statement read(Asked asked, StoredRecord record) {
        if (!record.config().organisation().equals(asked.task().site().value())) {
            return Statement.unreadable("the update is another site's record");
        }
        if (!record.kind().name().equals("update")) {
            return Statement.unreadable("the record is no update but " + record.kind().name());
        }
        var layer = record.manifest().layer("weights.safetensors");
        if (layer.isEmpty()) {
            return Statement.unreadable("the update has no weights.safetensors");
        }
        var examples = record.config().json().path("examples").asLong(0);
        return new Statement(
                layer.get().digest(), examples, refusal(asked, record, examples).orElse(null));
    }

    private Optional<Refusal> refusal(Asked asked, StoredRecord record, long examples) {
        var json = record.config().json();
        var round = asked.task().round();
        if (!json.path("job").asString("").equals(round.job())
                || json.path("round").asInt(0) != round.round()
                || json.path("attempt").asInt(0) != asked.task().attempt()) {
            return misstated("the update's record names another job, round or attempt");
        }
        if (digest(record, "base").filter(asked.base()::equals).isEmpty()) {
            return Optional.of(new Refusal.WrongBase());
        }
        var commitment = commitment(asked, record);
        if (commitment.isEmpty()) {
            return misstated("the update names no commitment of this site to the job's data set");
        }
        var most = Math.min(MOST_EXAMPLES, mostTraining(commitment.get()));
        return examples > most
                ? misstated(
                        "the update counts %d examples; its data set has at most %d to train on"
                                .formatted(examples, most))
                : Optional.empty();
    }

    /** The commitment is read itself: the message about it may come after the update. */
    private Optional<StoredRecord> commitment(Asked asked, StoredRecord update) {
        return digest(update, "dataset-commitment")
                .map(records::verify)
                .filter(Verification.Verified.class::isInstance)
                .map(verified -> ((Verification.Verified) verified).record())
                .filter(record -> record.kind().name().equals("dataset-commitment"))
                .filter(record ->
                        record.config().organisation().equals(asked.task().site().value())
                                && record.config()
                                        .text("name")
                                        .filter(asked.dataset()::equals)
                                        .isPresent());
    }

    /**
     * The most images that a version can have to train on, by what its site committed to. A
     * suppressed cell counts as the threshold below which it lies; what is not stated is nothing.
     */
    private static long mostTraining(StoredRecord commitment) {
        var statistics = commitment.config().json().path("statistics");
        var threshold = Math.max(0, statistics.path("threshold").asLong(0));
        return statistics
                .path("cells")
                .path("train")
                .valueStream()
                .mapToLong(cell -> cell.isNull() ? threshold : Math.max(0, cell.asLong(0)))
                .map(cell -> Math.min(cell, MOST_EXAMPLES))
                .sum();
    }

    private static Optional<Refusal> misstated(String problem) {
        return Optional.of(new Refusal.Misstated(problem));
    }

    private static Optional<Digest> digest(StoredRecord record, String role) {
        return record.config()
                .parent(role)
                .map(Parent::reference)
                .filter(Reference.OfManifest.class::isInstance)
                .map(Reference.OfManifest.class::cast)
                .map(Reference.OfManifest::digest);
    }
}
