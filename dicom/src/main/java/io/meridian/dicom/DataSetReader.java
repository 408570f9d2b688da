package io.meridian.dicom;

import io.meridian.dicom.DataSet.Span;
import io.meridian.dicom.Warning.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a data set (PS3.5 section 7). Every length is held against what is left. */
final class DataSetReader {
    private static final long UNDEFINED = HeaderReader.UNDEFINED;
    private static final int ITEM = 0xFFFEE000;
    private static final int ITEM_END = 0xFFFEE00D;
    private static final int SEQUENCE_END = 0xFFFEE0DD;
    private static final int ITEM_HEADER = 8;
    private static final int PIXEL_DATA = 0x7FE00010;
    private static final int CHARACTER_SET = 0x00080005;

    /** A sequence in a value of unknown VR is opened up to this size. */
    private static final long LARGEST_HIDDEN = 64L << 20;

    private final Input input;
    private final Reading reading;
    private final HeaderReader header;
    private final ValueReader values;
    private final boolean big;

    DataSetReader(Input input, boolean big, Reading reading) {
        this.input = input;
        this.reading = reading;
        this.big = big;
        this.header = new HeaderReader(input, reading, big);
        this.values = new ValueReader(input, reading, header, big);
    }

    /** Reads group 0002 and stops before the first other group, or where a limit says. */
    DataSet readMeta() {
        var from = input.offset();
        var source = input.source();
        var implicit = header.looksImplicit(false, input.left());
        if (implicit) {
            reading.warnHere(Rule.ENCODING, "the file meta information is implicit");
        }
        var found = new Found();
        var announced = -1L;
        var deflated = false;
        while (input.has(ITEM_HEADER) && header.peekTag() >>> 16 == 2) {
            if (deflated && input.offset() == announced) {
                break;
            }
            var element = element(implicit, end(), CharacterSet.DEFAULT, found);
            found.add(element, reading);
            if (element.number() == 0x00020000 && element.content().length() == 4) {
                announced = input.offset() + Values.integer(element);
            } else if (element.number() == 0x00020010) {
                deflated =
                        new TransferSyntax(Values.text(element, CharacterSet.DEFAULT).strip())
                                .isDeflated();
            }
        }
        if (announced != input.offset()) {
            reading.warnHere(
                    Rule.LENGTH,
                    announced < 0
                            ? "the file meta information does not say its length"
                            : "the file meta information is not as long as it says");
        }
        var form = implicit ? Form.IMPLICIT : Form.EXPLICIT_LITTLE;
        return found.build(
                CharacterSet.DEFAULT, 0, new Span(source, from, input.offset(), form), reading);
    }

    /**
     * Reads to the end, or to the attribute before which it is to stop.
     *
     * @param form in which the data set may be copied as it is
     */
    DataSet read(boolean implicit, int form) {
        var set = reading.options.characterSet().orElse(CharacterSet.DEFAULT);
        return dataSet(end(), false, set, implicit, form);
    }

    /** The end of a data set of which the beginning was read before. */
    DataSet readRest(boolean implicit, CharacterSet set, int form) {
        return dataSet(end(), false, set, implicit, form);
    }

    /** Where the input ends; without bound for a stream. */
    private long end() {
        return input.left() == Long.MAX_VALUE ? Long.MAX_VALUE : input.offset() + input.left();
    }

