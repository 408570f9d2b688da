package io.meridian.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** Copies ranges of what was read; neighbouring ones in one go. Used by one thread. */
final class SpanCopier implements AutoCloseable {
    private static final int PIECE = 1 << 16;

    private final OutputStream out;
    private Source source = Source.nowhere();
    private long from;
    private long to;
    private @Nullable StoredFile opened;
    private @Nullable FileChannel channel;

    SpanCopier(OutputStream out) {
        this.out = out;
    }

    void copy(Source next, long begin, long end) throws IOException {
        if (begin == to && next.continues(source)) {
            to = end;
            return;
        }
        flush();
        source = next;
        from = begin;
        to = end;
    }

    /** Writes what is waiting; to be called before anything else is written. */
    void flush() throws IOException {
        if (from < to) {
            if (source.holds(from, to)) {
                out.write(source.array, (int) (from - source.base), (int) (to - from));
            } else {
                fromFile();
            }
        }
        from = to;
    }

    private void fromFile() throws IOException {
        var file = source.file;
        if (file == null) {
            throw new IllegalStateException("a range lies outside of what was read");
        }
        var open = channel;
        if (open == null || !file.equals(opened)) {
            close();
            open = file.channel();
            channel = open;
            opened = file;
        }
        var piece = ByteBuffer.allocate((int) Math.min(PIECE, to - from));
        for (var at = from; at < to; at += piece.limit()) {
            piece.clear().limit((int) Math.min(piece.capacity(), to - at));
            StoredFile.fill(open, at, piece);
            out.write(piece.array(), 0, piece.limit());
        }
    }

    @Override
    public void close() throws IOException {
        var open = channel;
        if (open != null) {
            open.close();
            channel = null;
        }
    }
}
