package io.meridian.dicom;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One attribute as received: tag, value representation and value. The value is little-endian bytes,
 * items of a sequence, or fragments of encapsulated pixel data. An element that was read remembers
 * how it was encoded and is written so again, byte for byte, in the same transfer syntax.
 */
public final class Element {
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

    private final int tag;
    private final Vr vr;

    /** Null: bytes in the source. */
    private final @Nullable Value value;

    private final @Nullable Source source;

    /** Of the tag, in the source. */
    private final long start;

    /** Of all that follows the header: value, items, delimiters. */
    private final long length;

    private final byte headerBytes;
    private final byte form;
    private final byte unit;

    public Element(Tag tag, Vr vr, Value value) {
        this(tag.value(), vr, value, null, 0, 0, 0, 0, 1);
    }

    /** One that was read. */
    Element(
            int tag,
            Vr vr,
            @Nullable Value value,
            @Nullable Source source,
            long start,
            int headerBytes,
            long length,
            int form,
            int unit) {
        this.tag = tag;
        this.vr = vr;
        this.value = value;
        this.source = source;
        this.start = start;
        this.headerBytes = (byte) headerBytes;
        this.length = length;
        this.form = (byte) form;
        this.unit = (byte) unit;
    }

    public static Element of(Tag tag, Vr vr, byte[] bytes) {
        return new Element(tag, vr, new Value.Bytes(Content.of(bytes)));
    }

    public static Element sequence(Tag tag, List<DataSet> items) {
        return new Element(tag, Vr.SQ, new Value.Items(items));
    }

    /** The same sequence with other items; of undefined length if it was so. */
    public Element withItems(List<DataSet> items) {
        return new Element(
                tag, Vr.SQ, new Value.Items(items), null, 0, 0, 0, form & Form.UNDEFINED, 1);
    }

    public Tag tag() {
        return new Tag(tag);
    }

    public Vr vr() {
        return vr;
    }

    public Value value() {
        return value == null ? new Value.Bytes(content()) : value;
    }

    /** The bytes of a plain value, in memory; empty for a sequence or fragments. */
    public byte[] bytes() {
        return content().bytes();
    }

    /** The bytes of a plain value, wherever they are; empty for a sequence or fragments. */
    public Content content() {
        if (value == null) {
            return source().content(start + headerBytes, length, unit);
        }
        return value instanceof Value.Bytes(var content) ? content : Content.empty();
    }

    /** The items of a sequence; none for anything else. */
    public List<DataSet> items() {
        return value instanceof Value.Items(var items) ? items : List.of();
    }

    /** Present but without a value. */
    public boolean isEmpty() {
        return switch (value) {
            case null -> length == 0;
            case Value.Bytes(var content) -> content.length() == 0;
            case Value.Items(var items) -> items.isEmpty();
            case Value.Fragments(var fragments) -> fragments.isEmpty();
        };
    }

    /** The VR that counts: a standard attribute received as UN is read by the dictionary. */
    public Vr meant() {
        return vr == Vr.UN ? Dictionary.standard().vr(tag) : vr;
    }

    int number() {
        return tag;
    }

    /** Came with a delimiter instead of a length. */
    public boolean isUndefinedLength() {
        return (form & Form.UNDEFINED) != 0;
    }

    /** Can be copied from where it was read into this encoding. */
    boolean isCopiedTo(int encoding) {
        return source != null && (form & Form.ENCODING) == encoding;
    }

    Source source() {
        return source == null ? Source.nowhere() : source;
    }

    long start() {
        return start;
    }

    long end() {
        return start + headerBytes + length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Element theirs
                && tag == theirs.tag
                && vr == theirs.vr
                && value().equals(theirs.value());
    }

    @Override
    public int hashCode() {
        return Objects.hash(tag, vr, value());
    }

    /** Names the attribute, never its value. */
    @Override
    public String toString() {
        return tag() + " " + vr;
    }
}
