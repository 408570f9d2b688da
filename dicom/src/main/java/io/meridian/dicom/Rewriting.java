package io.meridian.dicom;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Changes the header of an object on its way from one stream to another. Used by one thread. */
final class Rewriting {
    private static final int PIXEL_GROUP = 0x7FE0;
    private static final int ITEM = 0xFFFEE000;
    private static final int SEQUENCE_END = 0xFFFEE0DD;
    private static final int HEADER = 8;
    private static final int PIECE = 1 << 16;

    private final Input input;
    private final OutputStream out;
    private final boolean big;
    private final boolean implicit;
    private final Reading reading;
    private final HeaderReader header;
    private final byte[] piece = new byte[PIECE];

    private Rewriting(Input input, OutputStream out, int encoding, ReadOptions options) {
        this.input = input;
        this.out = out;
        this.big = (encoding & Form.BIG) != 0;
        this.implicit = (encoding & Form.IMPLICIT) != 0;
        this.reading = new Reading(input, options, new Warnings());
        this.header = new HeaderReader(input, reading, big);
    }

    static DicomFile rewrite(
            InputStream in,
            OutputStream out,
            ReadOptions options,
            UnaryOperator<DicomFile> header,
            UnaryOperator<DataSet> trailer)
            throws IOException {
        var beforePixels = options.stoppingBefore(new Tag(PIXEL_GROUP << 16));
        try (var read = Part10Reader.readUpTo(Input.of(in), beforePixels)) {
            var changed = header.apply(read.file());
            var syntax = read.file().transferSyntax();
            if (!changed.transferSyntax().equals(syntax)) {
                throw new IllegalArgumentException("the transfer syntax must stay as it is");
            }
            var buffered = new BufferedOutputStream(out, PIECE);
            if (changed.equals(read.file())) {
                Part10Writer.copyStart(changed, buffered);
            } else {
                Part10Writer.writeStart(changed, buffered);
            }
            if (syntax.isDeflated()) {
                var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
                try {
                    var deflating = new DeflaterOutputStream(buffered, deflater, PIECE);
                    body(read, changed.dataSet(), deflating, options, trailer);
                    deflating.finish();
                    if ((deflater.getBytesWritten() & 1) != 0) {
                        buffered.write(0);
                    }
                } finally {
                    deflater.end();
                }
            } else {
                body(read, changed.dataSet(), buffered, options, trailer);
            }
            buffered.flush();
            return changed;
        }
    }

    private static void body(
            Part10Reader.Result read,
            DataSet changed,
            OutputStream out,
            ReadOptions options,
            UnaryOperator<DataSet> trailer)
            throws IOException {
        var encoding = read.encoding();
        try (var writer = new DataSetWriter(out, encoding)) {
            writer.content(changed);
        }
        var rewriting = new Rewriting(read.body(), out, read.encoding(), options);
        rewriting.pixels();
        var rest =
                new DataSetReader(rewriting.input, rewriting.big, rewriting.reading)
                        .readRest(
                                (read.encoding() & Form.IMPLICIT) != 0,
                                changed.characterSet(),
                                encoding);
        try (var writer = new DataSetWriter(out, encoding)) {
            writer.content(trailer.apply(rest));
        }
    }

    /** Copies group 7FE0 piece by piece. */
    private void pixels() throws IOException {
        while (true) {
            input.forget();
            if (!input.has(HEADER) || header.peekTag() >>> 16 != PIXEL_GROUP) {
                return;
            }
            var start = input.offset();
            header.read(implicit, input.left());
            var length = header.length;
            var tag = header.tag;
            input.seek(start);
            pass(tag, header.headerBytes);
            if (length == HeaderReader.UNDEFINED) {
                fragments(tag);
            } else {
                pass(tag, length);
            }
        }
    }

    private void fragments(int tag) throws IOException {
        while (true) {
            input.forget();
            if (!input.has(HEADER)) {
                throw reading.broken(tag, "is not closed");
            }
            var next = header.peekTag();
            var length = header.peekLength();
            pass(tag, HEADER);
            if (next == SEQUENCE_END) {
                return;
            }
            if (next != ITEM || length == HeaderReader.UNDEFINED) {
                throw reading.broken(
                        tag, "must go on with a fragment; there is %s".formatted(new Tag(next)));
            }
            pass(tag, length);
        }
    }

    private void pass(int tag, long length) throws IOException {
        for (var left = length; left > 0; ) {
            if (!input.next()) {
                throw reading.broken(
                        tag, "announces %d bytes of which %d are missing".formatted(length, left));
            }
            var count = (int) Math.min(Math.min(left, PIECE), input.available());
            input.copy(piece, 0, count);
            out.write(piece, 0, count);
            left -= count;
        }
    }
}
