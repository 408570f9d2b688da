package io.meridian.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Attributes in the order of their tags. Immutable; {@link #toBuilder} makes another. Reading a
 * value looks its VR up as received; text is decoded by this data set's character set, which nested
 * items inherit.
 */
public final class DataSet implements Iterable<Element> {
    private static final Element[] NONE = {};
    public static final DataSet EMPTY = new DataSet(NONE, CharacterSet.DEFAULT, 0, null);

    /** In ascending order of their tags, each once. */
    private final Element[] elements;

    private final CharacterSet characterSet;
    private final int form;
    private final @Nullable Span span;

    DataSet(Element[] elements, CharacterSet characterSet, int form, @Nullable Span span) {
        this.elements = elements;
        this.characterSet = characterSet;
        this.form = form;
        this.span = span;
    }

    /**
     * Where a data set was read: all of it, with whatever stands between and after its attributes.
     *
     * @param form the encoding in which it may be copied
     */
    record Span(Source source, long from, long to, int form) {}

    public static Builder builder() {
        return new Builder(CharacterSet.DEFAULT, 0);
    }

    /** A builder for an item of a data set with this character set. */
    public static Builder builder(CharacterSet inherited) {
        return new Builder(inherited, 0);
    }

    public Builder toBuilder() {
        var builder = new Builder(characterSet, form);
        for (var element : elements) {
            builder.elements.put(element.tag(), element);
        }
        return builder;
    }

    public CharacterSet characterSet() {
        return characterSet;
    }

    public int size() {
        return elements.length;
    }

    public boolean contains(Tag tag) {
        return index(tag.value()) >= 0;
    }

    public Optional<Element> get(Tag tag) {
        var index = index(tag.value());
        return index < 0 ? Optional.empty() : Optional.of(elements[index]);
    }

    public Collection<Element> elements() {
        return java.util.Collections.unmodifiableList(Arrays.asList(elements));
    }

    @Override
    public Iterator<Element> iterator() {
        return elements().iterator();
    }

    /** The whole text of an attribute, padding removed; empty if there is none. */
    public String text(Tag tag) {
        return get(tag).map(element -> Values.text(element, characterSet)).orElse("");
    }

    /** The values of a text attribute, decoded before they are parted at backslashes. */
    public List<String> texts(Tag tag) {
        return get(tag).map(element -> Values.texts(element, characterSet)).orElse(List.of());
    }

    /** The first value, or empty text. */
    public String first(Tag tag) {
        var values = texts(tag);
        return values.isEmpty() ? "" : values.getFirst();
    }

    /** The numbers of a numeric attribute, whether binary or decimal text. */
    public List<Double> numbers(Tag tag) {
        return get(tag).map(Values::numbers).orElse(List.of());
    }

    /** The first number, or the other if there is none. */
    public double number(Tag tag, double otherwise) {
        var values = numbers(tag);
        return values.isEmpty() ? otherwise : values.getFirst();
    }

    /** The first number as an integer, or the other if there is none. */
    public int integer(Tag tag, int otherwise) {
        return (int) number(tag, otherwise);
    }

    /** The items of a sequence; none if it is absent. */
    public List<DataSet> items(Tag tag) {
        return get(tag).map(Element::items).orElse(List.of());
    }

    /** The raw bytes of an attribute; empty if it is absent or a sequence. */
    public byte[] bytes(Tag tag) {
        return get(tag).map(Element::bytes).orElse(new byte[0]);
    }

    /** The creator that reserved the block of a private attribute (PS3.5 section 7.8.1). */
    public Optional<String> privateCreator(Tag tag) {
        if (!tag.isPrivate() || tag.element() < 0x1000) {
            return Optional.empty();
        }
        return get(Tag.of(tag.group(), tag.element() >>> 8))
                .map(element -> Values.text(element, characterSet).strip())
                .filter(creator -> !creator.isEmpty());
    }

    Element[] array() {
        return elements;
    }

    DataSet with(Span other) {
        return new DataSet(elements, characterSet, form, other);
    }

    @Nullable Span span() {
        return span;
    }

    /** Came with a delimiter instead of a length. */
    public boolean isUndefinedLength() {
        return (form & Form.UNDEFINED) != 0;
    }

    private int index(int tag) {
        var low = 0;
        var high = elements.length - 1;
        while (low <= high) {
            var middle = (low + high) >>> 1;
            var order = Integer.compareUnsigned(elements[middle].number(), tag);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataSet theirs && Arrays.equals(elements, theirs.elements);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(elements);
    }

    /** Says how many attributes there are, never what they hold. */
    @Override
    public String toString() {
        return "DataSet[" + elements.length + " attributes]";
    }

    /**
     * Collects attributes. Setting SpecificCharacterSet first decides how text is written. What is
     * set as text or numbers must keep the rules of its VR; what is put as an element is kept as it
     * is.
     */
    public static final class Builder {
        private final TreeMap<Tag, Element> elements = new TreeMap<>();
        private final int form;
        private CharacterSet characterSet;

        private Builder(CharacterSet characterSet, int form) {
            this.characterSet = characterSet;
            this.form = form;
        }

        public Builder put(Element element) {
            elements.put(element.tag(), element);
            if (element.number() == 0x00080005) {
                characterSet =
                        CharacterSet.of(
                                Values.texts(element, CharacterSet.DEFAULT).toArray(String[]::new));
            }
            return this;
        }

        /**
         * Text values with the VR of the dictionary; no value makes an empty attribute.
         *
         * @throws DicomException if a value breaks a rule of the VR; it names attribute and rule
         */
        public Builder text(Tag tag, String... values) {
            return text(tag, Dictionary.standard().vr(tag), values);
        }

        public Builder text(Tag tag, Vr vr, String... values) {
            return put(Values.ofText(tag, vr, characterSet, values));
        }

        /** Numbers with the VR of the dictionary, binary or as text. */
        public Builder numbers(Tag tag, double... values) {
            return put(Values.ofNumbers(tag, Dictionary.standard().vr(tag), values));
        }

        public Builder bytes(Tag tag, Vr vr, byte[] bytes) {
            return put(Element.of(tag, vr, bytes));
        }

        public Builder sequence(Tag tag, DataSet... items) {
            return put(Element.sequence(tag, List.of(items)));
        }

        /** One item, whose text is written in this data set's character set. */
        public Builder item(Tag tag, Consumer<Builder> content) {
            var item = new Builder(characterSet, 0);
            content.accept(item);
            var items = new ArrayList<DataSet>();
            var present = elements.get(tag);
            if (present != null) {
                items.addAll(present.items());
            }
            items.add(item.build());
            return put(Element.sequence(tag, items));
        }

        /** Declares the character set and writes text in it from here on. */
        public Builder characterSet(CharacterSet set) {
            if (!set.terms().isEmpty()) {
                text(Tags.SpecificCharacterSet, set.terms().toArray(String[]::new));
            }
            characterSet = set;
            return this;
        }

        public Builder remove(Tag tag) {
            elements.remove(tag);
            return this;
        }

        /** Copies an attribute if the other data set has it. */
        public Builder copy(DataSet from, Tag tag) {
            from.get(tag).ifPresent(this::put);
            return this;
        }

        public Map<Tag, Element> soFar() {
            return java.util.Collections.unmodifiableMap(elements);
        }

        public DataSet build() {
            return new DataSet(
                    elements.values().toArray(NONE), characterSet, form & Form.UNDEFINED, null);
        }
    }
}
