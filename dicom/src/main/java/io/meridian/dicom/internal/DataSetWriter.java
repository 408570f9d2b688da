package io.meridian.dicom.internal;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Element;
import io.meridian.dicom.Element.Value;
import io.meridian.dicom.Tag;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes data sets with defined lengths; fragments end with a delimiter, as they must. */
public final class DataSetWriter {
    private static final int MAXIMUM_SHORT = 0xFFFE;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final boolean implicit;
    private final boolean big;

    private DataSetWriter(boolean implicit, boolean big) {
        this.implicit = implicit;
        this.big = big;
    }

    public static byte[] bytes(DataSet dataSet, TransferSyntax syntax) {
        var writer = new DataSetWriter(syntax.isImplicit(), syntax.isBigEndian());
        var present = dataSet.toBuilder().soFar();
        for (var element : dataSet) {
            writer.element(
                    syntax.isBigEndian() ? DataSetReader.wideCells(element, present) : element);
        }
        var bytes = writer.out.toByteArray();
        return syntax.isDeflated() ? deflated(bytes) : bytes;
    }

    private void element(Element element) {
        switch (element.value()) {
            case Value.Bytes(var bytes) -> {
                var content = bytes.bytes();
                var even = (content.length & 1) == 0 ? content : padded(content, element.vr());
                var ordered = big ? swapped(even, element.vr().unit()) : even;
                header(element.tag(), element.vr(), ordered.length);
                out.writeBytes(ordered);
            }
            case Value.Items(var items) -> {
                var content = new DataSetWriter(implicit, big);
                for (var item : items) {
                    var nested = new DataSetWriter(implicit, big);
                    item.forEach(nested::element);
                    content.tag(Tag.ITEM);
                    content.number(nested.out.size(), 4);
                    content.out.writeBytes(nested.out.toByteArray());
                }
                header(element.tag(), Vr.SQ, content.out.size());
                out.writeBytes(content.out.toByteArray());
            }
            case Value.Fragments(var fragments) -> {
                header(element.tag(), Vr.OB, -1);
                for (var fragment : fragments) {
                    tag(Tag.ITEM);
                    number((int) fragment.length(), 4);
                    out.writeBytes(fragment.bytes());
                }
                tag(Tag.SEQUENCE_DELIMITATION);
                number(0, 4);
            }
        }
    }

    private void header(Tag tag, Vr vr, int length) {
        tag(tag);
        if (implicit) {
            number(length, 4);
            return;
        }
        var written = !vr.hasLongForm() && (length < 0 || length > MAXIMUM_SHORT) ? Vr.UN : vr;
        out.writeBytes(written.name().getBytes(StandardCharsets.US_ASCII));
        if (written.hasLongForm()) {
            number(0, 2);
            number(length, 4);
        } else {
            number(length, 2);
        }
    }

    private void tag(Tag tag) {
        number(tag.group(), 2);
        number(tag.element(), 2);
    }

    private void number(int value, int bytes) {
        for (var i = 0; i < bytes; i++) {
            out.write(value >>> (8 * (big ? bytes - 1 - i : i)));
        }
    }

    private static byte[] padded(byte[] content, Vr vr) {
        var even = Arrays.copyOf(content, content.length + 1);
        even[content.length] = vr.padding();
        return even;
    }

    private static byte[] swapped(byte[] content, int unit) {
        var copy = content.clone();
        ByteOrders.swap(copy, unit);
        return copy;
    }

    private static byte[] deflated(byte[] bytes) {
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        var out = new ByteArrayOutputStream();
        try (var stream = new DeflaterOutputStream(out, deflater)) {
            stream.write(bytes);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        var deflated = out.toByteArray();
        return (deflated.length & 1) == 0 ? deflated : Arrays.copyOf(deflated, deflated.length + 1);
    }
}
