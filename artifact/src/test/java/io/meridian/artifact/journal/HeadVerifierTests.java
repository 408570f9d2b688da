package io.meridian.artifact.journal;

import static io.meridian.artifact.journal.TestJournal.ID;
import static io.meridian.artifact.journal.TestJournal.SEGMENT;
import static io.meridian.artifact.journal.TestJournal.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.artifact.JournalId;
import io.meridian.artifact.signature.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed heads as the other side sees them. */
class HeadVerifierTests {
    private final TestJournal site;

    HeadVerifierTests(@TempDir Path folder) {
        site = new TestJournal(folder);
    }

    private final SigningKey hub = SigningKey.generate();

    @Test
    void countersignsWhatGrows() {
        site.append(3);
        try (var journal = site.open()) {
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
        try (var journal = site.open()) {
            assertThat(journal.countersigned().orElseThrow().head().size()).isEqualTo(3);
        }
    }

    @Test
    void seesATailThatWasCutEvenWhenTheSiteForgotItsHead() throws IOException {
        site.append(5);
        SignedHead last;
        try (var journal = site.open()) {
            last = journal.head().countersign(hub);
        }
        Files.delete(site.folder.resolve("head.json"));
        Files.write(site.segment(4), new byte[0]);
        try (var journal = site.open()) {
            assertThat(journal.size()).isEqualTo(4);
            assertThat(verify(journal.head(), HeadVerifier.Last.of(last), journal))
                    .isInstanceOfSatisfying(
                            HeadVerifier.Verdict.Refused.class,
                            refused -> assertThat(refused.reason()).contains("was cut"));
        }
    }

    @Test
    void seesAHistoryThatWasWrittenAgain(@TempDir Path other) {
        site.append(5);
        SignedHead last;
        try (var journal = site.open()) {
            last = journal.head();
        }
        try (var rewritten = Journal.open(other, ID, site.key, site.clock, SEGMENT)) {
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
        site.append(1);
        try (var journal = site.open()) {
            var head = journal.head();
            var proof = journal.consistencyProof(0, 1);
            assertThat(
                            HeadVerifier.verify(
                                    ID, hub.verifyingKey(), head, HeadVerifier.Last.none(), proof))
                    .isInstanceOf(HeadVerifier.Verdict.Refused.class);
            assertThat(
                            HeadVerifier.verify(
                                    new JournalId("hospital-2/results"),
                                    site.key.verifyingKey(),
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
        site.append(5);
        try (var journal = site.open()) {
            journal.countersign(journal.head().countersign(hub), hub.verifyingKey());
        }
        Files.delete(site.folder.resolve("head.json"));
        Files.write(site.segment(4), new byte[0]);
        site.clock.move(Duration.ofDays(1));
        assertThatThrownBy(site::open)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("was cut");
    }

    private HeadVerifier.Verdict verify(
            SignedHead offered, HeadVerifier.Last last, Journal journal) {
        var from = Math.min(last.size(), journal.size());
        return HeadVerifier.verify(
                ID,
                site.key.verifyingKey(),
                SignedHead.parse(offered.toJson()),
                last,
                journal.consistencyProof(from, journal.size()));
    }
}
