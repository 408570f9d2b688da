package io.meridian.dicom;

import io.meridian.dicom.Element.Value;
import io.meridian.dicom.internal.ByteOrders;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.IdentityHashMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes data sets. What was read in the same encoding is copied as it was; new sequences have
 * defined lengths, and fragments end with a delimiter, as they must.
 */
final class DataSetWriter implements AutoCloseable {
    private static final int MAXIMUM_SHORT = 0xFFFE;
    private static final long MAXIMUM_LONG = 0xFFFFFFFEL;
    private static final int UNDEFINED = -1;
    private static final int ITEM = 0xFFFEE000;
    private static final int ITEM_END = 0xFFFEE00D;
    private static final int SEQUENCE_END = 0xFFFEE0DD;
    private static final int DELIMITER = 8;

    private final OutputStream out;
    private final SpanCopier copier;
    private final int encoding;
    private final boolean implicit;
    private final boolean big;

    /** Of items that are made anew, so that each is measured once however deep it lies. */
    private final IdentityHashMap<DataSet, Long> lengths = new IdentityHashMap<>();

    DataSetWriter(OutputStream out, int encoding) {
        this.out = out;
        this.copier = new SpanCopier(out);
        this.encoding = encoding;
        this.implicit = (encoding & Form.IMPLICIT) != 0;
        this.big = (encoding & Form.BIG) != 0;
    }

