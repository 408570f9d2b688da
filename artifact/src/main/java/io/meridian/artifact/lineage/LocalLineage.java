package io.meridian.artifact.lineage;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Holding;
import io.meridian.artifact.JournalId;
import io.meridian.artifact.Parent;
import io.meridian.artifact.Reference;
import io.meridian.artifact.journal.Journal;
import io.meridian.artifact.record.Records;
import io.meridian.artifact.record.StoredRecord;
import io.meridian.artifact.record.Verification;
import io.meridian.artifact.signature.TrustedKeys;
import io.meridian.artifact.store.ArtifactStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The records of one place: its stores and journals.
 *
 * <p>What is not here is held elsewhere when the pointer names another site, or when it is an entry
 * of another site's journal; otherwise it is missing.
 */
public final class LocalLineage implements LineageSource {
    private final String site;
    private final List<ArtifactStore> stores;
    private final Map<JournalId, Journal> journals = new LinkedHashMap<>();
    private final TrustedKeys trusted;
    private final Predicate<Reference> erased;

    /**
     * The records of a site.
     *
     * @param site its name; a pointer to it means here
     * @param erased whether a record's payload was erased, as the tombstones in the journal say
     */
    public LocalLineage(
            String site,
            List<? extends ArtifactStore> stores,
            List<Journal> journals,
            TrustedKeys trusted,
            Predicate<Reference> erased) {
        this.site = site;
        this.stores = List.copyOf(stores);
        journals.forEach(each -> this.journals.put(each.id(), each));
        this.trusted = trusted;
        this.erased = erased;
    }

    @Override
    public Step look(Parent pointer) {
        return switch (pointer.reference()) {
            case Reference.OfManifest manifest -> manifest(pointer, manifest);
            case Reference.OfEntry entry -> entry(pointer, entry);
        };
    }

    private Step manifest(Parent pointer, Reference.OfManifest reference) {
        for (var store : stores) {
            switch (Records.verify(store, reference.digest(), trusted)) {
                case Verification.Absent _ -> {}
                case Verification.Refused(var reason) -> {
                    return new Step.Missing(reason);
                }
                case Verification.Verified(var record, var signers) -> {
                    return verified(pointer, store, record, "signed by " + signers.getFirst().id());
                }
            }
        }
        return absent(pointer, pointer.site());
    }

    private Step verified(Parent pointer, ArtifactStore store, StoredRecord record, String detail) {
        if (erased.test(record.reference())) {
            return new Step.PayloadErased(record.config(), "a subject in it was erased");
        }
        for (var layer : record.manifest().layers()) {
            if (!store.contains(layer.digest())) {
                return pointer.holding() == Holding.EVIDENTIAL
                        ? new Step.PayloadErased(
                                record.config(), "its payload's time of retention is over")
                        : new Step.Missing("its payload is not in the store");
            }
        }
        return new Step.Verified(record.config(), detail);
    }

    private Step entry(Parent pointer, Reference.OfEntry reference) {
        var journal = journals.get(reference.journal());
        if (journal == null) {
            var owner = reference.journal().value().split("/", 2)[0];
            return absent(pointer, Optional.of(pointer.site().orElse(owner)));
        }
        try {
            var found = journal.find(reference);
            if (found.isEmpty()) {
                return new Step.Missing("the journal has no such entry");
            }
            var head = journal.head();
            if (!journal.inclusionProof(reference, head.head().size()).holds(head.head())) {
                return new Step.Missing("the entry is not in the journal's signed head");
            }
            var config = found.get().entry().config();
            return erased.test(reference)
                    ? new Step.PayloadErased(config, "its subject was erased")
                    : new Step.Verified(
                            config, "in a signed head of %d entries".formatted(head.head().size()));
        } catch (ArtifactException e) {
            return new Step.Missing(
                    Optional.ofNullable(e.getMessage()).orElse("the entry cannot be read"));
        }
    }

    private Step absent(Parent pointer, Optional<String> holder) {
        if (erased.test(pointer.reference())) {
            return new Step.Erased("it was erased");
        }
        return holder.filter(each -> !each.equals(site))
                .<Step>map(Step.HeldElsewhere::new)
                .orElseGet(() -> new Step.Missing("it is not in the store"));
    }
}
