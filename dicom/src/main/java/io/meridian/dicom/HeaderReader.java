package io.meridian.dicom;

import io.meridian.dicom.Warning.Rule;
import io.meridian.dicom.internal.Vrs;

/**
 * Reads the header of an attribute: tag, VR and length (PS3.5 section 7.1). An attribute that is
 * encoded otherwise than its neighbours is read as what it looks like, with a warning. Holds what
 * it read last; used by one thread.
 */
final class HeaderReader {
    static final long UNDEFINED = 0xFFFFFFFFL;

    private static final int SHORT_HEADER = 8;
    private static final int LONG_HEADER = 12;
    private static final Dictionary DICTIONARY = Dictionary.standard();

    private final Input input;
    private final Reading reading;
    private final boolean big;

    int tag;
    Vr vr = Vr.UN;
    long length;
    int headerBytes;
    boolean implicit;

    HeaderReader(Input input, Reading reading, boolean big) {
        this.input = input;
        this.reading = reading;
        this.big = big;
    }

    /** The tag at the current place, of which at least four bytes are there. */
    int peekTag() {
        return input.u16(0, big) << 16 | input.u16(2, big);
    }

    /** The length after the tag, of which at least eight bytes are there. */
    long peekLength() {
        return input.i32(4, big) & UNDEFINED;
    }

    /**
     * Reads a header and passes over it.
     *
     * @param mode implicit if the neighbours are
     * @param left bytes in the item or data set
     */
    void read(boolean mode, long left) {
        tag = peekTag();
        headerBytes = SHORT_HEADER;
        implicit = mode;
        if (mode) {
            implicit(left);
        } else {
            explicit(left);
        }
        input.advance(headerBytes);
    }

    private void implicit(long left) {
        length = peekLength();
        if (length > left - SHORT_HEADER && length != UNDEFINED) {
            var known = Vrs.find(input.u8(4), input.u8(5));
            if (known != null) {
                reading.warn(Rule.ENCODING, tag, "an explicit VR stands where none belongs");
                implicit = false;
                known(known, left);
                return;
            }
        }
        vr = DICTIONARY.vr(tag);
    }

    private void explicit(long left) {
        var known = Vrs.find(input.u8(4), input.u8(5));
        if (known != null) {
            known(known, left);
            if (known != Vr.UN && !DICTIONARY.allows(tag, known)) {
                reading.warnVr(tag, known);
            }
        } else if (Vrs.couldBe(input.u8(4), input.u8(5))) {
            unknown(left);
        } else {
            none(left);
        }
    }

    private void known(Vr known, long left) {
        vr = known;
        if (!known.hasLongForm()) {
            length = input.u16(6, big);
            return;
        }
        if (!longForm(left)) {
            reading.warn(Rule.LENGTH, tag, "a 16-bit length stands where 32 bits belong");
        }
    }

    /** A VR of a later edition has a length of 32 bits (PS3.5 section 6.2 note); others err. */
    private void unknown(long left) {
        reading.warn(Rule.UNKNOWN_VR, tag, "the VR is none of the standard; read as UN");
        vr = Vr.UN;
        longForm(left);
    }

    private void none(long left) {
        length = peekLength();
        if (length == UNDEFINED || length <= left - SHORT_HEADER) {
            reading.warn(Rule.ENCODING, tag, "there is no valid VR; read as implicit");
            implicit = true;
            vr = DICTIONARY.vr(tag);
            return;
        }
        length = input.u16(6, big);
        reading.warn(Rule.UNKNOWN_VR, tag, "there is no valid VR; read with a 16-bit length");
        vr = DICTIONARY.vr(tag);
        if (vr == Vr.SQ) {
            vr = Vr.UN;
        }
    }

    /** Whether the length has 32 bits, as it should; if only 16 bits make sense, these count. */
    private boolean longForm(long left) {
        if (left >= LONG_HEADER && input.has(LONG_HEADER)) {
            length = input.i32(8, big) & UNDEFINED;
            var reserved = input.u16(6, big);
            if (reserved == 0
                    || length == UNDEFINED
                    || length <= left - LONG_HEADER
                    || reserved > left - SHORT_HEADER) {
                headerBytes = LONG_HEADER;
                return true;
            }
        } else if (input.u16(6, big) == 0 || input.u16(6, big) > left - SHORT_HEADER) {
            throw reading.broken(tag, "ends within its header");
        }
        length = input.u16(6, big);
        return false;
    }

    /**
     * How the attributes of a data set are encoded that begins here: as announced, unless the first
     * one shows that it is otherwise.
     */
    boolean looksImplicit(boolean announced, long left) {
        if (left < SHORT_HEADER || !input.has(SHORT_HEADER)) {
            return announced;
        }
        var first = peekTag();
        var known = Vrs.find(input.u8(4), input.u8(5));
        var asImplicit = peekLength();
        if (announced) {
            var explicit =
                    known != null
                            && asImplicit > 0xFFFF
                            && (asImplicit > left - SHORT_HEADER
                                    || (DICTIONARY.vr(first) == known && known != Vr.UN));
            return !explicit;
        }
        return known == null
                && !Vrs.couldBe(input.u8(4), input.u8(5))
                && (asImplicit == UNDEFINED || asImplicit <= left - SHORT_HEADER);
    }
}
