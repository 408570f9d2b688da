package io.meridian.dicom;

import io.meridian.dicom.Warning.Rule;
import java.util.ArrayList;
import java.util.List;

/** Reads or passes over what follows a header, and knows what earlier values say of later ones. */
final class ValueReader {
    private static final long UNDEFINED = HeaderReader.UNDEFINED;
    private static final int ITEM = 0xFFFEE000;
    private static final int ITEM_END = 0xFFFEE00D;
    private static final int SEQUENCE_END = 0xFFFEE0DD;
    private static final int ITEM_HEADER = 8;
    private static final int PIXEL_DATA = 0x7FE00010;
    private static final int BITS_ALLOCATED = 0x00280100;
    private static final int PIXEL_REPRESENTATION = 0x00280103;

    /** Longer values stay in the file. */
    private static final int LEFT_IN_FILE = 1 << 14;

    private static final int FRAGMENT_LEFT_IN_FILE = 256;
    private static final int ZEROS_CHECKED = 4096;

    private final Input input;
    private final Reading reading;
    private final HeaderReader header;
    private final boolean big;

    /** Where the delimiter of the last item began. */
    long lastDelimiter;

    private int bitsAllocated;
    private int pixelRepresentation;

    ValueReader(Input input, Reading reading, HeaderReader header, boolean big) {
        this.input = input;
        this.reading = reading;
        this.header = header;
        this.big = big;
    }

    /** What an item inherits and must not change for what follows it. */
    long context() {
        return ((long) bitsAllocated << 32) | pixelRepresentation;
    }

    void restore(long context) {
        bitsAllocated = (int) (context >>> 32);
        pixelRepresentation = (int) context;
    }

    /** The VR of an attribute that came without one. */
    Vr implicitVr(int tag, Vr known, CharacterSet set, Found found) {
        if (known == Vr.US
                && pixelRepresentation == 1
                && Dictionary.standard().allows(tag, Vr.SS)) {
            return Vr.SS;
        }
        if (known == Vr.UN && (tag & 0x10000) != 0 && (tag & 0xFFFF) >= 0x1000) {
            var creator = found.find((tag & 0xFFFF0000) | ((tag & 0xFF00) >>> 8));
            if (creator != null && creator.content().length() <= 64) {
                return PrivateDictionary.entry(Values.text(creator, set), new Tag(tag))
                        .map(PrivateDictionary.Entry::vr)
                        .orElse(known);
            }
        }
        return known;
    }

    /** Refuses a length that cannot be. */
    void require(int tag, long length, long end) {
        if (length > end - input.offset()) {
            throw length > input.left()
                    ? tooShort(tag, length)
                    : reading.broken(tag, "runs over the end of its item");
        }
    }

    private DicomParseException tooShort(int tag, long length) {
        return reading.broken(
                tag, "announces %d bytes where %d are left".formatted(length, left(length)));
    }

    private long left(long most) {
        var left = Math.min(input.left(), most);
        return input.left() == Long.MAX_VALUE ? 0 : left;
    }

    /** Passes over a plain value; yields the unit in which its bytes are turned round. */
    int pass(int tag, Vr vr, long length) {
        if ((length & 1) != 0) {
            reading.warn(Rule.LENGTH, tag, "the length is odd");
        }
        if (input.canSkip() && length >= LEFT_IN_FILE) {
            input.skip(length);
        } else {
            need(tag, length);
            if (length == 2 && (tag == BITS_ALLOCATED || tag == PIXEL_REPRESENTATION)) {
                var value = input.u16(0, big);
                if (tag == BITS_ALLOCATED) {
                    bitsAllocated = value;
                } else {
                    pixelRepresentation = value;
                }
            }
            input.advance((int) length);
        }
        return big ? unit(tag, vr, bitsAllocated) : 1;
    }

