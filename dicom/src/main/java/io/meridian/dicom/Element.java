package io.meridian.dicom;

import java.util.List;

/**
 * One attribute as received: tag, value representation and value. The value is little-endian bytes,
 * items of a sequence, or fragments of encapsulated pixel data.
 */
public record Element(Tag tag, Vr vr, Value value) {
    /** What an element holds. */
    public sealed interface Value {
        /** Bytes as received, padding included; binary numbers are little-endian. */
        record Bytes(Content content) implements Value {
            @Override
            public String toString() {
                return content.toString();
            }
        }

        /** Items of a sequence. */
        record Items(List<DataSet> items) implements Value {
            public Items {
                items = List.copyOf(items);
            }
        }

        /** Encapsulated pixel data: the basic offset table first, then the fragments. */
        record Fragments(List<Content> fragments) implements Value {
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
        return new Element(tag, vr, new Value.Bytes(Content.of(bytes)));
    }

    public static Element sequence(Tag tag, List<DataSet> items) {
        return new Element(tag, Vr.SQ, new Value.Items(items));
    }

    /** The bytes of a plain value, in memory; empty for a sequence or fragments. */
    public byte[] bytes() {
        return content().bytes();
    }

    /** The bytes of a plain value, wherever they are; empty for a sequence or fragments. */
    public Content content() {
        return value instanceof Value.Bytes(var content) ? content : Content.empty();
    }

    /** The items of a sequence; none for anything else. */
    public List<DataSet> items() {
        return value instanceof Value.Items(var items) ? items : List.of();
    }

    /** Present but without a value. */
    public boolean isEmpty() {
        return switch (value) {
            case Value.Bytes(var content) -> content.length() == 0;
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
