package io.meridian.artifact.journal;

import static io.meridian.artifact.journal.TestJournal.ID;
import static io.meridian.artifact.journal.TestJournal.SEGMENT;
import static io.meridian.artifact.journal.TestJournal.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.artifact.Digest;
import io.meridian.artifact.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class JournalTests {
    private final TestJournal site;

    JournalTests(@TempDir Path folder) {
        site = new TestJournal(folder);
    }

    @Nested
    class Appending {
        @Test
        void saysThatAWriteFailedAndGoesOnWhenItIsOpenedAnew() throws IOException {
            try (var journal = site.open()) {
                for (var i = 0; i < SEGMENT; i++) {
                    journal.append("result", entry(i));
                }
                assertThat(journal.isBroken()).isFalse();
                Files.createDirectory(site.segment(SEGMENT)); // where the next segment should be
                assertThatThrownBy(() -> journal.append("result", entry(SEGMENT)))
                        .isInstanceOf(JournalException.class);
                assertThat(journal.isBroken()).isTrue();
            }
            Files.delete(site.segment(SEGMENT));
            try (var journal = site.open()) {
                assertThat(journal.append("result", entry(SEGMENT)).sequence()).isEqualTo(SEGMENT);
                assertThat(journal.isBroken()).isFalse();
            }
        }

        @Test
        void keepsEntriesInOrderOverSegmentsAndRestarts() {
            var references = site.append(11);
            try (var journal = site.open()) {
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
            assertThat(site.segment(0)).exists();
            assertThat(site.segment(4)).exists();
            assertThat(site.segment(8)).exists();
        }

        @Test
        void findsNoEntryUnderAnotherLeaf() {
            var references = site.append(2);
            var forged = new Reference.OfEntry(ID, 1, references.get(0).leaf());
            try (var journal = site.open()) {
                assertThat(journal.find(forged)).isEmpty();
            }
        }

        @Test
        void isSharedByManyThreads() throws Exception {
            var work = new ArrayList<Callable<Reference.OfEntry>>();
            try (var journal = Journal.open(site.folder, ID, site.key, site.clock, 64);
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
            try (var again = Journal.open(site.folder, ID, site.key, site.clock, 64)) {
                assertThat(again.size()).isEqualTo(400);
            }
        }

        @Test
        @Timeout(30)
        void isRefusedAfterAClosingAndKeepsNobodyWaiting() {
            var journal = site.open();
            journal.close();
            for (var i = 0; i < 5000; i++) {
                assertThatThrownBy(() -> journal.append("result", entry(1)))
                        .isInstanceOf(JournalException.class);
            }
        }

        @Test
        void refusesWhatIsTooLargeOrNoEntry() {
            try (var journal = site.open()) {
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
            try (var first = site.open()) {
                assertThatThrownBy(site::open).isInstanceOf(JournalException.class);
                first.append("result", entry(0));
            }
        }
    }

    @Nested
    class Proving {
        @Test
        void followsTheStandardOverAllSegments() {
            var references = site.append(22);
            try (var journal = site.open()) {
                var leaves = new ArrayList<byte[]>();
                for (var each : references) {
                    leaves.add(journal.find(each).orElseThrow().entry().toLeafData());
                }
                var head = journal.head().head();
                assertThat(head.root()).isEqualTo(Digest.ofHash(Rfc6962.root(leaves)));
                for (var to = 1; to <= 22; to++) {
                    var some = leaves.subList(0, to);
                    var newer =
                            new Head(
                                    ID,
                                    to,
                                    Digest.ofHash(Rfc6962.root(some)),
                                    site.clock.instant());
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
                                                        new Head(ID, i, root, site.clock.instant()),
                                                        newer))
                                .isTrue();
                    }
                }
            }
        }
    }
}
