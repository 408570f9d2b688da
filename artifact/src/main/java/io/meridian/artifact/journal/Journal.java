package io.meridian.artifact.journal;

import io.meridian.artifact.Digest;
import io.meridian.artifact.JournalId;
import io.meridian.artifact.Kind;
import io.meridian.artifact.Kinds;
import io.meridian.artifact.Reference;
import io.meridian.artifact.internal.FolderLock;
import io.meridian.artifact.signature.SigningKey;
import io.meridian.artifact.signature.VerifyingKey;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An append-only Merkle log of one site, in a folder.
 *
 * <p>An entry is acknowledged once it is synced to disk; concurrent appends share a sync. Opening
 * reads everything once: a torn tail that was never acknowledged is cut off and reported; entries
 * that were changed, taken out or cut off below a signed head make it fail. Safe for concurrent
 * use; one process opens a folder at a time.
 *
 * <p>Longer than most files: opening, appending and reading share one lock and one order of writes,
 * which is easier to check in one place.
 */
public final class Journal implements AutoCloseable {
    /** Entries per sealed segment; a power of two. */
    private static final int SEGMENT_ENTRIES = 1 << 16;

    private static final int MAX_WAITING = 4096;

    private final Path folder;
    private final JournalId id;
    private final SigningKey key;
    private final Clock clock;
    private final int segmentEntries;
    private final FolderLock lock;
    private final ArrayBlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MAX_WAITING);
    private final ReentrantLock commit = new ReentrantLock(true);

    /** Guards the fields below; held only for moments. */
    private final Object state = new Object();

    private final JournalTree tree;
    private final List<Segment> segments = new ArrayList<>();
    private FileOutputStream open; // not a channel: an interrupt would close it
    private Optional<SignedHead> signed = Optional.empty();
    private Optional<SignedHead> countersigned = Optional.empty();
    private Recovery recovery = new Recovery(0, 0);
    private boolean failed;
    private volatile boolean broken;

    /**
     * What opening had to repair.
     *
     * @param tornBytes bytes cut off the tail: written, but never acknowledged
     * @param entries entries that are there
     */
    public record Recovery(long tornBytes, long entries) {}

    /** An entry and its name. */
    public record Located(Reference.OfEntry reference, JournalEntry entry) {}

    private static final class Waiting {
        private final byte[] data;
        private final Digest leaf;
        private long sequence = -1;

        private Waiting(byte[] data) {
            this.data = data;
            leaf = Digest.ofHash(MerkleHash.leaf(data));
        }
    }

    private Journal(Path folder, JournalId id, SigningKey key, Clock clock, int segmentEntries)
            throws IOException {
        this.folder = folder;
        this.id = id;
        this.key = key;
        this.clock = clock;
        this.segmentEntries = segmentEntries;
        tree = new JournalTree(folder, segmentEntries);
        Files.createDirectories(folder);
        lock =
                FolderLock.take(folder)
                        .orElseThrow(() ->
                                new JournalException(
                                        "one process opens a journal at a time: " + folder));
        try {
            open = recover();
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Opens a journal, or begins one in an empty folder.
     *
     * @param key the site's; signs heads
     * @throws JournalException if entries were changed or cut off, or another process has it open
     */
    public static Journal open(Path folder, JournalId id, SigningKey key, Clock clock) {
        return open(folder, id, key, clock, SEGMENT_ENTRIES);
    }

    static Journal open(
            Path folder, JournalId id, SigningKey key, Clock clock, int segmentEntries) {
        if (Integer.bitCount(segmentEntries) != 1) {
            throw new IllegalArgumentException("a segment's size is a power of two");
        }
        try {
            return new Journal(folder, id, key, clock, segmentEntries);
        } catch (IOException e) {
            throw new JournalException("a journal's folder must be readable: " + folder, e);
        }
    }

    /** The journal's name. */
    public JournalId id() {
        return id;
    }

    /** What opening had to repair. */
    public Recovery recovery() {
        return recovery;
    }

    /** Whether a write failed: nothing is appended any more until the journal is opened anew. */
    public boolean isBroken() {
        return broken;
    }

    /** The number of entries. */
    public long size() {
        synchronized (state) {
            return tree.size();
        }
    }

    /** Appends an entry of a kind of the table; durable when it returns. */
    public Reference.OfEntry append(String kind, byte[] bytes) {
        return append(Kinds.standard().named(kind), bytes);
    }

    /** Appends an entry; durable when it returns. */
    public Reference.OfEntry append(Kind kind, byte[] bytes) {
        var waiting = new Waiting(new JournalEntry(kind, clock.instant(), bytes).toLeafData());
        try {
            queue.put(waiting);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalException("the entry was not appended: interrupted", e);
        }
        commit.lock();
        try {
            // Whoever gets here first writes for all who wait.
            while (waiting.sequence < 0) {
                commitWaiting();
            }
        } finally {
            commit.unlock();
        }
        return new Reference.OfEntry(id, waiting.sequence, waiting.leaf);
    }

    /** The entry with this number; empty if there is none. */
    public Optional<Located> read(long sequence) {
        return read(sequence, 1).stream().findFirst();
    }

    /** The entry with this name; empty if this journal has no such entry. */
    public Optional<Located> find(Reference.OfEntry reference) {
        return reference.journal().equals(id)
                ? read(reference.sequence()).filter(each -> each.reference().equals(reference))
                : Optional.empty();
    }

    /** Entries from this number on, at most so many, in order; fewer at a segment's end. */
    public List<Located> read(long from, int max) {
        Segment segment;
        long place;
        int count;
        synchronized (state) {
            if (from < 0 || from >= tree.size() || max < 1) {
                return List.of();
            }
            segment = segments.get(Math.toIntExact(from / segmentEntries));
            place = segment.place(from);
            count = (int) Math.min(max, segment.first() + segment.count() - from);
        }
        try {
            var found = new ArrayList<Located>();
            for (var data : Segment.read(segment.file(), place, from, count)) {
                var leaf = Digest.ofHash(MerkleHash.leaf(data));
                found.add(
                        new Located(
                                new Reference.OfEntry(id, from + found.size(), leaf),
                                JournalEntry.ofLeafData(data)));
            }
            if (found.size() < count) {
                throw new JournalException(
                        "an entry must be readable; %d is damaged".formatted(from + found.size()));
            }
            return found;
        } catch (IOException e) {
            throw new JournalException("a journal's segment must be readable", e);
        }
    }

    /** The journal as it is now, signed by the site. What was signed is remembered on disk. */
    public SignedHead head() {
        synchronized (state) {
            if (signed.isPresent() && signed.get().head().size() == tree.size()) {
                return signed.get();
            }
            var now =
                    SignedHead.sign(
                            new Head(
                                    id,
                                    tree.size(),
                                    Digest.ofHash(tree.rootOf(tree.size())),
                                    clock.instant()),
                            key);
            HeadFile.SIGNED.write(folder, now);
            signed = Optional.of(now);
            return now;
        }
    }

    /** The head that the other side countersigned last. */
    public Optional<SignedHead> countersigned() {
        synchronized (state) {
            return countersigned;
        }
    }

    /**
     * Stores the other side's countersignature.
     *
     * @param other the other side's key
     * @throws JournalException if it is not our head, or not signed by both
     */
    public void countersign(SignedHead head, VerifyingKey other) {
        if (!head.isSignedBy(other) || !head.isSignedBy(key.verifyingKey())) {
            throw new JournalException("a countersigned head is signed by both sides");
        }
        synchronized (state) {
            requireOurs(head.head(), "a countersigned head");
            if (countersigned.isPresent()
                    && countersigned.get().head().size() > head.head().size()) {
                return;
            }
            HeadFile.COUNTERSIGNED.write(folder, head);
            countersigned = Optional.of(head);
        }
    }

    /** Proves that an entry is in the journal of this size, which is at most the present one. */
    public InclusionProof inclusionProof(Reference.OfEntry entry, long size) {
        synchronized (state) {
            if (size > tree.size() || entry.sequence() >= size) {
                throw new IllegalArgumentException(
                        "an inclusion proof is of an entry in a journal of at most %d entries"
                                .formatted(tree.size()));
            }
            return new InclusionProof(entry, size, digests(tree.inclusion(entry.sequence(), size)));
        }
    }

    /** Proves that the journal of one size begins with the journal of a smaller one. */
    public ConsistencyProof consistencyProof(long from, long to) {
        synchronized (state) {
            if (from < 0 || from > to || to > tree.size()) {
                throw new IllegalArgumentException(
                        "a consistency proof goes from 0 or more to at most %d entries"
                                .formatted(tree.size()));
            }
            return new ConsistencyProof(
                    from, to, from == to ? List.of() : digests(tree.consistency(from, to)));
        }
    }

    @Override
    public void close() {
        commit.lock();
        try {
            failed = true;
            open.close();
            lock.close();
        } catch (IOException e) {
            throw new JournalException("a journal must close", e);
        } finally {
            commit.unlock();
        }
    }

    private void commitWaiting() {
        if (failed) {
            queue.clear(); // or those who wait for room would wait for ever
            throw new JournalException(
                    "the journal is closed, or a write failed; open it again to go on");
        }
        var last = segments.getLast();
        if (last.count() == segmentEntries) {
            last = nextSegment();
        }
        var room = (int) Math.min(Batch.MAX_ENTRIES, segmentEntries - last.count());
        var together = new ArrayList<Waiting>();
        var bytes = 0L;
        while (together.size() < room && bytes < Batch.MAX_PAYLOAD_BYTES / 2) {
            var one = queue.poll();
            if (one == null) {
                break;
            }
            together.add(one);
            bytes += one.data.length;
        }
        var batch =
                new Batch(
                        last.first() + last.count(),
                        together.stream().map(each -> each.data).toList());
        try {
            open.write(batch.encode().array());
            open.getFD().sync();
        } catch (IOException e) {
            failed = true;
            broken = true;
            throw new JournalException("a journal must be writable; check the disk", e);
        }
        synchronized (state) {
            last.note(batch);
            together.forEach(each -> tree.add(each.leaf.hash()));
        }
        for (var i = 0; i < together.size(); i++) {
            together.get(i).sequence = batch.first() + i;
        }
    }

    private Segment nextSegment() {
        try {
            open.close();
            Segment next;
            synchronized (state) {
                next = Segment.create(folder, tree.size());
                segments.add(next);
            }
            open = new FileOutputStream(next.file().toFile(), true);
            return next;
        } catch (IOException e) {
            failed = true;
            broken = true;
            throw new JournalException("a journal must be writable; check the disk", e);
        }
    }

    private FileOutputStream recover() throws IOException {
        var torn = 0L;
        for (var first = 0L; Files.exists(Segment.file(folder, first)); first += segmentEntries) {
            var last = !Files.exists(Segment.file(folder, first + segmentEntries));
            var opened = Segment.open(folder, first, segmentEntries, last);
            if (!last && opened.segment().count() != segmentEntries) {
                throw new JournalException(
                        "a sealed segment must be whole; entries after %d were cut off"
                                .formatted(first + opened.segment().count()));
            }
            segments.add(opened.segment());
            tree.add(opened.tree());
            torn = opened.tornBytes();
        }
        requireNoOthers();
        if (segments.isEmpty()) {
            segments.add(Segment.create(folder, 0));
        }
        signed = HeadFile.SIGNED.read(folder);
        countersigned = HeadFile.COUNTERSIGNED.read(folder);
        signed.ifPresent(each -> requireOurs(each.head(), "the signed head"));
        countersigned.ifPresent(each -> requireOurs(each.head(), "the countersigned head"));
        if (torn > 0) {
            // Only now: what a signed head speaks of is evidence, and stays as it was found.
            segments.getLast().cutTail();
        }
        recovery = new Recovery(torn, tree.size());
        return new FileOutputStream(segments.getLast().file().toFile(), true);
    }

    /** A segment that no other leads to is one before which others were taken out. */
    private void requireNoOthers() throws IOException {
        try (var files = Files.newDirectoryStream(folder, "segment-*.log")) {
            for (var file : files) {
                if (segments.stream().noneMatch(each -> each.file().equals(file))) {
                    throw new JournalException(
                            "a journal's segments follow each other; those before %s are missing. Restore them from a backup"
                                    .formatted(file.getFileName()));
                }
            }
        }
    }

    private void requireOurs(Head head, String which) {
        if (!head.journal().equals(id)) {
            throw new JournalException(which + " is of another journal: " + head.journal());
        }
        if (head.size() > tree.size()) {
            throw new JournalException(
                    "the journal was cut: it has %d entries, %s has %d. Restore it from a backup"
                            .formatted(tree.size(), which, head.size()));
        }
        if (!Digest.ofHash(tree.rootOf(head.size())).equals(head.root())) {
            throw new JournalException(
                    "the journal was changed: its first %d entries are not those of %s. Restore it from a backup"
                            .formatted(head.size(), which));
        }
    }

    private static List<Digest> digests(List<byte[]> hashes) {
        return hashes.stream().map(Digest::ofHash).toList();
    }
}
