package io.meridian.artifact.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.artifact.Digest;
import io.meridian.artifact.JournalId;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.Parent;
import io.meridian.artifact.RecordConfig;
import io.meridian.artifact.Reference;
import io.meridian.artifact.internal.Json;
import io.meridian.artifact.journal.Journal;
import io.meridian.artifact.record.RecordBuilder;
import io.meridian.artifact.record.StoredRecord;
import io.meridian.artifact.secret.Tombstone;
import io.meridian.artifact.signature.SigningKey;
import io.meridian.artifact.signature.TrustedKeys;
import io.meridian.artifact.store.MemoryStore;
import io.meridian.artifact.store.RootName;
import io.meridian.testing.MovableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class LineageTests {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Digest NOWHERE = Digest.of(new byte[] {1});

    private final SigningKey key = SigningKey.generate();
    private final MovableClock clock = MovableClock.atNow();
    private final MemoryStore store =
            new MemoryStore(io.meridian.artifact.Disclosure.EDGE_ONLY, clock);
    private final Set<Reference> erased = new HashSet<>();
    private Journal journal;

    @BeforeEach
    void open(@TempDir Path folder) {
        journal = Journal.open(folder, new JournalId("hospital-1/results"), key, clock);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private LineageNode walk(Reference reference) {
        var trusted = TrustedKeys.none().and(key.verifyingKey(), "hospital-1");
        return Lineage.walk(
                reference,
                new LocalLineage(
                        "hospital-1", List.of(store), List.of(journal), trusted, erased::contains));
    }

    private RecordBuilder builder(String kind) {
        return RecordBuilder.of(kind, "hospital-1", NOW);
    }

    private StoredRecord update(Parent... parents) {
        return builder("update")
                .parents(List.of(parents))
                .field("n", store.index().all().size())
                .layer("weights.safetensors", MediaType.WEIGHTS, new byte[] {1, 2})
                .store(store, key);
    }

    private Reference.OfEntry result(Parent... parents) {
        return journal.append(
                "result",
                RecordConfig.write(
                        io.meridian.artifact.Kinds.standard().named("result"),
                        NOW,
                        "hospital-1",
                        Json.object(),
                        List.of(parents),
                        List.of()));
    }

    private static LineageState only(LineageNode node) {
        assertThat(node.parents()).hasSize(1);
        return node.parents().getFirst().state();
    }

    @Test
    void verifiesEveryStepFromAnEntryToItsSources() {
        var basis = builder("legal-basis").store(store, key);
        var release = update(Parent.holding("legal-basis", basis.reference()));
        var tree = walk(result(Parent.holding("release", release.reference())));

        assertThat(tree.count(LineageState.VERIFIED)).isEqualTo(3);
        assertThat(tree.unbroken()).isTrue();
        assertThat(tree.kind()).hasValue("result");
        assertThat(tree.parents().getFirst().detail()).contains(key.id().value());
    }

    @Test
    void saysWhatIsHeldElsewhere() {
        var elsewhere = Parent.evidential("update", Reference.to(NOWHERE)).at("hospital-2");
        assertThat(only(walk(update(elsewhere).reference())))
                .isEqualTo(LineageState.HELD_ELSEWHERE);
        var foreign = new Reference.OfEntry(new JournalId("hospital-2/results"), 3, NOWHERE);
        var tree = walk(update(Parent.evidential("result", foreign)).reference());
        assertThat(only(tree)).isEqualTo(LineageState.HELD_ELSEWHERE);
        assertThat(tree.parents().getFirst().site()).hasValue("hospital-2");
        assertThat(tree.unbroken()).isTrue();
    }

    @Test
    void saysWhatIsMissing() {
        var tree = walk(update(Parent.holding("base", Reference.to(NOWHERE))).reference());
        assertThat(only(tree)).isEqualTo(LineageState.MISSING);
        assertThat(tree.unbroken()).isFalse();
        var entry = result();
        var forged = new Reference.OfEntry(entry.journal(), 0, NOWHERE);
        assertThat(walk(forged).state()).isEqualTo(LineageState.MISSING);
        var beyond = new Reference.OfEntry(entry.journal(), 9, entry.leaf());
        assertThat(walk(beyond).state()).isEqualTo(LineageState.MISSING);
    }

    @Test
    void doesNotRelyOnWhatNobodyTrustedSigned() {
        var foreign =
                RecordBuilder.of("update", "hospital-1", NOW).store(store, SigningKey.generate());
        assertThat(walk(foreign.reference()).state()).isEqualTo(LineageState.MISSING);
        var inTheHubsName = RecordBuilder.of("job", "hub", NOW).store(store, key);
        assertThat(walk(inTheHubsName.reference()).state()).isEqualTo(LineageState.MISSING);
    }

    @Test
    void saysWhatWasErasedAndStillShowsWhatItCameFrom() {
        var basis = builder("legal-basis").store(store, key);
        var entry = result(Parent.holding("legal-basis", basis.reference()));
        var gone = Reference.to(NOWHERE);
        var tombstone =
                new Tombstone(new io.meridian.artifact.secret.KeyName("ab".repeat(32)), NOW);
        var buried =
                RecordConfig.parse(
                        tombstone.toEntry(
                                "hospital-1",
                                List.of(
                                        Parent.evidential("erased", entry),
                                        Parent.evidential("erased", gone))));
        buried.parents().forEach(each -> erased.add(each.reference()));

        var tree =
                walk(
                        update(Parent.holding("result", entry), Parent.holding("base", gone))
                                .reference());

        assertThat(tree.parents())
                .extracting(LineageNode::state)
                .containsExactly(LineageState.ERASED, LineageState.ERASED);
        assertThat(tree.parents().getFirst().parents().getFirst().state())
                .isEqualTo(LineageState.VERIFIED);
        assertThat(tree.unbroken()).isTrue();
    }

    @Test
    void tellsARetentionThatIsOverFromALoss() {
        var base = update();
        var child = update(Parent.evidential("base", base.reference()));
        var bad =
                builder("round").parent(Parent.holding("base", base.reference())).store(store, key);
        store.root(new RootName("hospital-1/update", "child"), child.digest());
        var layerless = builder("legal-basis").store(store, key);
        var onlyBase =
                builder("round")
                        .parent(Parent.evidential("base", base.reference()))
                        .store(store, key);
        store.root(new RootName("hub/round", "1"), onlyBase.digest());
        store.root(new RootName("hub/basis", "1"), layerless.digest());
        store.unroot(new RootName("hospital-1/update", "child"));
        clock.move(Duration.ofDays(1));
        store.collect(Duration.ZERO);

        assertThat(only(walk(onlyBase.reference()))).isEqualTo(LineageState.ERASED);
        assertThat(walk(base.reference()).state()).isEqualTo(LineageState.MISSING);
        assertThat(walk(bad.reference()).state()).isEqualTo(LineageState.MISSING);
    }

    @Test
    void showsASharedHistoryOnce() {
        var base = update();
        var left = update(Parent.holding("base", base.reference()));
        var right = update(Parent.holding("base", base.reference()));
        var tree =
                walk(
                        update(
                                        Parent.holding("left", left.reference()),
                                        Parent.holding("right", right.reference()))
                                .reference());
        assertThat(tree.count(LineageState.VERIFIED)).isEqualTo(4);
        assertThat(tree.parents().get(1).parents().getFirst().repeated()).isTrue();
    }
}
