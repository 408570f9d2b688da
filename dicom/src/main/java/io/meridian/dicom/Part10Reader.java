package io.meridian.dicom;

import io.meridian.dicom.DataSet.Span;
import io.meridian.dicom.Warning.Rule;
import io.meridian.dicom.internal.Vrs;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object: preamble, meta information, data set, as they are, whatever the first says of
 * the next.
 */
final class Part10Reader {
    static final int PREAMBLE = 128;
    private static final int MAGIC = 0x4D434944;
    private static final int LARGEST_GROUP_FIRST = 0x00FF;

    private final Input input;
    private final ReadOptions options;
    private final Warnings warnings = new Warnings();
    private Content preamble = Content.empty();
    private DataSet meta = DataSet.EMPTY;

    private Part10Reader(Input input, ReadOptions options) {
        this.input = input;
        this.options = options;
    }

    /** What was read, and where reading stopped. */
    record Result(DicomFile file, Input body, int encoding, @Nullable Inflating inflating)
            implements AutoCloseable {
        @Override
        public void close() {
            if (inflating != null) {
                inflating.close();
            }
        }
    }

    static DicomFile read(Input input, ReadOptions options) {
        try (var result = new Part10Reader(input, options).file()) {
            return result.file();
        }
    }

    static Result readUpTo(Input input, ReadOptions options) {
        return new Part10Reader(input, options).file();
    }

    /** A bare data set, as it travels in a DIMSE message. */
    static DataSet readBare(Input input, TransferSyntax syntax, ReadOptions options) {
        var reader = new Part10Reader(input, options);
        if (!input.has(1)) {
            return DataSet.EMPTY;
        }
        try (var result = reader.body(syntax)) {
            return result.file().dataSet();
        }
    }

    private Result file() {
        start();
        var reading = new Reading(input, options, warnings);
        if (input.has(8) && input.u16(0, false) == 2) {
            meta = new DataSetReader(input, false, reading).readMeta();
        } else {
            warn(Rule.META, "there is no file meta information");
        }
        var uid = meta.first(Tags.TransferSyntaxUID);
        if (!uid.isEmpty()) {
            return input.has(1)
                    ? body(new TransferSyntax(uid))
                    : result(new TransferSyntax(uid), DataSet.EMPTY, input, 0);
        }
        var guessed = guess();
        warn(Rule.META, "the transfer syntax was guessed as " + guessed);
        return body(guessed);
    }

    private Result result(TransferSyntax syntax, DataSet dataSet, Input body, int encoding) {
        var file = new DicomFile(meta, syntax, dataSet, warnings.list(), preamble);
        return new Result(file, body, encoding, null);
    }

    private void warn(Rule rule, String detail) {
        warnings.add(rule, input.offset(), TagPath.ROOT, detail);
    }

    private void start() {
        var source = input.source();
        if (input.has(PREAMBLE + 4) && input.i32(PREAMBLE, false) == MAGIC) {
            preamble = source.content(0, PREAMBLE + 4, 1);
            input.advance(PREAMBLE + 4);
        } else if (input.has(4) && input.i32(0, false) == MAGIC) {
            warn(Rule.PREAMBLE, "the preamble is missing");
            preamble = source.content(0, 4, 1);
            input.advance(4);
        } else if (input.has(8)) {
            warn(Rule.PREAMBLE, "preamble and magic word are missing");
        } else {
            throw new DicomParseException(0, "this is no DICOM object: fewer than 8 bytes");
        }
    }

    private Result body(TransferSyntax syntax) {
        if (syntax.isDeflated() && !looksPlain()) {
            return deflated(syntax);
        }
        var big = syntax.isBigEndian();
        if (input.has(8) && turned(big)) {
            big = !big;
            warn(Rule.ENCODING, "the data set has another byte order than the transfer syntax");
        }
        var reading = new Reading(input, options, warnings);
        var header = new HeaderReader(input, reading, big);
        var announced = syntax.isImplicit();
        var implicit = header.looksImplicit(announced, input.left());
        if (implicit != announced) {
            warn(
                    Rule.ENCODING,
                    implicit
                            ? "the data set is implicit where explicit was announced"
                            : "the data set is explicit where implicit was announced");
        }
        if (syntax.isDeflated()) {
            warn(Rule.ENCODING, "the data set is not deflated as announced");
        }
        var actual =
                syntax.isEncapsulated()
                        ? syntax
                        : implicit
                                ? TransferSyntax.IMPLICIT_LITTLE
                                : big
                                        ? TransferSyntax.EXPLICIT_BIG
                                        : TransferSyntax.EXPLICIT_LITTLE;
        var dataSet = new DataSetReader(input, big, reading).read(implicit, Form.of(actual));
        return result(
                actual, dataSet, input, (implicit ? Form.IMPLICIT : 0) | (big ? Form.BIG : 0));
    }

    /** Deflated as announced, or it begins as a data set does. */
    private boolean looksPlain() {
        return input.has(8)
                && input.u16(0, false) <= LARGEST_GROUP_FIRST
                && Vrs.find(input.u8(4), input.u8(5)) != null;
    }

    /** The first group makes sense in the other byte order only. */
    private boolean turned(boolean big) {
        return input.u16(0, big) > LARGEST_GROUP_FIRST
                && input.u16(0, !big) <= LARGEST_GROUP_FIRST
                && input.u16(0, !big) > 0
                && Vrs.find(input.u8(4), input.u8(5)) != null;
    }

    private Result deflated(TransferSyntax syntax) {
        var from = input.offset();
        var wrapped = input.has(2) && input.u8(0) == 0x78 && input.u16(0, true) % 31 == 0;
        if (wrapped) {
            warn(Rule.ENCODING, "the deflated data set has a header of zlib");
        }
        var inflating = new Inflating(input, wrapped, options.limits());
        try {
            var inflated = Input.of(inflating);
            var reading = new Reading(inflated, options, warnings);
            var dataSet =
                    new DataSetReader(inflated, false, reading).read(false, Form.EXPLICIT_LITTLE);
            if (dataSet.span() != null && input.canCopy()) {
                input.toEnd();
                var raw = new Span(input.source(), from, input.offset(), Form.DEFLATED);
                dataSet = dataSet.with(raw);
            }
            var file = new DicomFile(meta, syntax, dataSet, warnings.list(), preamble);
            return new Result(file, inflated, Form.EXPLICIT_LITTLE, inflating);
        } catch (RuntimeException e) {
            inflating.close();
            throw e;
        }
    }

    /**
     * Without meta information: big-endian, explicit or implicit, by how the first element looks.
     */
    private TransferSyntax guess() {
        if (!input.has(8)) {
            throw broken("this is no DICOM object: nothing follows the header");
        }
        var explicit = Vrs.find(input.u8(4), input.u8(5)) != null;
        var big = input.u8(0) == 0 && input.u8(1) != 0;
        var group = input.u16(0, big);
        if ((group > 0x0008 && !explicit) || group == 0) {
            throw broken("this is no DICOM object: it begins like no data set");
        }
        return explicit
                ? big ? TransferSyntax.EXPLICIT_BIG : TransferSyntax.EXPLICIT_LITTLE
                : TransferSyntax.IMPLICIT_LITTLE;
    }

    private DicomParseException broken(String rule) {
        return new DicomParseException(input.offset(), rule);
    }
}
