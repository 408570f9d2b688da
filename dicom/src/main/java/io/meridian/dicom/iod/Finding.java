package io.meridian.dicom.iod;

import io.meridian.dicom.TagPath;

/**
 * One thing that an object does not keep, or that is worth knowing about it. Names attributes and
 * what the standard permits, never what the object holds.
 *
 * @param module name of the module; empty if the rule belongs to none
 * @param text what is required, and why where it depends on something
 * @param section of the standard, such as PS3.3 C.7.1.1; empty if the rule is of several
 */
public record Finding(
        Severity severity,
        Rule rule,
        TagPath path,
        String name,
        String module,
        String text,
        String section) {
    /** How bad it is. */
    public enum Severity {
        /** The standard forbids it. */
        ERROR,
        /** Allowed, but hardly meant. */
        WARNING,
        /** For information: retired, extended, not checked. */
        NOTE
    }

    /** The kind of rule. */
    public enum Rule {
        /** A required attribute is absent. */
        MISSING,
        /** A required value is empty. */
        EMPTY,
        /** A conditional attribute is there although its condition does not hold. */
        NOT_ALLOWED,
        /** A sequence has too few or too many items. */
        ITEMS,
        /** Too few or too many values. */
        MULTIPLICITY,
        /** Another value representation than the dictionary's. */
        REPRESENTATION,
        /** A value that its VR does not allow: characters, length, form. */
        FORM,
        /** A value that is not one of the enumerated values. */
        ENUMERATED,
        /** A value that is not one of the defined terms. */
        TERM,
        /** Zero where that makes no sense. */
        ZERO,
        /** Attributes that contradict each other. */
        INCONSISTENT,
        /** A private attribute without the creator of its block. */
        PRIVATE,
        /** A retired attribute. */
        RETIRED,
        /** An attribute of the dictionary that is not of this IOD: a standard extended object. */
        EXTENDED,
        /** An attribute with an even group that no edition up to 2024e has. */
        UNKNOWN,
        /** Something that could not be checked: the SOP class or a module is not in the tables. */
        UNCHECKED
    }

    /** One line: severity, rule, path, keyword, text, module and section. */
    @Override
    public String toString() {
        var where = module.isEmpty() ? "" : " (" + module + ")";
        return "%s %s %s %s: %s%s%s"
                .formatted(
                        severity,
                        rule,
                        path,
                        name,
                        text,
                        where,
                        section.isEmpty() ? "" : " [" + section + "]");
    }
}
