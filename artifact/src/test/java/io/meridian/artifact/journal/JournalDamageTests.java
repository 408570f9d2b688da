package io.meridian.artifact.journal;

import static io.meridian.artifact.journal.TestJournal.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.artifact.Kinds;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What opening a journal says of files that a power cut or a person left. */
class JournalDamageTests {
    private final TestJournal site;

    JournalDamageTests(@TempDir Path folder) {
        site = new TestJournal(folder);
    }

    @Nested
    class ATornTail {
        @Test
        void isCutOffAndReportedAtWhateverByteItBroke() throws IOException {
            site.append(3);
            var whole = Files.readAllBytes(site.segment(0));
            var length = whole.length / 3;
            for (var kept = 2 * length + 1; kept < whole.length; kept++) {
                Files.write(site.segment(0), Arrays.copyOf(whole, kept));
                try (var journal = site.open()) {
                    assertThat(journal.recovery())
                            .isEqualTo(new Journal.Recovery(kept - 2L * length, 2));
                    assertThat(journal.append("result", entry(2)).sequence()).isEqualTo(2);
                }
                assertThat(Files.size(site.segment(0))).isEqualTo(whole.length);
            }
        }

        @Test
        void mayBeZerosThatTheDiskLeft() throws IOException {
            site.append(2);
            var whole = Files.readAllBytes(site.segment(0));
            Files.write(site.segment(0), Arrays.copyOf(whole, whole.length + 512));
            try (var journal = site.open()) {
                assertThat(journal.recovery()).isEqualTo(new Journal.Recovery(512, 2));
            }
            assertThat(Files.readAllBytes(site.segment(0))).isEqualTo(whole);
        }
    }

    @Nested
    class ADamagedJournal {
        @Test
        void isRefusedWhenASealedSegmentWasTruncated() throws IOException {
            site.append(9);
            truncate(site.segment(4), 1);
            assertThatThrownBy(site::open)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("append-only");
        }

        @Test
        void isRefusedWhenASegmentIsMissing() throws IOException {
            site.append(9);
            Files.delete(site.segment(4));
            assertThatThrownBy(site::open)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("missing");
        }

        @Test
        void isRefusedWhenTheTailBelowASignedHeadWasCutAndStaysAsItWasFound() throws IOException {
            site.append(3);
            try (var journal = site.open()) {
                journal.head();
            }
            truncate(site.segment(0), 5);
            var found = Files.readAllBytes(site.segment(0));
            assertThatThrownBy(site::open)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("was cut");
            assertThat(Files.readAllBytes(site.segment(0))).isEqualTo(found);
        }

        @Test
        void isRefusedWhereverAByteOfAnEarlierEntryChanged() throws IOException {
            site.append(3);
            var whole = Files.readAllBytes(site.segment(0));
            for (var at = 0; at < 2 * whole.length / 3; at++) {
                var changed = whole.clone();
                changed[at] ^= 0x10;
                Files.write(site.segment(0), changed);
                assertThatThrownBy(site::open).isInstanceOf(JournalException.class);
                assertThat(Files.readAllBytes(site.segment(0))).isEqualTo(changed);
            }
        }

        @Test
        void isRefusedWhenAnEntryWasChangedTogetherWithItsChecksum() throws IOException {
            site.append(3);
            try (var journal = site.open()) {
                journal.head();
            }
            var forged =
                    new JournalEntry(
                            Kinds.standard().named("result"), site.clock.instant(), entry(7));
            var bytes = Files.readAllBytes(site.segment(0));
            try (var in = new DataInputStream(Files.newInputStream(site.segment(0)))) {
                var first = Batch.read(in);
                assertThat(first).isInstanceOf(Batch.Read.Whole.class);
            }
            var batch = new Batch(0, List.of(forged.toLeafData())).encode().array();
            System.arraycopy(batch, 0, bytes, 0, batch.length);
            Files.write(site.segment(0), bytes);
            assertThatThrownBy(site::open)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("was changed");
        }

        private static void truncate(Path file, int bytes) throws IOException {
            var whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, whole.length - bytes));
        }
    }
}
