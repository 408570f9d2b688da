package io.meridian.dicom;

import java.util.Arrays;
import java.util.List;

/**
 * One attribute as received: tag, value representation and value. The value is little-endian bytes,
 * items of a sequence, or fragments of encapsulated pixel data.
 */
public record Element(Tag tag, Vr vr, Value value) {
    /** What an element holds. */
    public sealed interface Value {
        /** Bytes as received, padding included; binary numbers are little-endian. */
        @SuppressWarnings(
                "ArrayRecordComponent") // megabytes of pixels; never changed after reading
        record Bytes(byte[] content) implements Value {
            @Override
            public boolean equals(Object other) {
                return other instanceof Bytes(var theirs) && Arrays.equals(content, theirs);
            }

            @Override
            public int hashCode() {
                return Arrays.hashCode(content);
            }

            @Override
            public String toString() {
                return content.length + " bytes";
            }
        }

        /** Items of a sequence. */
        record Items(List<DataSet> items) implements Value {
            public Items {
                items = List.copyOf(items);
            }
        }

        /** Encapsulated pixel data: the basic offset table first, then the fragments. */
        record Fragments(List<byte[]> fragments) implements Value {
            public Fragments {
                fragments = List.copyOf(fragments);
            }

            @Override
            public String toString() {
                return fragments.size() + " fragments";
            }
        }
    }

    public static Element of(Tag tag, Vr vr, byte[] bytes) {
        return new Element(tag, vr, new Value.Bytes(bytes));
    }

    public static Element sequence(Tag tag, List<DataSet> items) {
        return new Element(tag, Vr.SQ, new Value.Items(items));
    }

    /** The bytes of a plain value; empty for a sequence or fragments. */
    public byte[] bytes() {
        return value instanceof Value.Bytes(var content) ? content : new byte[0];
    }

    /** The items of a sequence; none for anything else. */
    public List<DataSet> items() {
        return value instanceof Value.Items(var items) ? items : List.of();
    }

    /** Present but without a value. */
    public boolean isEmpty() {
        return switch (value) {
            case Value.Bytes(var content) -> content.length == 0;
            case Value.Items(var items) -> items.isEmpty();
            case Value.Fragments(var fragments) -> fragments.isEmpty();
        };
    }

    /** Names the attribute, never its value. */
    @Override
    public String toString() {
        return tag + " " + vr;
    }
}