    private DataSet dataSet(
            long end, boolean delimited, CharacterSet inherited, boolean announced, int rootForm) {
        var root = rootForm >= 0;
        var from = input.offset();
        var source = input.source();
        var implicit = header.looksImplicit(announced, end - from);
        if (implicit != announced && !root) {
            reading.warnHere(
                    Rule.ENCODING, implicit ? "an item is implicit" : "an item is explicit");
        }
        var found = new Found();
        var set = inherited;
        var outer = values.context();
        var closed = false;
        var stopped = false;
        while (!closed && !stopped && end > input.offset() && input.has(1)) {
            var left = end - input.offset();
            if (left < ITEM_HEADER || !input.has(ITEM_HEADER)) {
                values.trailing(left, root);
                break;
            }
            var tag = header.peekTag();
            if (tag >>> 16 == 0xFFFE) {
                closed = closes(tag, delimited, root);
            } else if (root && stops(tag)) {
                stopped = true;
            } else if (root && tag == 0 && found.count > 0 && values.onlyZeros()) {
                break;
            } else {
                var element = element(implicit, end, set, found);
                found.add(element, reading);
                if (tag == CHARACTER_SET) {
                    set = characterSet(element, set);
                }
            }
        }
        if (delimited && !closed) {
            reading.warnHere(Rule.NESTING, "an item of undefined length is not closed");
        }
        values.restore(outer);
        var to = closed && delimited ? values.lastDelimiter : input.offset();
        var form = (implicit ? Form.IMPLICIT : 0) | (big ? Form.BIG : 0);
        var span =
                stopped || (from == to && !root)
                        ? null
                        : new Span(source, from, to, root ? rootForm : form);
        return found.build(set, delimited ? Form.UNDEFINED : 0, span, reading);
    }

    private boolean stops(int tag) {
        var stop = reading.options.stopBefore();
        return stop.isPresent() && Integer.compareUnsigned(tag, stop.get().value()) >= 0;
    }

    /** Whether a delimiter, or what follows a missing one, ends this data set. */
    private boolean closes(int tag, boolean delimited, boolean root) {
        values.lastDelimiter = input.offset();
        if (tag == ITEM_END) {
            input.advance(ITEM_HEADER);
            if (!delimited) {
                reading.warn(Rule.NESTING, tag, "an item delimiter stands where none belongs");
            }
            return delimited;
        }
        if (delimited) {
            reading.warnHere(Rule.NESTING, "an item of undefined length is not closed");
            return true;
        }
        if (tag == SEQUENCE_END) {
            input.advance(ITEM_HEADER);
            reading.warn(Rule.NESTING, tag, "a sequence delimiter stands where none belongs");
            return false;
        }
        throw reading.broken(
                tag, root ? "stands outside of any sequence" : "stands where an attribute belongs");
    }

    private Element element(boolean mode, long end, CharacterSet set, Found found) {
        reading.count();
        var start = input.offset();
        var source = input.source();
        header.read(mode, end - start);
        var tag = header.tag;
        var length = header.length;
        var form = (header.implicit ? Form.IMPLICIT : 0) | (big ? Form.BIG : 0);
        var headerBytes = header.headerBytes;
        var vr = header.implicit ? values.implicitVr(tag, header.vr, set, found) : header.vr;
        if (length == UNDEFINED) {
            var value = undefined(tag, vr, end, set);
            var kind = value instanceof Element.Value.Items ? Vr.SQ : fragmentVr(vr);
            var rest = input.offset() - start - headerBytes;
            return new Element(
                    tag, kind, value, source, start, headerBytes, rest, form | Form.UNDEFINED, 1);
        }
        values.require(tag, length, end);
        if (vr == Vr.SQ) {
            var items = sequence(tag, length, end, set, header.implicit);
            var rest = input.offset() - start - headerBytes;
            return new Element(tag, Vr.SQ, items, source, start, headerBytes, rest, form, 1);
        }
        if (vr == Vr.UN && length > 0 && !big && isSequence(tag, set, found)) {
            var items = hidden(tag, length, set);
            if (items != null) {
                return new Element(tag, Vr.SQ, items, source, start, headerBytes, length, form, 1);
            }
        }
        var unit = values.pass(tag, vr, length);
        return new Element(tag, vr, null, source, start, headerBytes, length, form, unit);
    }

    private boolean isSequence(int tag, CharacterSet set, Found found) {
        return Dictionary.standard().vr(tag) == Vr.SQ
                || values.implicitVr(tag, Vr.UN, set, found) == Vr.SQ;
    }

    private static Vr fragmentVr(Vr vr) {
        return vr == Vr.UN || vr == Vr.SQ ? Vr.OB : vr;
    }

