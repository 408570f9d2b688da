package io.meridian.artifact.journal;

import io.meridian.artifact.internal.SyncedFiles;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * One file of a journal: batches, one after another, and where some of them begin.
 *
 * <p>Not safe for concurrent use, but for {@link #read}.
 */
final class Segment {
    /** A place is remembered every so many entries; a read scans from the one before. */
    private static final int STRIDE = 32;

    private final Path file;
    private final long first;
    private final TreeMap<Long, Long> places = new TreeMap<>();
    private long count;
    private long bytes;

    private Segment(Path file, long first) {
        this.file = file;
        this.first = first;
    }

    static Path file(Path folder, long first) {
        return folder.resolve("segment-%016x.log".formatted(first));
    }

    /** A new, empty one. */
    static Segment create(Path folder, long first) throws IOException {
        var segment = new Segment(file(folder, first), first);
        Files.createFile(segment.file);
        SyncedFiles.syncFolder(folder);
        return segment;
    }

    /**
     * What was found in a file.
     *
     * @param tornBytes of its tail; still there
     */
    record Opened(Segment segment, MerkleTree tree, long tornBytes) {}

    /**
     * Reads a whole file.
     *
     * @param last whether its tail may be torn
     */
    static Opened open(Path folder, long first, long capacity, boolean last) throws IOException {
        var segment = new Segment(file(folder, first), first);
        var tree = new MerkleTree();
        var torn = 0L;
        var size = Files.size(segment.file);
        try (var channel = FileChannel.open(segment.file, StandardOpenOption.READ)) {
            var whole = segment.scan(channel, tree, capacity);
            if (!whole) {
                segment.requireTorn(channel, last);
                torn = size - segment.bytes;
            }
        }
        return new Opened(segment, tree, torn);
    }

    /** Cuts off a torn tail. */
    void cutTail() throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
            channel.force(true);
        }
    }

    long first() {
        return first;
    }

    long count() {
        return count;
    }

    Path file() {
        return file;
    }

    /** Notes a batch that was written and synced. */
    void note(Batch batch) {
        if (places.isEmpty() || batch.first() - places.lastKey() >= STRIDE) {
            places.put(batch.first(), bytes);
        }
        count += batch.entries().size();
        bytes += batch.encodedBytes();
    }

    long bytes() {
        return bytes;
    }

    /** Where to begin to look for an entry. */
    long place(long sequence) {
        return places.floorEntry(sequence).getValue();
    }

    /** Reads entries from a place on. */
    static List<byte[]> read(Path file, long place, long sequence, int max) throws IOException {
        var found = new ArrayList<byte[]>();
        try (var channel = FileChannel.open(file, StandardOpenOption.READ);
                var in = stream(channel.position(place))) {
            while (found.size() < max && Batch.read(in) instanceof Batch.Read.Whole(var batch)) {
                for (var i = 0; i < batch.entries().size() && found.size() < max; i++) {
                    if (batch.first() + i >= sequence) {
                        found.add(batch.entries().get(i));
                    }
                }
            }
        }
        return found;
    }

    private boolean scan(FileChannel channel, MerkleTree tree, long capacity) throws IOException {
        var in = stream(channel);
        while (true) {
            switch (Batch.read(in)) {
                case Batch.Read.End _ -> {
                    return true;
                }
                case Batch.Read.Broken _ -> {
                    return false;
                }
                case Batch.Read.Whole(var batch) -> {
                    if (batch.first() != first + count
                            || count + batch.entries().size() > capacity) {
                        throw changed();
                    }
                    batch.entries().forEach(each -> tree.add(MerkleHash.leaf(each)));
                    note(batch);
                }
            }
        }
    }

    /** What is broken is torn only if it is the very end: no whole batch may follow it. */
    private void requireTorn(FileChannel channel, boolean last) throws IOException {
        if (!last) {
            throw changed();
        }
        try (var in =
                new BufferedInputStream(
                        Channels.newInputStream(channel.position(bytes)), 1 << 16)) {
            var window = 0;
            var at = bytes - 4;
            for (var next = in.read(); next >= 0; next = in.read()) {
                window = window << 8 | next;
                at++;
                if (window == Batch.MAGIC && at > bytes && wholeAt(at)) {
                    throw changed();
                }
            }
        }
    }

    private boolean wholeAt(long place) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ);
                var in = stream(channel.position(place))) {
            return Batch.read(in) instanceof Batch.Read.Whole;
        }
    }

    private JournalException changed() {
        return new JournalException(
                "a journal is append-only; an entry near %d was changed or taken out. Restore the file from a backup and tell the hub: %s"
                        .formatted(first + count, file.getFileName()));
    }

    private static DataInputStream stream(FileChannel channel) {
        return new DataInputStream(
                new BufferedInputStream(Channels.newInputStream(channel), 1 << 16));
    }
}
