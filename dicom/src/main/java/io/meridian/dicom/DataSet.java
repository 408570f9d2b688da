package io.meridian.dicom;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Attributes in the order of their tags. Immutable; {@link #toBuilder} makes another. Reading a
 * value looks its VR up as received; text is decoded by this data set's character set, which nested
 * items inherit.
 */
public final class DataSet implements Iterable<Element> {
    public static final DataSet EMPTY = new DataSet(new TreeMap<>(), CharacterSet.DEFAULT);

    private final SortedMap<Tag, Element> elements;
    private final CharacterSet characterSet;

    private DataSet(SortedMap<Tag, Element> elements, CharacterSet characterSet) {
        this.elements = elements;
        this.characterSet = characterSet;
    }

    public static Builder builder() {
        return new Builder(CharacterSet.DEFAULT);
    }

    /** A builder for an item of a data set with this character set. */
    public static Builder builder(CharacterSet inherited) {
        return new Builder(inherited);
    }

    public Builder toBuilder() {
        var builder = new Builder(characterSet);
        builder.elements.putAll(elements);
        return builder;
    }

    public CharacterSet characterSet() {
        return characterSet;
    }

    public int size() {
        return elements.size();
    }

    public boolean contains(Tag tag) {
        return elements.containsKey(tag);
    }

    public Optional<Element> get(Tag tag) {
        return Optional.ofNullable(elements.get(tag));
    }

    public Collection<Element> elements() {
        return java.util.Collections.unmodifiableCollection(elements.values());
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

    @Override
    public boolean equals(Object other) {
        return other instanceof DataSet theirs && elements.equals(theirs.elements);
    }

    @Override
    public int hashCode() {
        return elements.hashCode();
    }

    /** Says how many attributes there are, never what they hold. */
    @Override
    public String toString() {
        return "DataSet[" + elements.size() + " attributes]";
    }

    /** Collects attributes. Setting SpecificCharacterSet first decides how text is written. */
    public static final class Builder {
        private final TreeMap<Tag, Element> elements = new TreeMap<>();
        private CharacterSet characterSet;

        private Builder(CharacterSet characterSet) {
            this.characterSet = characterSet;
        }

        public Builder put(Element element) {
            elements.put(element.tag(), element);
            if (element.tag().equals(Tags.SpecificCharacterSet)) {
                characterSet =
                        CharacterSet.of(
                                Values.texts(element, CharacterSet.DEFAULT).toArray(String[]::new));
            }
            return this;
        }

        /** Text values with the VR of the dictionary; no value makes an empty attribute. */
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
            var item = new Builder(characterSet);
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
            return new DataSet(new TreeMap<>(elements), characterSet);
        }
    }
}
