package io.meridian.dicom.iod;

import io.meridian.dicom.Tag;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** One line of a module or macro. */
sealed interface Row {
    /** No condition, or no list. */
    int NONE = -1;

    /** How an attribute is required (PS3.5 section 7.4). */
    enum Type {
        REQUIRED("1"),
        REQUIRED_IF("1C"),
        MAY_BE_EMPTY("2"),
        MAY_BE_EMPTY_IF("2C"),
        OPTIONAL("3"),
        OPTIONAL_IF("3C");

        final String name;

        Type(String name) {
            this.name = name;
        }

        static Type of(String name) {
            for (var type : values()) {
                if (type.name.equals(name)) {
                    return type;
                }
            }
            return OPTIONAL;
        }

        boolean isConditional() {
            return this == REQUIRED_IF || this == MAY_BE_EMPTY_IF || this == OPTIONAL_IF;
        }

        boolean needsValue() {
            return this == REQUIRED || this == REQUIRED_IF;
        }

        boolean isOptional() {
            return this == OPTIONAL || this == OPTIONAL_IF;
        }
    }

    /**
     * When a conditional attribute is required.
     *
     * @param condition its number; {@link #NONE} if the tables do not know
     * @param orOtherwise it may be there although the condition does not hold
     */
    record When(int condition, boolean orOtherwise) {}

    record Attribute(Tag tag, Type type, When when, List<Check> checks) implements Row {
        public Attribute {
            checks = List.copyOf(checks);
        }
    }

    record Sequence(Tag tag, Type type, When when, Multiplicity items, int list) implements Row {}

    /** A further check of an attribute, where a condition holds. */
    record Verify(Tag tag, int condition, List<Check> checks) implements Row {
        public Verify {
            checks = List.copyOf(checks);
        }
    }

    /** A macro: another list, where a condition holds. */
    record Macro(int list, int condition) implements Row {}

    /** What is checked of the values of an attribute. */
    sealed interface Check {
        /**
         * A value is one of these.
         *
         * @param value its number from 0; -1 for all
         * @param numeric compared as a number
         */
        record OneOf(int value, boolean enumerated, boolean numeric, Set<String> permitted)
                implements Check {
            public OneOf {
                permitted = Collections.unmodifiableSet(permitted);
            }
        }

        record NotZero(int value, Finding.Severity severity) implements Check {}

        record Count(Multiplicity multiplicity) implements Check {}

        /** The condition itself, or that it does not hold, is wrong. */
        record Wrong(boolean whenHolding, Finding.Severity severity) implements Check {}
    }
}
