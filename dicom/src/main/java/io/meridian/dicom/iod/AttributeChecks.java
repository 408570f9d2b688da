package io.meridian.dicom.iod;

import static io.meridian.dicom.iod.Condition.Question.picked;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Element;
import io.meridian.dicom.Tag;
import io.meridian.dicom.TagPath;
import io.meridian.dicom.iod.Finding.Rule;
import io.meridian.dicom.iod.Finding.Severity;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks single attributes by rows of the tables (PS3.5 section 7.4). */
final class AttributeChecks {
    private static final int LONGEST_REASON = 300;
    private static final int MOST_PERMITTED_SHOWN = 12;

    /** Whether a condition holds. */
    enum Verdict {
        HOLDS,
        FAILS,
        UNDECIDABLE
    }

    private final Tables tables;
    private final Findings findings;

    AttributeChecks(Tables tables, Findings findings) {
        this.tables = tables;
        this.findings = findings;
    }

    Verdict verdict(int number, Scope scope) {
        if (number < 0) {
            return Verdict.UNDECIDABLE;
        }
        var condition = tables.condition(number);
        if (condition.needsTransferSyntax() && !scope.knowsTransferSyntax()) {
            return Verdict.UNDECIDABLE;
        }
        return condition.holds(scope) ? Verdict.HOLDS : Verdict.FAILS;
    }

    void attribute(Row.Attribute row, Tables.Module module, Scope scope, TagPath path) {
        var element = scope.here().get(row.tag()).orElse(null);
        presence(row.tag(), row.type(), row.when(), element, module, scope, path);
        if (element != null && !isEmpty(scope.here(), element)) {
            for (var check : row.checks()) {
                check(check, element, module, scope.here(), path.attribute(row.tag()), "");
            }
        }
    }

    void sequence(Row.Sequence row, Tables.Module module, Scope scope, TagPath path) {
        var element = scope.here().get(row.tag()).orElse(null);
        presence(row.tag(), row.type(), row.when(), element, module, scope, path);
        if (element == null || !(element.value() instanceof Element.Value.Items(var items))) {
            return;
        }
        if (!items.isEmpty() && row.items().most() > 0 && !row.items().allows(items.size())) {
            findings.add(
                    Severity.ERROR,
                    Rule.ITEMS,
                    path.attribute(row.tag()),
                    module,
                    "%s items are needed; there are %d".formatted(row.items(), items.size()));
        }
    }

    void verify(Row.Verify row, Tables.Module module, Scope scope, TagPath path) {
        var verdict = row.condition() < 0 ? Verdict.HOLDS : verdict(row.condition(), scope);
        if (verdict == Verdict.UNDECIDABLE) {
            return;
        }
        var here = path.attribute(row.tag());
        var reason = row.condition() < 0 ? "" : reason(row.condition());
        for (var check : row.checks()) {
            if (check instanceof Row.Check.Wrong(var whenHolding, var severity)) {
                if (whenHolding == (verdict == Verdict.HOLDS)) {
                    findings.add(
                            severity,
                            Rule.INCONSISTENT,
                            here,
                            module,
                            (whenHolding ? "not allowed where " : "allowed only where ") + reason);
                }
                continue;
            }
            var element = scope.here().get(row.tag()).orElse(null);
            if (verdict == Verdict.HOLDS && element != null) {
                check(check, element, module, scope.here(), here, reason);
            }
        }
    }

