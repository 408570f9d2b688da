package io.meridian.edge.link;

import io.meridian.artifact.Digest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The scores of a site's cases as they leave: shuffled anew for each split, subjects as numbers
 * drawn at random, so that neither order nor number points back to the data set.
 */
final class CaseScores {
    private final String site;
    private final Digest commitment;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Cases> splits = new LinkedHashMap<>();
    private final ObjectNode parities = JsonMapper.shared().createObjectNode();

    private record Cases(
            List<Integer> order,
            List<Integer> labels,
            List<Integer> groups,
            Map<String, JsonNode> models) {}

    CaseScores(String site, Digest commitment) {
        this.site = site;
        this.commitment = commitment;
    }

    boolean isEmpty() {
        return splits.isEmpty();
    }

    /** The cases of a split, in the order in which every model scores them. */
    void cases(String split, List<Integer> labels, List<Integer> groups) {
        var known = splits.get(split);
        if (known != null) {
            if (!known.labels().equals(labels) || !known.groups().equals(groups)) {
                throw TaskProblem.failed("the models do not speak of the same finding");
            }
            return;
        }
        var order = new ArrayList<Integer>();
        for (var at = 0; at < labels.size(); at++) {
            order.add(at);
        }
        Collections.shuffle(order, random);
        splits.put(split, new Cases(order, labels, groups, new LinkedHashMap<>()));
    }

    /** One model's scores on a split, and how far its two runtimes were apart. */
    void add(String split, String model, JsonNode scores, JsonNode parity) {
        var cases = java.util.Objects.requireNonNull(splits.get(split));
        if (scores.size() != cases.labels().size()) {
            throw new TaskProblem(
                    TaskProblem.Kind.TRY_AGAIN, "the worker must give a score for every case");
        }
        cases.models().put(model, scores);
        var worst = parities.withObject("/" + pointer(model));
        worst.put("maxAbs", worse(worst.path("maxAbs"), parity.path("maxAbs")));
        worst.put("maxRel", worse(worst.path("maxRel"), parity.path("maxRel")));
        worst.put("n", worst.path("n").asInt(0) + parity.path("n").asInt(0));
    }

    /** What is not a number stays so: it must not look like agreement. */
    private static double worse(JsonNode before, JsonNode now) {
        return Math.max(before.asDouble(0), now.asDouble(Double.NaN));
    }

    private static String pointer(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    ObjectNode parities() {
        return parities.deepCopy();
    }

    byte[] toJson() {
        var root = JsonMapper.shared().createObjectNode();
        root.put("site", site);
        root.put("commitment", commitment.value());
        var all = root.putObject("splits");
        splits.forEach((name, cases) -> {
            var one = all.putObject(name);
            var labels = one.putArray("labels");
            var groups = one.putArray("groups");
            var numbers = numbers(cases.groups());
            for (var at : cases.order()) {
                labels.add(cases.labels().get(at));
                groups.add(numbers.getOrDefault(cases.groups().get(at), -1));
            }
            var models = one.putObject("models");
            cases.models()
                    .forEach((model, scores) -> {
                        var list = models.putArray(model);
                        for (var at : cases.order()) {
                            list.add(scores.get(at).asDouble());
                        }
                    });
        });
        return JsonMapper.shared().writeValueAsBytes(root);
    }

    private Map<Integer, Integer> numbers(List<Integer> groups) {
        var distinct = new ArrayList<>(new TreeSet<>(groups));
        Collections.shuffle(distinct, random);
        var numbers = new LinkedHashMap<Integer, Integer>();
        for (var at = 0; at < distinct.size(); at++) {
            numbers.put(distinct.get(at), at);
        }
        return numbers;
    }
}
