package io.meridian.dicom.iod;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;
import io.meridian.dicom.TagPath;
import io.meridian.dicom.Tags;
import io.meridian.dicom.iod.Finding.Rule;
import io.meridian.dicom.iod.Finding.Severity;
import io.meridian.dicom.iod.Tables.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One object's walk through the tables: module by module, then into the items of sequences. */
final class Validation {
    /** Deeper items are not looked into. */
    private static final int DEEPEST = 64;

    /** Macros in macros; the tables have fewer. */
    private static final int DEEPEST_MACRO = 16;

    /** A list that applies at one place; unchecked ones only say which attributes are known. */
    private record Applied(int list, Tables.Module module, boolean checked) {}

    /** What lists say of one data set or item. */
    private record Level(
            Scope scope, TagPath path, Set<Tag> known, Map<Tag, List<Applied>> below) {}

    private final Tables tables;
    private final DataSet meta;
    private final DataSet dataSet;
    private final Findings findings = new Findings();
    private final AttributeChecks checks;
    private final DictionaryChecks dictionary = new DictionaryChecks(findings);

    Validation(Tables tables, DataSet meta, DataSet dataSet) {
        this.tables = tables;
        this.meta = meta;
        this.dataSet = dataSet;
        this.checks = new AttributeChecks(tables, findings);
    }

    List<Finding> run() {
        var scope = Scope.of(meta, dataSet);
        var iod = tables.iod(dataSet.first(Tags.SOPClassUID));
        if (iod.isEmpty()) {
            findings.add(
                    Severity.WARNING,
                    Rule.UNCHECKED,
                    TagPath.of(Tags.SOPClassUID),
                    "the SOP class is not one that PS3.4 lists for storage: no IOD to check by",
                    "PS3.4 B.5");
            level(scope, TagPath.ROOT, List.of(), false);
        } else {
            level(scope, TagPath.ROOT, modules(iod.get(), scope), true);
        }
        new Consistency(findings).check(meta, dataSet);
        return findings.all();
    }

    private List<Applied> modules(Tables.Iod iod, Scope scope) {
        var applied = new ArrayList<Applied>();
        var mandatory = new HashSet<Tag>();
        for (var part : iod.parts()) {
            if (part.usage() == Usage.MANDATORY && part.module().list() >= 0) {
                mandatory.addAll(tags(part.module().list(), false));
            }
        }
        for (var part : iod.parts()) {
            var module = part.module();
            if (module.section().isEmpty()) {
                module =
                        new Tables.Module(
                                module.name(), iod.section(), module.list(), module.known());
            }
            if (module.list() < 0) {
                findings.add(
                        Severity.NOTE,
                        Rule.UNCHECKED,
                        TagPath.ROOT,
                        module,
                        "the tables have no attributes of the module " + module.name());
                continue;
            }
            applied.add(new Applied(module.list(), module, applies(part, scope, mandatory)));
            if (module.known() >= 0) {
                applied.add(new Applied(module.known(), module, false));
            }
        }
        return applied;
    }

    /**
     * Mandatory modules always; others by their condition, and where the tables have none, if an
     * attribute is there that only they require.
     */
    private boolean applies(Tables.Part part, Scope scope, Set<Tag> mandatory) {
        if (part.usage() == Usage.MANDATORY) {
            return true;
        }
        if (part.condition() >= 0) {
            return checks.verdict(part.condition(), scope) == AttributeChecks.Verdict.HOLDS;
        }
        var own = tags(part.module().list(), true);
        own.removeAll(mandatory);
        return own.stream().anyMatch(scope.here()::contains);
    }

    /** Attributes at the first level of a list. */
    private Set<Tag> tags(int list, boolean onlyRequired) {
        var tags = new HashSet<Tag>();
        collect(list, onlyRequired, tags, 0);
        return tags;
    }

    private void collect(int list, boolean onlyRequired, Set<Tag> tags, int depth) {
        for (var row : tables.list(list)) {
            switch (row) {
                case Row.Attribute(var tag, var type, _, _) -> {
                    if (!onlyRequired || !type.isOptional()) {
                        tags.add(tag);
                    }
                }
                case Row.Sequence(var tag, var type, _, _, _) -> {
                    if (!onlyRequired || !type.isOptional()) {
                        tags.add(tag);
                    }
                }
                case Row.Macro(var macro, _) when depth < DEEPEST_MACRO ->
                        collect(macro, onlyRequired, tags, depth + 1);
                case Row.Macro _, Row.Verify _ -> {}
            }
        }
    }

    private void level(Scope scope, TagPath path, List<Applied> applied, boolean inTables) {
        var level = new Level(scope, path, new HashSet<>(), new HashMap<>());
        for (var each : applied) {
            rows(each, level, 0);
        }
        for (var element : scope.here()) {
            var tag = element.tag();
            var here = path.attribute(tag);
            dictionary.check(scope.here(), element, here);
            var known = level.known().contains(Repeating.first(tag));
            if (inTables && !known && !tag.isPrivate() && tag.element() != 0) {
                dictionary.extended(tag, here);
            }
            if (path.steps().size() < DEEPEST) {
                var below = level.below().getOrDefault(tag, List.of());
                var number = 0;
                for (var item : element.items()) {
                    level(
                            scope.item(item),
                            path.item(tag, number++),
                            below,
                            inTables && known && !below.isEmpty());
                }
            }
        }
    }

    private void rows(Applied applied, Level level, int depth) {
        for (var row : tables.list(applied.list())) {
            switch (row) {
                case Row.Attribute attribute -> {
                    level.known().add(attribute.tag());
                    if (applied.checked()) {
                        checks.attribute(attribute, applied.module(), level.scope(), level.path());
                    }
                }
                case Row.Sequence sequence -> {
                    level.known().add(sequence.tag());
                    if (applied.checked()) {
                        checks.sequence(sequence, applied.module(), level.scope(), level.path());
                    }
                    if (sequence.list() >= 0) {
                        level.below()
                                .computeIfAbsent(sequence.tag(), _ -> new ArrayList<>())
                                .add(
                                        new Applied(
                                                sequence.list(),
                                                applied.module(),
                                                applied.checked()));
                    }
                }
                case Row.Verify verify -> {
                    if (applied.checked()) {
                        checks.verify(verify, applied.module(), level.scope(), level.path());
                    }
                }
                case Row.Macro(var list, var condition) -> {
                    if (depth < DEEPEST_MACRO) {
                        var holds =
                                condition < 0
                                        || checks.verdict(condition, level.scope())
                                                == AttributeChecks.Verdict.HOLDS;
                        rows(
                                new Applied(list, applied.module(), applied.checked() && holds),
                                level,
                                depth + 1);
                    }
                }
            }
        }
    }
}