    /** A bare data set in a transfer syntax. */
    static void write(DataSet dataSet, TransferSyntax syntax, OutputStream out) throws IOException {
        var form = Form.of(syntax);
        var span = dataSet.span();
        if (form != Form.DEFLATED || (span != null && span.form() == form)) {
            try (var writer = new DataSetWriter(out, form)) {
                writer.content(dataSet);
            }
            return;
        }
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            var counted = new Counting(out);
            var deflating = new DeflaterOutputStream(counted, deflater, 1 << 13);
            try (var writer = new DataSetWriter(deflating, Form.EXPLICIT_LITTLE)) {
                writer.content(dataSet);
            }
            deflating.finish();
            if ((counted.count & 1) != 0) {
                out.write(0);
            }
        } finally {
            deflater.end();
        }
    }

    @Override
    public void close() throws IOException {
        copier.flush();
        copier.close();
    }

    /** What a data set or item holds, without header and delimiter. */
    void content(DataSet dataSet) throws IOException {
        var span = dataSet.span();
        if (span != null && span.form() == encoding) {
            copier.copy(span.source(), span.from(), span.to());
            return;
        }
        for (var element : dataSet.array()) {
            if (element.isCopiedTo(encoding)) {
                copier.copy(element.source(), element.start(), element.end());
            } else {
                copier.flush();
                element(element, dataSet);
            }
        }
    }

    private void element(Element element, DataSet around) throws IOException {
        switch (element.value()) {
            case Value.Bytes(var content) -> {
                var padded = content.length() + (content.length() & 1);
                header(element, element.vr(), padded);
                if (big) {
                    turned(element, content, around);
                } else {
                    content.writeTo(out);
                }
                if (padded > content.length()) {
                    out.write(element.vr().padding());
                }
            }
            case Value.Items(var items) -> {
                var length = isUndefined(element) ? UNDEFINED : itemsLength(element);
                header(element, Vr.SQ, length);
                for (var item : items) {
                    item(item);
                }
                if (length == UNDEFINED) {
                    delimiter(SEQUENCE_END);
                }
            }
            case Value.Fragments(var fragments) -> {
                header(element, element.vr() == Vr.OW ? Vr.OW : Vr.OB, UNDEFINED);
                for (var fragment : fragments) {
                    var padded = fragment.length() + (fragment.length() & 1);
                    tag(ITEM);
                    number((int) fits(element, padded), 4);
                    fragment.writeTo(out);
                    if (padded > fragment.length()) {
                        out.write(0);
                    }
                }
                delimiter(SEQUENCE_END);
            }
        }
    }

    private void item(DataSet item) throws IOException {
        copier.flush();
        var undefined = item.isUndefinedLength() || contentLength(item) > MAXIMUM_LONG;
        tag(ITEM);
        number(undefined ? UNDEFINED : (int) contentLength(item), 4);
        content(item);
        copier.flush();
        if (undefined) {
            delimiter(ITEM_END);
        }
    }

    /** It came so, or its length cannot be written. */
    private boolean isUndefined(Element sequence) {
        return sequence.isUndefinedLength() || itemsLength(sequence) > MAXIMUM_LONG;
    }

    private long itemsLength(Element sequence) {
        var length = 0L;
        for (var item : sequence.items()) {
            var content = contentLength(item);
            var delimited = item.isUndefinedLength() || content > MAXIMUM_LONG;
            length += DELIMITER + content + (delimited ? DELIMITER : 0);
        }
        return length;
    }

    private long contentLength(DataSet dataSet) {
        var span = dataSet.span();
        if (span != null && span.form() == encoding) {
            return span.to() - span.from();
        }
        var known = lengths.get(dataSet);
        if (known != null) {
            return known;
        }
        var length = 0L;
        for (var element : dataSet.array()) {
            length +=
                    element.isCopiedTo(encoding)
                            ? element.end() - element.start()
                            : elementLength(element);
        }
        lengths.put(dataSet, length);
        return length;
    }

    private long elementLength(Element element) {
        return switch (element.value()) {
            case Value.Bytes(var content) -> {
                var padded = content.length() + (content.length() & 1);
                yield headerLength(written(element.vr(), padded)) + padded;
            }
            case Value.Items _ ->
                    headerLength(Vr.SQ)
                            + itemsLength(element)
                            + (isUndefined(element) ? DELIMITER : 0);
            case Value.Fragments(var fragments) ->
                    headerLength(Vr.OB)
                            + DELIMITER
                            + fragments.stream()
                                    .mapToLong(
                                            each -> DELIMITER + each.length() + (each.length() & 1))
                                    .sum();
        };
    }

    private int headerLength(Vr vr) {
        return !implicit && vr.hasLongForm() ? 12 : 8;
    }

    private void turned(Element element, Content content, DataSet around) throws IOException {
        var bits = element.number() == 0x7FE00010 ? around.integer(Tags.BitsAllocated, 0) : 0;
        var unit = ValueReader.unit(element.number(), element.vr(), bits);
        try (var in = ByteOrders.swapping(content.open(), unit)) {
            in.transferTo(out);
        }
    }

    /** What does not fit in a 16-bit length is written as UN (PS3.5 section 6.2.2). */
    private static Vr written(Vr vr, long length) {
        return !vr.hasLongForm() && (length < 0 || length > MAXIMUM_SHORT) ? Vr.UN : vr;
    }

    private void header(Element element, Vr vr, long length) throws IOException {
        fits(element, length);
        tag(element.number());
        if (implicit) {
            number((int) length, 4);
            return;
        }
        var written = written(vr, length);
        out.write(written.name().charAt(0));
        out.write(written.name().charAt(1));
        if (written.hasLongForm()) {
            number(0, 2);
            number((int) length, 4);
        } else {
            number((int) length, 2);
        }
    }

    private static long fits(Element element, long length) {
        if (length > MAXIMUM_LONG) {
            throw new DicomException(
                    "%s is longer than its length can say".formatted(element.tag()));
        }
        return length;
    }

    private void delimiter(int tag) throws IOException {
        tag(tag);
        number(0, 4);
    }

    private void tag(int tag) throws IOException {
        number(tag >>> 16, 2);
        number(tag & 0xFFFF, 2);
    }

    private void number(int value, int bytes) throws IOException {
        for (var i = 0; i < bytes; i++) {
            out.write(value >>> (8 * (big ? bytes - 1 - i : i)));
        }
    }

    /** Knows how much was written. */
    private static final class Counting extends FilterOutputStream {
        private long count;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int each) throws IOException {
            out.write(each);
            count++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            count += length;
        }
    }
}