    private void presence(
            Tag tag,
            Row.Type type,
            Row.When when,
            @Nullable Element element,
            Tables.Module module,
            Scope scope,
            TagPath path) {
        var here = path.attribute(tag);
        var verdict = type.isConditional() ? verdict(when.condition(), scope) : Verdict.UNDECIDABLE;
        var because = verdict == Verdict.UNDECIDABLE ? "" : " where " + reason(when.condition());
        if (element == null) {
            var required =
                    type.isConditional()
                            ? verdict == Verdict.HOLDS && type != Row.Type.OPTIONAL_IF
                            : !type.isOptional();
            if (required) {
                findings.add(
                        Severity.ERROR,
                        Rule.MISSING,
                        here,
                        module,
                        "type %s, required%s".formatted(type.name, because));
            }
            return;
        }
        if (verdict == Verdict.FAILS && !when.orOtherwise()) {
            findings.add(
                    type == Row.Type.OPTIONAL_IF ? Severity.WARNING : Severity.ERROR,
                    Rule.NOT_ALLOWED,
                    here,
                    module,
                    "type %s, allowed only%s".formatted(type.name, because));
        }
        if (type.needsValue() && isEmpty(scope.here(), element)) {
            findings.add(
                    Severity.ERROR,
                    Rule.EMPTY,
                    here,
                    module,
                    "type %s, a value is required".formatted(type.name));
        }
    }

    private void check(
            Row.Check check,
            Element element,
            Tables.Module module,
            DataSet dataSet,
            TagPath here,
            String reason) {
        var where = reason.isEmpty() ? "" : " where " + reason;
        switch (check) {
            case Row.Check.OneOf one -> {
                if (!isOneOf(one, dataSet, element)) {
                    findings.add(
                            one.enumerated() ? Severity.ERROR : Severity.NOTE,
                            one.enumerated() ? Rule.ENUMERATED : Rule.TERM,
                            here,
                            module,
                            (one.value() < 0 ? "" : "value " + (one.value() + 1) + ": ")
                                    + shown(one)
                                    + where);
                }
            }
            case Row.Check.NotZero(var value, var severity) -> {
                if (picked(dataSet.numbers(element.tag()), value).stream()
                        .anyMatch(each -> each == 0)) {
                    findings.add(severity, Rule.ZERO, here, module, "zero is no meaningful value");
                }
            }
            case Row.Check.Count(var multiplicity) -> {
                if (!multiplicity.allows(Multiplicity.of(dataSet, element))) {
                    findings.add(
                            Severity.ERROR,
                            Rule.MULTIPLICITY,
                            here,
                            module,
                            "%s values are needed%s".formatted(multiplicity, where));
                }
            }
            case Row.Check.Wrong _ -> {}
        }
    }

    private static boolean isOneOf(Row.Check.OneOf check, DataSet dataSet, Element element) {
        if (check.numeric()) {
            return picked(dataSet.numbers(element.tag()), check.value()).stream()
                    .allMatch(each -> check.permitted().contains(asUnsigned(each)));
        }
        return picked(texts(dataSet, element), check.value()).stream()
                .allMatch(each -> each.isEmpty() || check.permitted().contains(each));
    }

    /** Numbers of 16 bits stand in the tables as if they had no sign. */
    private static String asUnsigned(double number) {
        var whole = (long) number;
        return Long.toString(whole >= Short.MIN_VALUE && whole < 0 ? whole & 0xFFFF : whole);
    }

    /** Tags as eight digits, anything else as its text. */
    private static List<String> texts(DataSet dataSet, Element element) {
        var tags = TagValues.of(element);
        return tags.isEmpty()
                ? dataSet.texts(element.tag())
                : tags.stream().map(tag -> "%08X".formatted(tag.value())).toList();
    }

    private static String shown(Row.Check.OneOf check) {
        var some =
                check.permitted().stream()
                        .limit(MOST_PERMITTED_SHOWN)
                        .collect(Collectors.joining(", "));
        var more = check.permitted().size() > MOST_PERMITTED_SHOWN ? ", …" : "";
        return (check.enumerated() ? "enumerated values are " : "defined terms are ") + some + more;
    }

    private String reason(int condition) {
        var text = tables.condition(condition).toString();
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "…";
    }

    /** No value, or only empty ones. */
    private static boolean isEmpty(DataSet dataSet, Element element) {
        return element.isEmpty()
                || (element.vr().isString()
                        && dataSet.texts(element.tag()).stream().allMatch(String::isEmpty));
    }
}