    /** A value that a delimiter ends: fragments, items, or bytes where only a sequence may. */
    private Element.Value undefined(int tag, Vr vr, long end, CharacterSet set) {
        var binary = vr == Vr.OB || vr == Vr.OW || vr == Vr.OF || vr == Vr.OD || vr == Vr.OL;
        if (tag == PIXEL_DATA || binary || vr == Vr.OV) {
            if (tag != PIXEL_DATA) {
                reading.warn(Rule.LENGTH, tag, "a value that is no pixel data has no length");
            }
            return values.fragments(tag, end);
        }
        if (vr == Vr.SQ || vr == Vr.UN || values.startsWithItem()) {
            // UN of undefined length is a sequence in implicit little endian (section 6.2.2).
            return sequence(tag, UNDEFINED, end, set, header.implicit || vr == Vr.UN);
        }
        return values.toDelimiter(tag, end);
    }

    /**
     * A sequence that someone on the way wrote as UN: implicit little endian (PS3.5 section 6.2.2).
     * It is opened, so that whoever removes identity from items sees them.
     */
    private Element.Value.@Nullable Items hidden(int tag, long length, CharacterSet set) {
        if (length > LARGEST_HIDDEN || !input.has((int) length)) {
            reading.warn(Rule.NESTING, tag, "a long value of unknown VR is kept as bytes");
            return null;
        }
        var start = input.offset();
        var warned = reading.warnings.mark();
        var depth = reading.mark();
        var outer = values.context();
        try {
            var items = sequence(tag, length, start + length, set, true);
            if (input.offset() == start + length) {
                return items;
            }
        } catch (DicomParseException _) {
            reading.reset(depth);
            values.restore(outer);
        }
        reading.warnings.reset(warned);
        input.seek(start);
        reading.warn(Rule.NESTING, tag, "the value of unknown VR is no readable sequence");
        return null;
    }

    private Element.Value.Items sequence(
            int tag, long length, long outerEnd, CharacterSet set, boolean implicit) {
        reading.enter(tag);
        var end = length == UNDEFINED ? outerEnd : input.offset() + length;
        List<DataSet> items = List.of();
        var closed = false;
        while (!closed && end > input.offset() && input.has(1)) {
            if (end - input.offset() < ITEM_HEADER || !input.has(ITEM_HEADER)) {
                throw reading.broken(tag, "ends within an item's header");
            }
            var next = header.peekTag();
            var itemLength = header.peekLength();
            if (next == SEQUENCE_END) {
                closed = true;
                if (length != UNDEFINED) {
                    reading.warnHere(
                            Rule.NESTING, "a sequence of defined length is closed by a delimiter");
                }
            } else if (next == ITEM_END) {
                reading.warnHere(Rule.NESTING, "an item delimiter stands between items");
            } else if (next != ITEM) {
                throw reading.broken(
                        tag, "must go on with an item; there is %s".formatted(new Tag(next)));
            }
            input.advance(ITEM_HEADER);
            if (next == ITEM) {
                reading.nextItem();
                reading.count();
                if (itemLength != UNDEFINED && itemLength > end - input.offset()) {
                    throw reading.broken(tag, "has an item that is longer than the sequence");
                }
                var undefined = itemLength == UNDEFINED;
                var itemEnd = undefined ? end : input.offset() + itemLength;
                if (items.isEmpty()) {
                    items = new ArrayList<>();
                }
                items.add(dataSet(itemEnd, undefined, set, implicit, -1));
            }
        }
        if (length == UNDEFINED && !closed) {
            reading.warnHere(Rule.NESTING, "a sequence of undefined length is not closed");
        }
        reading.leave();
        return new Element.Value.Items(items);
    }

    private CharacterSet characterSet(Element element, CharacterSet inherited) {
        var declared = Values.texts(element, CharacterSet.DEFAULT).toArray(String[]::new);
        if (reading.options.characterSet().isPresent()) {
            reading.warn(
                    Rule.CHARACTER_SET,
                    CHARACTER_SET,
                    "text is read as the site says, not as the object declares");
            return inherited;
        }
        var set = CharacterSet.of(declared);
        set.problem().ifPresent(text -> reading.warn(Rule.CHARACTER_SET, CHARACTER_SET, text));
        return set;
    }
}
