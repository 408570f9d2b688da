package io.meridian.artifact.journal;

import io.meridian.artifact.JournalId;
import io.meridian.artifact.Reference;
import io.meridian.artifact.signature.SigningKey;
import io.meridian.testing.MovableClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The journal of a site with short segments, in a folder that tests may damage. */
final class TestJournal {
    static final JournalId ID = new JournalId("hospital-1/results");
    static final int SEGMENT = 4;

    final Path folder;
    final SigningKey key = SigningKey.generate();
    final MovableClock clock = MovableClock.atNow();

    TestJournal(Path folder) {
        this.folder = folder;
    }

    Journal open() {
        return Journal.open(folder, ID, key, clock, SEGMENT);
    }

    static byte[] entry(int number) {
        return "{\"number\":%d}".formatted(number).getBytes(StandardCharsets.UTF_8);
    }

    List<Reference.OfEntry> append(int count) {
        var all = new ArrayList<Reference.OfEntry>();
        try (var journal = open()) {
            for (var i = 0; i < count; i++) {
                all.add(journal.append("result", entry(i)));
            }
        }
        return all;
    }

    Path segment(long first) {
        return Segment.file(folder, first);
    }
}
