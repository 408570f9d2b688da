package io.meridian.edge.home;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * The policy that a new home begins with: it admits what its maker named and nothing else, and its
 * comments show how to admit more.
 *
 * @param caseScoreAgreement under which case scores may leave; empty if they may not
 */
public record AdmissionTemplate(
        List<String> jobs,
        List<String> networks,
        List<String> datasets,
        int maxEpochs,
        List<String> releaseChannels,
        String caseScoreAgreement) {
    public static final int MAX_EPOCHS = 50;

    public AdmissionTemplate {
        jobs = List.copyOf(jobs);
        networks = List.copyOf(networks);
        datasets = List.copyOf(datasets);
        releaseChannels = List.copyOf(releaseChannels);
    }

    /** What a hospital that decided nothing yet admits. */
    public static AdmissionTemplate nothing() {
        return new AdmissionTemplate(List.of(), List.of(), List.of(), MAX_EPOCHS, List.of(), "");
    }

    /** The text of {@code policy.yaml}. */
    public String yaml(String organisation) {
        return """
        # What this hospital admits of what a hub asks. What is not named here is refused.
        # The file is read at each decision: a change counts at once, without a restart.
        organisation: %s
        admit:
          # Names of training jobs; * stands for any characters. For instance: ["chest-*"]
          jobs: %s
          # Networks that may be trained here. For instance: ["small-resnet"]
          networks: %s
          # Data sets that jobs and validations may use. For instance: ["chest"]
          datasets: %s
          # The most epochs that a round may train.
          maxEpochs: %d
          # Channels whose releases may run here: research, shadow, trial, clinical.
          releaseChannels: %s
          # Whether scores of single cases may leave for a validation, and under which agreement.
          # For instance: {allowed: true, agreement: "2026-17"}
          caseScores: %s
        """
                .formatted(
                        text(organisation),
                        text(jobs),
                        text(networks),
                        text(datasets),
                        maxEpochs,
                        text(releaseChannels),
                        caseScores());
    }

    private String caseScores() {
        return caseScoreAgreement.isEmpty()
                ? "{allowed: false}"
                : "{allowed: true, agreement: %s}".formatted(text(caseScoreAgreement));
    }

    /** JSON is YAML too, and quotes what needs quotes. */
    private static String text(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }
}
