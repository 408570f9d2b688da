package io.meridian.dicom;

/** The name of an attribute: group and element, each 16 bits (PS3.5 section 7.1). */
public record Tag(int value) implements Comparable<Tag> {
    public static final Tag ITEM = new Tag(0xFFFEE000);
    public static final Tag ITEM_DELIMITATION = new Tag(0xFFFEE00D);
    public static final Tag SEQUENCE_DELIMITATION = new Tag(0xFFFEE0DD);

    public static Tag of(int group, int element) {
        if (group < 0 || group > 0xFFFF || element < 0 || element > 0xFFFF) {
            throw new IllegalArgumentException("group and element of a tag are 16 bits each");
        }
        return new Tag(group << 16 | element);
    }

    public int group() {
        return value >>> 16;
    }

    public int element() {
        return value & 0xFFFF;
    }

    /** In a group with an odd number. */
    public boolean isPrivate() {
        return (group() & 1) == 1;
    }

    /** Reserves a block of private attributes (PS3.5 section 7.8.1). */
    public boolean isPrivateCreator() {
        return isPrivate() && element() >= 0x10 && element() <= 0xFF;
    }

    @Override
    public int compareTo(Tag other) {
        return Integer.compareUnsigned(value, other.value);
    }

    /** As the standard writes it: {@code (0010,0020)}. */
    @Override
    public String toString() {
        return "(%04X,%04X)".formatted(group(), element());
    }
}
