package io.meridian.dicom.internal;

import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.Content;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomParseException;
import io.meridian.dicom.Dictionary;
import io.meridian.dicom.Element;
import io.meridian.dicom.Element.Value;
import io.meridian.dicom.Limits;
import io.meridian.dicom.StoredFile;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a data set from memory (PS3.5 section 7). Every length is held against what is left. */
public final class DataSetReader {
    private static final long UNDEFINED = 0xFFFFFFFFL;
    private static final int LEFT_IN_FILE = 1 << 16;
    private static final Tag PIXEL_DATA = new Tag(0x7FE00010);

    private final ByteBuffer buffer;
    private final TransferSyntax syntax;
    private final Limits limits;
    private final List<String> warnings;
    private final Optional<StoredFile> file;
    private int elements;

    public DataSetReader(
            byte[] bytes,
            int from,
            int to,
            TransferSyntax syntax,
            Limits limits,
            List<String> warnings) {
        this(ByteBuffer.wrap(bytes, from, to - from), Optional.empty(), syntax, limits, warnings);
    }

    /** Reads a mapped file, in which long values are left. */
    public DataSetReader(
            ByteBuffer bytes,
            Optional<StoredFile> file,
            TransferSyntax syntax,
            Limits limits,
            List<String> warnings) {
        this.file = file;
        this.buffer =
                bytes.order(syntax.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        this.syntax = syntax;
        this.limits = limits;
        this.warnings = warnings;
    }

    public int position() {
        return buffer.position();
    }

    /** Reads group 0002 and stops before the first other group. */
    public DataSet readMeta() {
        var builder = DataSet.builder();
        while (buffer.remaining() >= 8 && (buffer.getShort(buffer.position()) & 0xFFFF) == 2) {
            builder.put(element(readTag(), false, CharacterSet.DEFAULT, 0));
        }
        return builder.build();
    }

    public DataSet read() {
        return dataSet(buffer.limit(), false, CharacterSet.DEFAULT, syntax.isImplicit(), 0);
    }

    private DataSet dataSet(
            int end, boolean delimited, CharacterSet inherited, boolean implicit, int depth) {
        if (depth > limits.maxDepth()) {
            throw broken("sequences may be nested at most %d deep".formatted(limits.maxDepth()));
        }
        var builder = DataSet.builder(inherited);
        var set = inherited;
        var previous = Optional.<Tag>empty();
        while (buffer.position() < end) {
            if (end - buffer.position() < 8) {
                warnings.add(
                        "%d trailing bytes were passed over".formatted(end - buffer.position()));
                buffer.position(end);
                break;
            }
            var tag = readTag();
            if (tag.equals(Tag.ITEM_DELIMITATION)) {
                buffer.getInt();
                if (!delimited) {
                    warnings.add("an item delimiter stands where none belongs");
                    continue;
                }
                return builder.build();
            }
            if (tag.equals(Tag.SEQUENCE_DELIMITATION)) {
                buffer.getInt();
                warnings.add("a sequence delimiter stands where none belongs");
                continue;
            }
            if (depth == 0 && tag.value() == 0 && onlyZeros()) {
                warnings.add("trailing zero bytes were passed over");
                buffer.position(end);
                break;
            }
            if (previous.isPresent() && tag.compareTo(previous.get()) <= 0) {
                warnings.add("attributes out of order at " + tag);
            }
            previous = Optional.of(tag);
            var element = element(tag, implicit, set, depth);
            if (buffer.position() > end) {
                throw broken("%s runs over the end of its item".formatted(tag));
            }
            builder.put(syntax.isBigEndian() ? wideCells(element, builder.soFar()) : element);
            if (tag.value() == 0x00080005) {
                set = builder.build().characterSet();
            }
        }
        if (delimited) {
            warnings.add("an item of undefined length is not closed");
        }
        return builder.build();
    }

    private Element element(Tag tag, boolean implicit, CharacterSet set, int depth) {
        if (++elements > limits.maxElements()) {
            throw broken(
                    "an object may have at most %d attributes".formatted(limits.maxElements()));
        }
        var vr = Dictionary.standard().vr(tag);
        long length;
        if (implicit) {
            length = buffer.getInt() & UNDEFINED;
        } else {
            var explicit = explicitVr(tag);
            if (explicit.isPresent()) {
                vr = explicit.get();
                length = explicitLength(tag, vr);
            } else {
                warnings.add(tag + " has no valid VR; read as implicit");
                length = buffer.getInt() & UNDEFINED;
            }
        }
        if (tag.equals(PIXEL_DATA) && length == UNDEFINED) {
            return new Element(tag, vr == Vr.UN ? Vr.OB : vr, fragments());
        }
        if (vr == Vr.SQ || length == UNDEFINED) {
            // UN of undefined length is a sequence in implicit little endian (PS3.5 section 6.2.2).
            return new Element(
                    tag, Vr.SQ, sequence(tag, length, set, implicit || vr == Vr.UN, depth));
        }
        if (vr == Vr.UN
                && length > 0
                && !syntax.isBigEndian()
                && Dictionary.standard().vr(tag) == Vr.SQ) {
            var hidden = hiddenSequence(tag, length, set, depth);
            if (hidden.isPresent()) {
                return new Element(tag, Vr.SQ, hidden.get());
            }
        }
        return new Element(tag, vr, new Value.Bytes(value(tag, vr, length)));
    }

    /**
     * A sequence that someone on the way wrote as UN: implicit little endian (PS3.5 section 6.2.2).
     * It is opened, so that whoever removes identity from items sees them.
     */
    private Optional<Value> hiddenSequence(Tag tag, long length, CharacterSet set, int depth) {
        var start = buffer.position();
        var warned = warnings.size();
        try {
            var items = sequence(tag, length, set, true, depth);
            if (buffer.position() == start + length) {
                return Optional.of(items);
            }
        } catch (DicomParseException _) {
            warnings.subList(warned, warnings.size()).clear();
        }
        buffer.position(start);
        warnings.add("%s of unknown VR is no readable sequence; kept as bytes".formatted(tag));
        return Optional.empty();
    }

    private Optional<Vr> explicitVr(Tag tag) {
        if (buffer.remaining() < 4) {
            throw broken(tag + " ends within its header");
        }
        var name =
                ""
                        + (char) buffer.get(buffer.position())
                        + (char) buffer.get(buffer.position() + 1);
        return Arrays.stream(Vr.values()).filter(each -> each.name().equals(name)).findFirst();
    }

    private long explicitLength(Tag tag, Vr vr) {
        buffer.position(buffer.position() + 2);
        if (!vr.hasLongForm()) {
            return buffer.getShort() & 0xFFFF;
        }
        if (buffer.remaining() < 6) {
            throw broken(tag + " ends within its header");
        }
        buffer.getShort();
        return buffer.getInt() & UNDEFINED;
    }

    private Content value(Tag tag, Vr vr, long length) {
        if (length > limits.maxValueBytes()) {
            throw broken(
                    "%s announces %d bytes; at most %d are read"
                            .formatted(tag, length, limits.maxValueBytes()));
        }
        if (length > buffer.remaining()) {
            throw broken(
                    "%s announces %d bytes where %d are left"
                            .formatted(tag, length, buffer.remaining()));
        }
        if (length > LEFT_IN_FILE && file.isPresent() && !syntax.isDeflated()) {
            var unit = syntax.isBigEndian() ? vr.unit() : 1;
            var stored = new Content.Stored(file.get(), buffer.position(), length, unit);
            buffer.position(buffer.position() + (int) length);
            return stored;
        }
        var bytes = new byte[(int) length];
        buffer.get(bytes);
        if (syntax.isBigEndian()) {
            ByteOrders.swap(bytes, vr.unit());
        }
        return Content.of(bytes);
    }

    private Value sequence(Tag tag, long length, CharacterSet set, boolean implicit, int depth) {
        if (length != UNDEFINED && length > buffer.remaining()) {
            throw broken(
                    "sequence %s announces %d bytes where %d are left"
                            .formatted(tag, length, buffer.remaining()));
        }
        var end = length == UNDEFINED ? buffer.limit() : buffer.position() + (int) length;
        var items = new ArrayList<DataSet>();
        while (buffer.position() < end) {
            if (end - buffer.position() < 8) {
                throw broken("sequence %s ends within an item's header".formatted(tag));
            }
            var next = readTag();
            var itemLength = buffer.getInt() & UNDEFINED;
            if (next.equals(Tag.SEQUENCE_DELIMITATION)) {
                if (length != UNDEFINED) {
                    warnings.add("a sequence of defined length is closed by a delimiter");
                }
                return new Value.Items(items);
            }
            if (!next.equals(Tag.ITEM)) {
                throw broken(
                        "in sequence %s an item must follow; there is %s".formatted(tag, next));
            }
            if (itemLength != UNDEFINED && itemLength > end - buffer.position()) {
                throw broken("an item of sequence %s is longer than the sequence".formatted(tag));
            }
            var itemEnd = itemLength == UNDEFINED ? end : buffer.position() + (int) itemLength;
            items.add(dataSet(itemEnd, itemLength == UNDEFINED, set, implicit, depth + 1));
        }
        if (length == UNDEFINED) {
            warnings.add("sequence %s is not closed".formatted(tag));
        }
        return new Value.Items(items);
    }

    private Value fragments() {
        var fragments = new ArrayList<Content>();
        while (buffer.remaining() >= 8) {
            var next = readTag();
            var length = buffer.getInt() & UNDEFINED;
            if (next.equals(Tag.SEQUENCE_DELIMITATION)) {
                return new Value.Fragments(fragments);
            }
            if (!next.equals(Tag.ITEM)) {
                throw broken("in encapsulated pixel data a fragment must follow; there is " + next);
            }
            if (++elements > limits.maxElements()) {
                throw broken(
                        "pixel data has more than %d fragments".formatted(limits.maxElements()));
            }
            fragments.add(value(PIXEL_DATA, Vr.OB, length));
        }
        warnings.add("encapsulated pixel data is not closed");
        return new Value.Fragments(fragments);
    }

    private Tag readTag() {
        var group = buffer.getShort() & 0xFFFF;
        return Tag.of(group, buffer.getShort() & 0xFFFF);
    }

    private boolean onlyZeros() {
        for (var at = buffer.position(); at < buffer.limit(); at++) {
            if (buffer.get(at) != 0) {
                return false;
            }
        }
        return true;
    }

    private DicomParseException broken(String rule) {
        return new DicomParseException(buffer.position(), rule);
    }

    /**
     * Pixel cells of 32 bits in words of 16 are big-endian as a whole (PS3.5 section 8.1.1), which
     * swapping within words does not undo: the words of each cell change places, too.
     */
    static Element wideCells(Element element, Map<Tag, Element> dataSet) {
        var allocated = dataSet.get(Tags.BitsAllocated);
        if (!element.tag().equals(PIXEL_DATA)
                || element.vr() != Vr.OW
                || !(element.value() instanceof Value.Bytes(var content))
                || allocated == null
                || allocated.bytes().length < 2
                || allocated.bytes()[0] != 32) {
            return element;
        }
        var cells = content.bytes().clone();
        ByteOrders.swap(cells, 4);
        ByteOrders.swap(cells, 2);
        return Element.of(element.tag(), element.vr(), cells);
    }
}
