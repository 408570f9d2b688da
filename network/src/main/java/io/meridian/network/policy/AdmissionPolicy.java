package io.meridian.network.policy;

import io.meridian.network.NetworkException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A hospital's own word on what it admits of what a hub asks: {@code policy.yaml} at the edge.
 * Patterns may hold {@code *} for any characters. What is not named is refused.
 *
 * @param caseScoreAgreement under which case scores may leave; empty if they may not
 */
public record AdmissionPolicy(
        String organisation,
        List<String> jobs,
        List<String> networks,
        List<String> datasets,
        int maxEpochs,
        Set<String> releaseChannels,
        String caseScoreAgreement) {
    private static final Set<String> TOP = Set.of("organisation", "admit");
    private static final Set<String> ADMIT =
            Set.of("jobs", "networks", "datasets", "maxEpochs", "releaseChannels", "caseScores");
    private static final int MAXIMUM_TEXT = 65_536;

    public AdmissionPolicy {
        jobs = List.copyOf(jobs);
        networks = List.copyOf(networks);
        datasets = List.copyOf(datasets);
        releaseChannels = Set.copyOf(releaseChannels);
    }

    /** What the policy says to a request. */
    public sealed interface Decision {
        record Admitted() implements Decision {}

        record Refused(String reason) implements Decision {}
    }

    /**
     * Reads a policy.
     *
     * @throws NetworkException naming the field and the rule that it breaks
     */
    public static AdmissionPolicy parse(String yaml) {
        if (yaml.length() > MAXIMUM_TEXT) {
            throw new NetworkException("a policy has at most 65,536 characters");
        }
        JsonNode root;
        try {
            root = new YAMLMapper().readTree(yaml);
        } catch (JacksonException e) {
            throw new NetworkException(
                    "policy.yaml is no YAML at line %d"
                            .formatted(e.getLocation() == null ? 0 : e.getLocation().getLineNr()),
                    e);
        }
        onlyKnown(root, TOP, "");
        var admit = root.path("admit");
        onlyKnown(admit, ADMIT, "admit.");
        var scores = admit.path("caseScores");
        onlyKnown(scores, Set.of("allowed", "agreement"), "admit.caseScores.");
        var agreement =
                scores.path("allowed").asBoolean(false)
                        ? text(scores, "agreement", "admit.caseScores.")
                        : "";
        return new AdmissionPolicy(
                text(root, "organisation", ""),
                texts(admit, "jobs"),
                texts(admit, "networks"),
                texts(admit, "datasets"),
                number(admit, "maxEpochs"),
                Set.copyOf(texts(admit, "releaseChannels")),
                agreement);
    }

    public Decision onTraining(String job, String network, String dataset, int epochs) {
        if (!matches(jobs, job)) {
            return refused("job %s is not in admit.jobs", job);
        }
        if (!matches(networks, network)) {
            return refused("network %s is not in admit.networks", network);
        }
        if (!matches(datasets, dataset)) {
            return refused("data set %s is not in admit.datasets", dataset);
        }
        return epochs > maxEpochs
                ? refused("%s epochs are more than admit.maxEpochs", Integer.toString(epochs))
                : new Decision.Admitted();
    }

    public Decision onEvaluation(String dataset, boolean withCaseScores) {
        if (!matches(datasets, dataset)) {
            return refused("data set %s is not in admit.datasets", dataset);
        }
        return withCaseScores && caseScoreAgreement.isEmpty()
                ? new Decision.Refused("case scores may not leave this hospital (admit.caseScores)")
                : new Decision.Admitted();
    }

    public Decision onRelease(String channel) {
        return releaseChannels.contains(channel)
                ? new Decision.Admitted()
                : refused("channel %s is not in admit.releaseChannels", channel);
    }

    private static Decision refused(String rule, String value) {
        return new Decision.Refused("the hospital's policy refuses: " + rule.formatted(value));
    }

    private static boolean matches(List<String> patterns, String value) {
        return patterns.stream().anyMatch(pattern -> glob(pattern, value));
    }

    /** Without regular expressions, so that no pattern can take long. */
    private static boolean glob(String pattern, String value) {
        var parts = pattern.split("\\*", -1);
        if (parts.length == 1) {
            return pattern.equals(value);
        }
        var last = parts[parts.length - 1];
        if (!value.startsWith(parts[0])
                || !value.endsWith(last)
                || value.length() < parts[0].length() + last.length()) {
            return false;
        }
        var at = parts[0].length();
        for (var i = 1; i < parts.length - 1; i++) {
            var found = value.indexOf(parts[i], at);
            if (found < 0 || found + parts[i].length() > value.length() - last.length()) {
                return false;
            }
            at = found + parts[i].length();
        }
        return true;
    }

    private static void onlyKnown(JsonNode node, Set<String> known, String where) {
        for (var field : node.properties()) {
            if (!known.contains(field.getKey())) {
                throw new NetworkException(
                        "policy.yaml: %s%s is not known; it may be one of %s"
                                .formatted(where, field.getKey(), new java.util.TreeSet<>(known)));
            }
        }
    }

    private static String text(JsonNode node, String field, String where) {
        var value = node.path(field).asString("");
        if (value.isBlank()) {
            throw new NetworkException("policy.yaml: %s%s must be a text".formatted(where, field));
        }
        return value;
    }

    private static int number(JsonNode node, String field) {
        if (!node.path(field).isInt()) {
            throw new NetworkException(
                    "policy.yaml: admit.%s must be a whole number".formatted(field));
        }
        return node.path(field).asInt();
    }

    private static List<String> texts(JsonNode node, String field) {
        if (!node.path(field).isArray()) {
            throw new NetworkException("policy.yaml: admit.%s must be a list".formatted(field));
        }
        var values = new ArrayList<String>();
        node.path(field).forEach(each -> values.add(each.asString("")));
        return List.copyOf(values);
    }
}
