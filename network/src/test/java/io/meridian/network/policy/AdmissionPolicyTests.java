package io.meridian.network.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.network.NetworkException;
import io.meridian.network.policy.AdmissionPolicy.Decision;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionPolicyTests {
    private static final String GOOD =
            """
            # What this hospital admits.
            organisation: hospital-1
            admit:
              jobs: ["chest-*", pneumonia]
              networks: ["resnet*-small"]
              datasets: ["chest-xray", "lung-*-2026"]
              maxEpochs: 10
              releaseChannels: [clinical, shadow]
              caseScores:
                allowed: true
                agreement: hospital-1/case-scores/1
            """;

    private static String reason(Decision decision) {
        return decision instanceof Decision.Refused(var reason) ? reason : "";
    }

    @Nested
    class AGoodPolicy {
        private final AdmissionPolicy policy = AdmissionPolicy.parse(GOOD);

        @Test
        void isReadWhole() {
            assertThat(policy.organisation()).isEqualTo("hospital-1");
            assertThat(policy.maxEpochs()).isEqualTo(10);
            assertThat(policy.caseScoreAgreement()).isEqualTo("hospital-1/case-scores/1");
        }

        @ParameterizedTest
        @CsvSource({
            "chest-1, resnet18-small, chest-xray, 10",
            "chest-, resnet-small, lung-ct-2026, 1",
            "pneumonia, resnetX-small-small, lung--2026, 5"
        })
        void admitsTrainingThatItNames(String job, String network, String dataset, int epochs) {
            assertThat(policy.onTraining(job, network, dataset, epochs))
                    .isEqualTo(new Decision.Admitted());
        }

        @ParameterizedTest
        @CsvSource({
            "chest, resnet-small, chest-xray, 1, admit.jobs",
            "Chest-1, resnet-small, chest-xray, 1, admit.jobs",
            "pneumonia2, resnet-small, chest-xray, 1, admit.jobs",
            "pneumonia, resnet, chest-xray, 1, admit.networks",
            "pneumonia, resne-small, chest-xray, 1, admit.networks",
            "pneumonia, resnet-small, lung-2026, 1, admit.datasets",
            "pneumonia, resnet-small, xlung-a-2026, 1, admit.datasets",
            "pneumonia, resnet-small, chest-xray, 11, admit.maxEpochs",
            "pneumonia, resnet-small, chest-xray, 0, admit.maxEpochs"
        })
        void refusesOtherTrainingAndNamesTheRule(
                String job, String network, String dataset, int epochs, String rule) {
            assertThat(reason(policy.onTraining(job, network, dataset, epochs)))
                    .startsWith("the hospital's policy refuses: ")
                    .contains(rule);
        }

        @Test
        void admitsReleasesOfItsChannelsOnly() {
            assertThat(policy.onRelease("clinical")).isEqualTo(new Decision.Admitted());
            assertThat(reason(policy.onRelease("research"))).contains("admit.releaseChannels");
            assertThat(reason(policy.onRelease(""))).contains("admit.releaseChannels");
        }

        @Test
        void letsCaseScoresLeaveUnderItsAgreement() {
            assertThat(policy.onEvaluation("chest-xray", true)).isEqualTo(new Decision.Admitted());
            assertThat(reason(policy.onEvaluation("other", false))).contains("admit.datasets");
        }
    }

    @Nested
    class CaseScores {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "'  caseScores:\n    allowed: false\n    agreement: x'",
                    "'  caseScores:\n    allowed: false'",
                    "''"
                })
        void stayWhereThePolicyDoesNotAllowThem(String part) {
            var policy =
                    AdmissionPolicy.parse(GOOD.substring(0, GOOD.indexOf("  caseScores")) + part);

            assertThat(reason(policy.onEvaluation("chest-xray", true))).contains("caseScores");
            assertThat(policy.onEvaluation("chest-xray", false)).isEqualTo(new Decision.Admitted());
        }
    }

    @Nested
    class AWrongPolicy {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "organisation: hospital-1 | organization: hospital-1 | line 2 | organization",
                    "organisation: hospital-1 | organisation: | line 2 | organisation",
                    "organisation: hospital-1 | organisation: 7 | line 2 | organisation",
                    "maxEpochs: 10 | maxEpochs: ten | line 7 | admit.maxEpochs",
                    "maxEpochs: 10 | maxEpochs: 0 | line 7 | admit.maxEpochs",
                    "maxEpochs: 10 | maxEpochs: -1 | line 7 | admit.maxEpochs",
                    "maxEpochs: 10 | maxEpochs: 1.5 | line 7 | admit.maxEpochs",
                    "maxEpochs: 10 | maxEpochs: 99999999999 | line 7 | admit.maxEpochs",
                    "maxEpochs: 10 | maxEpoch: 10 | line 7 | admit.maxEpoch is not known",
                    "maxEpochs: 10 | jobs: [] | line 7 | jobs",
                    "[clinical, shadow] | clinical | line 8 | admit.releaseChannels",
                    "[clinical, shadow] | [clinic] | line 8 | admit.releaseChannels",
                    "[clinical, shadow] | [clinical, clinical] | line 8 | admit.releaseChannels",
                    "[\"chest-*\", pneumonia] | [1, 2] | line 4 | admit.jobs",
                    "[\"chest-*\", pneumonia] | [null] | line 4 | admit.jobs",
                    "[\"chest-*\", pneumonia] | {a: b} | line 4 | admit.jobs",
                    "[\"chest-*\", pneumonia] | [*, x] | line 4 | policy.yaml",
                    "allowed: true | allowed: yes | line 10 | admit.caseScores.allowed",
                    "allowed: true | allowed: \"true\" | line 10 | admit.caseScores.allowed",
                    "allowed: true | allow: true | line 10 | admit.caseScores.allow is not known",
                    "agreement: hospital-1/case-scores/1 | agreement: '' | line 11 | admit.caseScores.agreement"
                })
        void isRefusedByLineAndKey(String good, String wrong, String line, String key) {
            assertThat(GOOD).contains(good);

            assertThatThrownBy(() -> AdmissionPolicy.parse(GOOD.replace(good, wrong)))
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining(line + ":")
                    .hasMessageContaining(key);
        }

        @ParameterizedTest
        @CsvSource({
            "networks, admit.networks",
            "maxEpochs, admit.maxEpochs",
            "releaseChannels, admit.releaseChannels",
            "organisation, organisation"
        })
        void isRefusedIfAKeyIsMissing(String start, String key) {
            var text = GOOD.replaceAll("(?m)^ *" + start + ":.*\n", "");

            assertThatThrownBy(() -> AdmissionPolicy.parse(text))
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining(key + " is missing");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {"''", "'~'", "just text", "'- a'", "'a: [1'", "'a: b\n c: d'", "'%x'"})
        void isRefusedIfItIsNoMapping(String text) {
            assertThatThrownBy(() -> AdmissionPolicy.parse(text))
                    .isInstanceOf(NetworkException.class)
                    .hasMessageStartingWith("policy.yaml line ");
        }

        @Test
        void isRefusedIfTwoDocumentsFollowEachOther() {
            assertThatThrownBy(() -> AdmissionPolicy.parse(GOOD + "---\n" + GOOD))
                    .isInstanceOf(NetworkException.class)
                    .hasMessageStartingWith("policy.yaml line ");
        }

        @Test
        void isRefusedIfItIsTooLong() {
            assertThatThrownBy(() -> AdmissionPolicy.parse("#" + "x".repeat(70_000)))
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining("65,536");
        }
    }
}
