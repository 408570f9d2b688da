package io.meridian.dicom.iod;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Dictionary;
import io.meridian.dicom.Element;
import io.meridian.dicom.Tag;
import io.meridian.dicom.TagPath;
import io.meridian.dicom.Vr;
import io.meridian.dicom.iod.Finding.Rule;
import io.meridian.dicom.iod.Finding.Severity;
import java.util.EnumSet;
import java.util.Set;

/** What the data dictionary says of every attribute, wherever it stands (PS3.6). */
final class DictionaryChecks {
    /** Where PS3.6 leaves a choice, it is one of these. */
    private static final Set<Vr> WORDS = EnumSet.of(Vr.US, Vr.SS, Vr.OW);

    private static final Set<Vr> BULK = EnumSet.of(Vr.OB, Vr.OW);

    private final Findings findings;

    DictionaryChecks(Findings findings) {
        this.findings = findings;
    }

    void check(DataSet dataSet, Element element, TagPath path) {
        var tag = element.tag();
        if (tag.isPrivate()) {
            privates(dataSet, element, path);
            return;
        }
        if (tag.element() == 0) {
            return;
        }
        var known = Dictionary.standard().entry(tag);
        if (known.isEmpty()) {
            findings.add(
                    Severity.WARNING,
                    Rule.UNKNOWN,
                    path,
                    "no attribute of the standard has this tag",
                    "PS3.6 6");
            return;
        }
        var entry = known.get();
        if (entry.retired()) {
            findings.add(Severity.NOTE, Rule.RETIRED, path, "the attribute is retired", "PS3.6 6");
        }
        if (!isAllowed(entry.vr(), element.vr())) {
            var unknown = element.vr() == Vr.UN;
            findings.add(
                    unknown ? Severity.NOTE : Severity.ERROR,
                    Rule.REPRESENTATION,
                    path,
                    "VR %s is needed; it is %s".formatted(entry.vr(), element.vr()),
                    "PS3.6 6");
            return;
        }
        multiplicity(dataSet, element, entry, path);
        form(dataSet, element, path);
    }

    private void privates(DataSet dataSet, Element element, TagPath path) {
        var tag = element.tag();
        if (!tag.isPrivateCreator()
                && tag.element() != 0
                && dataSet.first(Tag.of(tag.group(), tag.element() >>> 8)).isEmpty()) {
            findings.add(
                    Severity.WARNING,
                    Rule.PRIVATE,
                    path,
                    "a private attribute needs the creator of its block",
                    "PS3.5 7.8.1");
        }
        form(dataSet, element, path);
    }

    private void form(DataSet dataSet, Element element, TagPath path) {
        if (!element.vr().isString()) {
            return;
        }
        if (element.vr() == Vr.UI && dataSet.bytes(element.tag()).length > 0) {
            for (var each : dataSet.bytes(element.tag())) {
                if (each == ' ') {
                    findings.add(
                            Severity.ERROR,
                            Rule.FORM,
                            path,
                            "UI has no spaces, not even as padding",
                            "PS3.5 6.2");
                    return;
                }
            }
        }
        for (var value : dataSet.texts(element.tag())) {
            var broken = ValueForms.broken(element.vr(), value);
            if (broken.isPresent()) {
                findings.add(Severity.ERROR, Rule.FORM, path, broken.get(), "PS3.5 6.2");
                return;
            }
        }
    }

    private void multiplicity(
            DataSet dataSet, Element element, Dictionary.Entry entry, TagPath path) {
        var count = Multiplicity.of(dataSet, element);
        var allowed = Multiplicity.of(entry.vm());
        if (element.vr() != Vr.SQ && count > 0 && !allowed.allows(count)) {
            findings.add(
                    Severity.ERROR,
                    Rule.MULTIPLICITY,
                    path,
                    "%s values are needed; there are %d".formatted(allowed, count),
                    "PS3.6 6");
        }
    }

    /** Of the dictionary, but not of the IOD. */
    void extended(Tag tag, TagPath path) {
        if (Dictionary.standard().entry(tag).isPresent()) {
            findings.add(
                    Severity.NOTE,
                    Rule.EXTENDED,
                    path,
                    "not an attribute of this IOD: a standard extended SOP class",
                    "PS3.4 B.4.1");
        }
    }

    private static boolean isAllowed(Vr dictionary, Vr sent) {
        return dictionary == sent
                || (WORDS.contains(dictionary) && WORDS.contains(sent))
                || (BULK.contains(dictionary) && BULK.contains(sent));
    }
}
