package io.meridian.network.policy;

import io.meridian.network.NetworkException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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
    private static final Set<String> CASE_SCORES = Set.of("allowed", "agreement");
    private static final Set<String> CHANNELS = Set.of("research", "shadow", "trial", "clinical");

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
     * @throws NetworkException naming the line, the key and the rule that it breaks
     */
    public static AdmissionPolicy parse(String yaml) {
        var text = PolicyText.parse(yaml);
        text.onlyKnown("", TOP);
        var organisation = text.text("organisation");
        text.onlyKnown("admit", ADMIT);
        var channels = text.texts("admit.releaseChannels");
        if (!CHANNELS.containsAll(channels)) {
            throw text.wrong("admit.releaseChannels", "may only name " + new TreeSet<>(CHANNELS));
        }
        return new AdmissionPolicy(
                organisation,
                text.texts("admit.jobs"),
                text.texts("admit.networks"),
                text.texts("admit.datasets"),
                text.count("admit.maxEpochs"),
                Set.copyOf(channels),
                agreement(text));
    }

    private static String agreement(PolicyText text) {
        if (!text.has("admit.caseScores")) {
            return "";
        }
        text.onlyKnown("admit.caseScores", CASE_SCORES);
        return text.flag("admit.caseScores.allowed") ? text.text("admit.caseScores.agreement") : "";
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
        return epochs < 1 || epochs > maxEpochs
                ? refused("%s epochs are not 1 to admit.maxEpochs", Integer.toString(epochs))
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
}
