package io.meridian.dicom.iod;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Dictionary;
import io.meridian.dicom.Element;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import java.util.List;
import java.util.stream.Collectors;

/** When a rule applies: a question to the attributes of an object. */
sealed interface Condition {
    boolean holds(Scope scope);

    /** Whether it asks for the transfer syntax, which a bare data set has not. */
    default boolean needsTransferSyntax() {
        return false;
    }

    /** How conditions are joined. */
    enum Word {
        AND,
        OR
    }

    /** Several conditions, of which all hold or at least one. */
    record Joined(Word word, List<Condition> parts) implements Condition {
        public Joined {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(Scope scope) {
            return switch (word) {
                case AND -> parts.stream().allMatch(each -> each.holds(scope));
                case OR -> parts.stream().anyMatch(each -> each.holds(scope));
            };
        }

        @Override
        public boolean needsTransferSyntax() {
            return parts.stream().anyMatch(Condition::needsTransferSyntax);
        }

        @Override
        public String toString() {
            return parts.stream()
                    .map(each -> each instanceof Joined ? "(" + each + ")" : each.toString())
                    .collect(
                            Collectors.joining(
                                    switch (word) {
                                        case AND -> " and ";
                                        case OR -> " or ";
                                    }));
        }
    }

    record Not(Condition part) implements Condition {
        @Override
        public boolean holds(Scope scope) {
            return !part.holds(scope);
        }

        @Override
        public boolean needsTransferSyntax() {
            return part.needsTransferSyntax();
        }

        @Override
        public String toString() {
            return "not (" + part + ")";
        }
    }

    record Fixed(boolean value) implements Condition {
        @Override
        public boolean holds(Scope scope) {
            return value;
        }

        @Override
        public String toString() {
            return value ? "always" : "never";
        }
    }

    /** Which data set is asked. */
    enum Where {
        HERE,
        ABOVE,
        ROOT;

        DataSet of(Scope scope) {
            return switch (this) {
                case HERE -> scope.here();
                case ABOVE -> scope.above();
                case ROOT -> scope.root();
            };
        }
    }

    /**
     * An attribute of one data set passes a test.
     *
     * @param value number of the value from 0; -1 for any
     */
    record Test(Where where, Tag tag, int value, Question question) implements Condition {
        @Override
        public boolean holds(Scope scope) {
            // File meta information stands beside the data set, never in an item.
            var dataSet = needsTransferSyntax() ? scope.root() : where.of(scope);
            return dataSet.get(tag).filter(each -> question.asks(dataSet, each, value)).isPresent();
        }

        @Override
        public boolean needsTransferSyntax() {
            return tag.equals(Tags.TransferSyntaxUID);
        }

        @Override
        public String toString() {
            return name(tag) + (value < 0 ? "" : " value " + (value + 1)) + question;
        }
    }

    /** An attribute of a group that repeats, such as 60xx, is in any of them. */
    record InAnyGroup(Tag tag) implements Condition {
        @Override
        public boolean holds(Scope scope) {
            return Repeating.isPresent(scope.here(), tag);
        }

        @Override
        public String toString() {
            return name(tag) + " is present";
        }
    }

    /** What is asked of an attribute that is there. */
    sealed interface Question {
        boolean asks(DataSet dataSet, Element element, int value);

        record Present() implements Question {
            @Override
            public boolean asks(DataSet dataSet, Element element, int value) {
                return true;
            }

            @Override
            public String toString() {
                return " is present";
            }
        }

        record HasValue() implements Question {
            @Override
            public boolean asks(DataSet dataSet, Element element, int value) {
                return Multiplicity.of(dataSet, element) > Math.max(0, value);
            }

            @Override
            public String toString() {
                return " has a value";
            }
        }

        record Text(String text) implements Question {
            @Override
            public boolean asks(DataSet dataSet, Element element, int value) {
                return picked(dataSet.texts(element.tag()), value).contains(text);
            }

            @Override
            public String toString() {
                return " is " + text;
            }
        }

        record Compared(Comparison comparison, double number) implements Question {
            @Override
            public boolean asks(DataSet dataSet, Element element, int value) {
                return picked(dataSet.numbers(element.tag()), value).stream()
                        .anyMatch(each -> comparison.holds(each, number));
            }

            @Override
            public String toString() {
                return " %s %s".formatted(comparison.sign, number);
            }
        }

        record Tagged(Tag other) implements Question {
            @Override
            public boolean asks(DataSet dataSet, Element element, int value) {
                return picked(TagValues.of(element), value).contains(other);
            }

            @Override
            public String toString() {
                return " is " + other;
            }
        }

        record Items(Comparison comparison, double number) implements Question {
            @Override
            public boolean asks(DataSet dataSet, Element element, int value) {
                return comparison.holds(element.items().size(), number);
            }

            @Override
            public String toString() {
                return " has %s %d items".formatted(comparison.sign, (int) number);
            }
        }

        /** Those of several values that a rule is about: one, or all if its number is -1. */
        static <T> List<T> picked(List<T> values, int value) {
            if (value < 0) {
                return values;
            }
            return value < values.size() ? List.of(values.get(value)) : List.of();
        }
    }

    enum Comparison {
        EQUAL("=="),
        DIFFERENT("!="),
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">=");

        final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        boolean holds(double left, double right) {
            return switch (this) {
                case EQUAL -> left == right;
                case DIFFERENT -> left != right;
                case LESS -> left < right;
                case AT_MOST -> left <= right;
                case MORE -> left > right;
                case AT_LEAST -> left >= right;
            };
        }
    }

    /** An attribute in some item of a sequence beside it; with a text, which it has. */
    record Within(Tag tag, Tag sequence, String text) implements Condition {
        @Override
        public boolean holds(Scope scope) {
            return scope.here().items(sequence).stream()
                    .anyMatch(item ->
                            text.isEmpty() ? item.contains(tag) : item.texts(tag).contains(text));
        }

        @Override
        public String toString() {
            return "%s in %s%s"
                    .formatted(
                            name(tag),
                            name(sequence),
                            text.isEmpty() ? " is present" : " is " + text);
        }
    }

    /** An attribute, or a sequence with items, at any depth below a sequence of the data set. */
    record Below(Tag tag, Tag sequence, boolean withItems, boolean firstItemOnly)
            implements Condition {
        @Override
        public boolean holds(Scope scope) {
            return scope.once(this, () -> search(scope.root()));
        }

        private boolean search(DataSet root) {
            var items = root.items(sequence);
            return (firstItemOnly ? items.stream().limit(1) : items.stream()).anyMatch(this::isIn);
        }

        private boolean isIn(DataSet item) {
            var found = item.get(tag);
            if (found.isPresent()) {
                return !withItems || !found.get().items().isEmpty();
            }
            for (var element : item) {
                if (element.items().stream().anyMatch(this::isIn)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String toString() {
            return "%s below %s %s"
                    .formatted(name(tag), name(sequence), withItems ? "has items" : "is present");
        }
    }

    /** Some attribute of a group. */
    record InGroup(int group) implements Condition {
        @Override
        public boolean holds(Scope scope) {
            return scope.here().elements().stream().anyMatch(each -> each.tag().group() == group);
        }

        @Override
        public String toString() {
            return "group %04X is present".formatted(group);
        }
    }

    private static String name(Tag tag) {
        return Dictionary.standard().name(tag);
    }
}
