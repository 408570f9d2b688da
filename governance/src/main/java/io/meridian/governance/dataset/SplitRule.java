package io.meridian.governance.dataset;

import io.meridian.governance.ResearchKeys;
import io.meridian.governance.annotation.Split;
import io.meridian.governance.catalog.Pseudonym;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who goes where: as the labels declare, else by the site's keyed order, 70 % training, 10 %
 * validation, 20 % test. A unit's place does not depend on the other units, so later versions keep
 * it; only where a class would be missing from a split and has units to spare is the unit nearest
 * to that split's range moved.
 */
final class SplitRule {
    private static final double TRAIN_BELOW = 0.7;
    private static final double VALIDATION_BELOW = 0.8;

    private final ResearchKeys keys;

    SplitRule(ResearchKeys keys) {
        this.keys = keys;
    }

    sealed interface Assignment {}

    record Assigned(Map<Pseudonym, Split> byUnit) implements Assignment {}

    record Impossible(String reason) implements Assignment {}

    Assignment assign(List<Labelled> labelled) {
        var units = new LinkedHashMap<Pseudonym, Unit>();
        for (var each : labelled) {
            units.computeIfAbsent(
                            each.entry().subject(),
                            name -> new Unit(name, keys.splitPosition(name)))
                    .add(each);
        }
        for (var unit : units.values()) {
            if (unit.declared.size() > 1) {
                return new Impossible(
                        "the labels declare one subject's images for two splits; declare one split a subject");
            }
            if (unit.exposed && unit.declared.contains(Split.TEST)) {
                return new Impossible(
                        "labels made with sight of an AI's answer may not be declared for the test split; declare train");
            }
            unit.split = unit.initial();
        }
        fillGaps(units);
        var result = new HashMap<Pseudonym, Split>();
        units.values().forEach(unit -> result.put(unit.name, unit.split));
        return new Assigned(result);
    }

    private static void fillGaps(Map<Pseudonym, Unit> units) {
        var classes = new TreeMap<String, List<Unit>>();
        for (var unit : units.values()) {
            unit.labels.forEach(
                    label -> classes.computeIfAbsent(label, _ -> new ArrayList<>()).add(unit));
        }
        for (var label : classes.keySet()) {
            for (var split : List.of(Split.TRAIN, Split.TEST, Split.VALIDATION)) {
                if (classes.getOrDefault(label, List.of()).stream()
                        .noneMatch(unit -> unit.split == split)) {
                    classes.getOrDefault(label, List.of()).stream()
                            .filter(unit -> unit.movableTo(split) && spare(unit, classes))
                            .min(
                                    Comparator.comparingDouble((Unit unit) -> unit.distance(split))
                                            .thenComparing(unit -> unit.name.value()))
                            .ifPresent(unit -> unit.split = split);
                }
            }
        }
    }

    /**
     * Whether every class of the unit keeps another unit in the split that this one would leave.
     */
    private static boolean spare(Unit candidate, Map<String, List<Unit>> classes) {
        return candidate.labels.stream()
                .allMatch(label ->
                        classes.getOrDefault(label, List.of()).stream()
                                .anyMatch(other ->
                                        other != candidate && other.split == candidate.split));
    }

    private static final class Unit {
        final Pseudonym name;
        final double position;
        final TreeSet<String> labels = new TreeSet<>();
        final TreeSet<Split> declared = new TreeSet<>();
        boolean exposed;
        Split split = Split.TRAIN;

        Unit(Pseudonym name, double position) {
            this.name = name;
            this.position = position;
        }

        void add(Labelled each) {
            labels.add(each.label().value());
            var wanted = each.label().split();
            if (wanted != null) {
                declared.add(wanted);
            }
            exposed |= each.label().definition().aiExposed();
        }

        Split initial() {
            if (!declared.isEmpty()) {
                return declared.first();
            }
            var byPosition =
                    position < TRAIN_BELOW
                            ? Split.TRAIN
                            : position < VALIDATION_BELOW ? Split.VALIDATION : Split.TEST;
            return exposed && byPosition == Split.TEST ? Split.TRAIN : byPosition;
        }

        boolean movableTo(Split target) {
            return declared.isEmpty() && !(exposed && target == Split.TEST);
        }

        double distance(Split target) {
            return switch (target) {
                case TRAIN -> Math.max(0, position - TRAIN_BELOW);
                case VALIDATION ->
                        position < TRAIN_BELOW
                                ? TRAIN_BELOW - position
                                : Math.max(0, position - VALIDATION_BELOW);
                case TEST -> Math.max(0, VALIDATION_BELOW - position);
            };
        }
    }
}
