package io.meridian.dicom;

/**
 * What was odd but readable; names attributes and places, never values.
 *
 * @param offset bytes from the beginning of the input, of the inflated data set if it came
 *     deflated; -1 where no place can be named
 * @param detail the rule and what was seen, for people
 */
public record Warning(Rule rule, long offset, TagPath path, String detail) {
    /** Which rule was broken. */
    public enum Rule {
        /** PS3.10 section 7.1: 128 bytes, then DICM. */
        PREAMBLE,
        /** PS3.10 section 7.1: the file meta information. */
        META,
        /** The encoding is another than the transfer syntax says. */
        ENCODING,
        /** PS3.5 section 6.2: a VR that the standard does not know. */
        UNKNOWN_VR,
        /** PS3.6: the attribute has another VR. */
        WRONG_VR,
        /** PS3.5 section 7.1: lengths, even and true. */
        LENGTH,
        /** PS3.5 section 7.5: items, delimiters and their nesting. */
        NESTING,
        /** PS3.5 section 7.1: ascending order. */
        ORDER,
        /** An attribute stands twice; the last one counts. */
        DUPLICATE,
        /** Bytes after the last attribute. */
        TRAILING,
        /** PS3.3 section C.12.1.1.2. */
        CHARACTER_SET,
        /** PS3.5 table 6.2-1 and PS3.6: what a value may be, and how many there may be. */
        VALUE,
        /** There were more warnings than are kept. */
        MORE
    }

    /** The detail with its place. */
    @Override
    public String toString() {
        var place = new StringBuilder(detail);
        if (!path.isRoot()) {
            place.append(", at ").append(path);
        }
        if (offset >= 0) {
            place.append(" (byte ").append(offset).append(')');
        }
        return place.toString();
    }
}
