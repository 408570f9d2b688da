package io.meridian.artifact.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.artifact.Digest;
import io.meridian.artifact.JournalId;
import io.meridian.artifact.Kinds;
import io.meridian.artifact.Reference;
import io.meridian.artifact.signature.SigningKey;
import io.meridian.testing.MovableClock;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class JournalTests {
    private static final JournalId ID = new JournalId("hospital-1/results");
    private static final int SEGMENT = 4;

    @TempDir private Path folder;
    private final SigningKey key = SigningKey.generate();
    private final MovableClock clock = MovableClock.atNow();

    private Journal open() {
        return Journal.open(folder, ID, key, clock, SEGMENT);
    }

    private static byte[] entry(int number) {
        return "{\"number\":%d}".formatted(number).getBytes(StandardCharsets.UTF_8);
    }

    private List<Reference.OfEntry> append(int count) {
        var all = new ArrayList<Reference.OfEntry>();
        try (var journal = open()) {
            for (var i = 0; i < count; i++) {
                all.add(journal.append("result", entry(i)));
            }
        }
        return all;
    }

    private Path segment(long first) {
        return Segment.file(folder, first);
    }

    @Nested
    class Appending {
        @Test
        void saysThatAWriteFailedAndGoesOnWhenItIsOpenedAnew() throws IOException {
            try (var journal = open()) {
                for (var i = 0; i < SEGMENT; i++) {
                    journal.append("result", entry(i));
                }
                assertThat(journal.isBroken()).isFalse();
                Files.createDirectory(segment(SEGMENT)); // where the next segment should be
                assertThatThrownBy(() -> journal.append("result", entry(SEGMENT)))
                        .isInstanceOf(JournalException.class);
                assertThat(journal.isBroken()).isTrue();
            }
            Files.delete(segment(SEGMENT));
            try (var journal = open()) {
                assertThat(journal.append("result", entry(SEGMENT)).sequence()).isEqualTo(SEGMENT);
                assertThat(journal.isBroken()).isFalse();
            }
        }

        @Test
        void keepsEntriesInOrderOverSegmentsAndRestarts() {
            var references = append(11);
            try (var journal = open()) {
                assertThat(journal.recovery()).isEqualTo(new Journal.Recovery(0, 11));
                for (var i = 0; i < 11; i++) {
                    var found = journal.find(references.get(i)).orElseThrow();
                    assertThat(found.entry().bytes()).isEqualTo(entry(i));
                    assertThat(found.reference().sequence()).isEqualTo(i);
                    assertThat(found.reference().leaf()).isEqualTo(found.entry().leaf());
                }
                assertThat(journal.read(3, 100)).hasSize(1);
                assertThat(journal.read(11)).isEmpty();
                assertThat(journal.append("result", entry(11)).sequence()).isEqualTo(11);
            }
            assertThat(segment(0)).exists();
            assertThat(segment(4)).exists();
            assertThat(segment(8)).exists();
        }

        @Test
        void findsNoEntryUnderAnotherLeaf() {
            var references = append(2);
            var forged = new Reference.OfEntry(ID, 1, references.get(0).leaf());
            try (var journal = open()) {
                assertThat(journal.find(forged)).isEmpty();
            }
        }

        @Test
        void isSharedByManyThreads() throws Exception {
            var work = new ArrayList<Callable<Reference.OfEntry>>();
            try (var journal = Journal.open(folder, ID, key, clock, 64);
                    var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var i = 0; i < 400; i++) {
                    var bytes = entry(i);
                    work.add(() -> journal.append("result", bytes));
                }
                var sequences = new ArrayList<Long>();
                for (var done : threads.invokeAll(work)) {
                    sequences.add(done.get().sequence());
                    assertThat(journal.find(done.get())).isPresent();
                }
                assertThat(sequences).doesNotHaveDuplicates().hasSize(400);
                assertThat(journal.size()).isEqualTo(400);
                journal.head();
            }
            try (var again = Journal.open(folder, ID, key, clock, 64)) {
                assertThat(again.size()).isEqualTo(400);
            }
        }

        @Test
        @Timeout(30)
        void isRefusedAfterAClosingAndKeepsNobodyWaiting() {
            var journal = open();
            journal.close();
            for (var i = 0; i < 5000; i++) {
                assertThatThrownBy(() -> journal.append("result", entry(1)))
                        .isInstanceOf(JournalException.class);
            }
        }

        @Test
        void refusesWhatIsTooLargeOrNoEntry() {
            try (var journal = open()) {
                assertThatThrownBy(() ->
                                journal.append("result", new byte[JournalEntry.MAX_BYTES + 1]))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> journal.append("job", entry(1)))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThat(journal.size()).isZero();
            }
        }

        @Test
        void belongsToOneProcess() {
            try (var first = open()) {
                assertThatThrownBy(JournalTests.this::open).isInstanceOf(JournalException.class);
                first.append("result", entry(0));
            }
        }
    }

    @Nested
    class Proving {
        @Test
        void followsTheStandardOverAllSegments() {
            var references = append(22);
            try (var journal = open()) {
                var leaves = new ArrayList<byte[]>();
                for (var each : references) {
                    leaves.add(journal.find(each).orElseThrow().entry().toLeafData());
                }
                var head = journal.head().head();
                assertThat(head.root()).isEqualTo(Digest.ofHash(Rfc6962.root(leaves)));
                for (var to = 1; to <= 22; to++) {
                    var some = leaves.subList(0, to);
                    var newer =
                            new Head(ID, to, Digest.ofHash(Rfc6962.root(some)), clock.instant());
                    for (var i = 0; i < to; i++) {
                        var proof = journal.inclusionProof(references.get(i), to);
                        assertThat(proof.path()).isEqualTo(Rfc6962.path(i, some));
                        assertThat(proof.holds(newer)).isTrue();
                        var root = Digest.ofHash(Rfc6962.root(leaves.subList(0, i)));
                        var consistency = journal.consistencyProof(i, to);
                        assertThat(consistency.path()).isEqualTo(Rfc6962.proof(i, some));
                        assertThat(
                                        ConsistencyProof.parse(consistency.toJson())
                                                .holds(
                                                        new Head(ID, i, root, clock.instant()),
                                                        newer))
                                .isTrue();
                    }
                }
            }
        }
    }

    @Nested
    class ATornTail {
        @Test
        void isCutOffAndReportedAtWhateverByteItBroke() throws IOException {
            append(3);
            var whole = Files.readAllBytes(segment(0));
            var length = whole.length / 3;
            for (var kept = 2 * length + 1; kept < whole.length; kept++) {
                Files.write(segment(0), Arrays.copyOf(whole, kept));
                try (var journal = open()) {
                    assertThat(journal.recovery())
                            .isEqualTo(new Journal.Recovery(kept - 2L * length, 2));
                    assertThat(journal.append("result", entry(2)).sequence()).isEqualTo(2);
                }
                assertThat(Files.size(segment(0))).isEqualTo(whole.length);
            }
        }

        @Test
        void mayBeZerosThatTheDiskLeft() throws IOException {
            append(2);
            var whole = Files.readAllBytes(segment(0));
            Files.write(segment(0), Arrays.copyOf(whole, whole.length + 512));
            try (var journal = open()) {
                assertThat(journal.recovery()).isEqualTo(new Journal.Recovery(512, 2));
            }
            assertThat(Files.readAllBytes(segment(0))).isEqualTo(whole);
        }
    }

    @Nested
    class ADamagedJournal {
        @Test
        void isRefusedWhenASealedSegmentWasTruncated() throws IOException {
            append(9);
            truncate(segment(4), 1);
            assertThatThrownBy(JournalTests.this::open)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("append-only");
        }

        @Test
        void isRefusedWhenASegmentIsMissing() throws IOException {
            append(9);
            Files.delete(segment(4));
            assertThatThrownBy(JournalTests.this::open)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("missing");
        }

        @Test
        void isRefusedWhenTheTailBelowASignedHeadWasCutAndStaysAsItWasFound() throws IOException {
            append(3);
            try (var journal = open()) {
                journal.head();
            }
            truncate(segment(0), 5);
            var found = Files.readAllBytes(segment(0));
            assertThatThrownBy(JournalTests.this::open)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("was cut");
            assertThat(Files.readAllBytes(segment(0))).isEqualTo(found);
        }

        @Test
        void isRefusedWhereverAByteOfAnEarlierEntryChanged() throws IOException {
            append(3);
            var whole = Files.readAllBytes(segment(0));
            for (var at = 0; at < 2 * whole.length / 3; at++) {
                var changed = whole.clone();
                changed[at] ^= 0x10;
                Files.write(segment(0), changed);
                assertThatThrownBy(JournalTests.this::open).isInstanceOf(JournalException.class);
                assertThat(Files.readAllBytes(segment(0))).isEqualTo(changed);
            }
        }

        @Test
        void isRefusedWhenAnEntryWasChangedTogetherWithItsChecksum() throws IOException {
            append(3);
            try (var journal = open()) {
                journal.head();
            }
            var forged =
                    new JournalEntry(Kinds.standard().named("result"), clock.instant(), entry(7));
            var bytes = Files.readAllBytes(segment(0));
            try (var in = new DataInputStream(Files.newInputStream(segment(0)))) {
                var first = Batch.read(in);
                assertThat(first).isInstanceOf(Batch.Read.Whole.class);
            }
            var batch = new Batch(0, List.of(forged.toLeafData())).encode().array();
            System.arraycopy(batch, 0, bytes, 0, batch.length);
            Files.write(segment(0), bytes);
            assertThatThrownBy(JournalTests.this::open)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("was changed");
        }

        private static void truncate(Path file, int bytes) throws IOException {
            var whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, whole.length - bytes));
        }
    }

    @Nested
    class TheOtherSide {
        private final SigningKey hub = SigningKey.generate();

        @Test
        void countersignsWhatGrows() {
            append(3);
            try (var journal = open()) {
                var first = journal.head();
                assertThat(verify(first, HeadVerifier.Last.none(), journal))
                        .isEqualTo(new HeadVerifier.Verdict.Accepted(first));
                journal.countersign(first.countersign(hub), hub.verifyingKey());
                journal.append("result", entry(3));
                journal.append("result", entry(4));
                var second = journal.head();
                assertThat(verify(second, HeadVerifier.Last.of(first), journal))
                        .isInstanceOf(HeadVerifier.Verdict.Accepted.class);
            }
            try (var journal = open()) {
                assertThat(journal.countersigned().orElseThrow().head().size()).isEqualTo(3);
            }
        }

        @Test
        void seesATailThatWasCutEvenWhenTheSiteForgotItsHead() throws IOException {
            append(5);
            SignedHead last;
            try (var journal = open()) {
                last = journal.head().countersign(hub);
            }
            Files.delete(folder.resolve("head.json"));
            Files.write(segment(4), new byte[0]);
            try (var journal = open()) {
                assertThat(journal.size()).isEqualTo(4);
                assertThat(verify(journal.head(), HeadVerifier.Last.of(last), journal))
                        .isInstanceOfSatisfying(
                                HeadVerifier.Verdict.Refused.class,
                                refused -> assertThat(refused.reason()).contains("was cut"));
            }
        }

        @Test
        void seesAHistoryThatWasWrittenAgain(@TempDir Path other) {
            append(5);
            SignedHead last;
            try (var journal = open()) {
                last = journal.head();
            }
            try (var rewritten = Journal.open(other, ID, key, clock, SEGMENT)) {
                for (var i = 0; i < 8; i++) {
                    rewritten.append("result", entry(i + 1));
                }
                assertThat(verify(rewritten.head(), HeadVerifier.Last.of(last), rewritten))
                        .isInstanceOfSatisfying(
                                HeadVerifier.Verdict.Refused.class,
                                refused -> assertThat(refused.reason()).contains("was changed"));
            }
        }

        @Test
        void refusesAHeadOfAnotherKeyOrJournal() {
            append(1);
            try (var journal = open()) {
                var head = journal.head();
                var proof = journal.consistencyProof(0, 1);
                assertThat(
                                HeadVerifier.verify(
                                        ID,
                                        hub.verifyingKey(),
                                        head,
                                        HeadVerifier.Last.none(),
                                        proof))
                        .isInstanceOf(HeadVerifier.Verdict.Refused.class);
                assertThat(
                                HeadVerifier.verify(
                                        new JournalId("hospital-2/results"),
                                        key.verifyingKey(),
                                        head,
                                        HeadVerifier.Last.none(),
                                        proof))
                        .isInstanceOf(HeadVerifier.Verdict.Refused.class);
                assertThatThrownBy(() -> journal.countersign(head, hub.verifyingKey()))
                        .isInstanceOf(JournalException.class);
            }
        }

        @Test
        void makesACutBelowItsSignatureFailAtOpening() throws IOException {
            append(5);
            try (var journal = open()) {
                journal.countersign(journal.head().countersign(hub), hub.verifyingKey());
            }
            Files.delete(folder.resolve("head.json"));
            Files.write(segment(4), new byte[0]);
            clock.move(Duration.ofDays(1));
            assertThatThrownBy(JournalTests.this::open)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("was cut");
        }

        private HeadVerifier.Verdict verify(
                SignedHead offered, HeadVerifier.Last last, Journal journal) {
            var from = Math.min(last.size(), journal.size());
            return HeadVerifier.verify(
                    ID,
                    key.verifyingKey(),
                    SignedHead.parse(offered.toJson()),
                    last,
                    journal.consistencyProof(from, journal.size()));
        }
    }
}