    /**
     * Pixel cells of 32 bits in words of 16 are big-endian as a whole (PS3.5 section 8.1.1).
     *
     * @return bytes that are turned round together between big and little endian
     */
    static int unit(int tag, Vr vr, int bitsAllocated) {
        if (tag == PIXEL_DATA && vr == Vr.OW && (bitsAllocated == 32 || bitsAllocated == 64)) {
            return bitsAllocated / 8;
        }
        return vr.unit();
    }

    private void need(int tag, long length) {
        if (length > reading.limits.maxValueBytes() || length > Integer.MAX_VALUE - 8) {
            throw reading.broken(
                    tag,
                    "announces %d bytes; at most %d are read"
                            .formatted(length, reading.limits.maxValueBytes()));
        }
        if (!input.has((int) length)) {
            throw tooShort(tag, length);
        }
    }

    boolean startsWithItem() {
        return input.has(ITEM_HEADER)
                && (header.peekTag() == ITEM || header.peekTag() == SEQUENCE_END);
    }

    /** Encapsulated pixel data (PS3.5 annex A.4). */
    Element.Value fragments(int tag, long end) {
        List<Content> fragments = new ArrayList<>();
        while (end - input.offset() >= ITEM_HEADER && input.has(ITEM_HEADER)) {
            var next = header.peekTag();
            var length = header.peekLength();
            if (next == SEQUENCE_END) {
                input.advance(ITEM_HEADER);
                return new Element.Value.Fragments(fragments);
            }
            if (next == ITEM_END) {
                reading.warn(Rule.NESTING, tag, "an item delimiter stands between fragments");
                input.advance(ITEM_HEADER);
                continue;
            }
            if (next != ITEM || length == UNDEFINED) {
                throw reading.broken(
                        tag, "must go on with a fragment; there is %s".formatted(new Tag(next)));
            }
            reading.count();
            input.advance(ITEM_HEADER);
            require(tag, length, end);
            if ((length & 1) != 0) {
                reading.warn(Rule.LENGTH, tag, "the length of a fragment is odd");
            }
            if (input.canSkip() && length >= FRAGMENT_LEFT_IN_FILE && !input.isInWindow(length)) {
                fragments.add(input.source().content(input.offset(), length, 1));
                input.skip(length);
            } else {
                need(tag, length);
                fragments.add(input.source().content(input.offset(), length, 1));
                input.advance((int) length);
            }
        }
        reading.warn(Rule.NESTING, tag, "encapsulated pixel data is not closed");
        return new Element.Value.Fragments(fragments);
    }

    /** The bytes up to a sequence delimiter. */
    Element.Value toDelimiter(int tag, long end) {
        reading.warn(Rule.LENGTH, tag, "a value that is no sequence has no length");
        var from = input.offset();
        var source = input.source();
        while (end - input.offset() >= ITEM_HEADER && input.has(ITEM_HEADER)) {
            if (header.peekTag() == SEQUENCE_END && header.peekLength() == 0) {
                var content = source.content(from, input.offset() - from, 1);
                input.advance(ITEM_HEADER);
                return new Element.Value.Bytes(content);
            }
            if (input.offset() - from >= reading.limits.maxValueBytes()) {
                break;
            }
            input.advance(1);
        }
        throw reading.broken(tag, "has no length and no delimiter");
    }

    /** The rest is too short for an attribute. */
    void trailing(long left, boolean root) {
        var count = 0;
        while (count < left && input.has(1)) {
            input.advance(1);
            count++;
        }
        reading.warnHere(
                Rule.TRAILING,
                "%d trailing bytes were passed over%s".formatted(count, root ? "" : " in an item"));
    }

    /** Zeros follow the last attribute; if so, all of the rest is passed over. */
    boolean onlyZeros() {
        var at = 0;
        while (at < ZEROS_CHECKED && input.has(at + 1)) {
            if (input.u8(at) != 0) {
                return false;
            }
            at++;
        }
        reading.warnHere(Rule.TRAILING, "trailing zero bytes were passed over");
        if (input.canSkip()) {
            input.skip(input.left());
        } else {
            while (input.has(1)) {
                input.advance(input.available());
            }
        }
        return true;
    }
}
