package io.meridian.governance.deidentification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.meridian.governance.GovernanceException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class DeidentificationProfileTests {
    private static final String GOOD =
            """
            profile: mine
            version: "2"
            table: 2024e
            options:
              - retain-patient-characteristics
              - retain-longitudinal-modified-dates
            ages: {bandYears: 10, topYears: 85}
            dates:
              minimumDays: 10
              maximumDays: 20
            sopClasses: [1.2.3]
            """;

    private static DeidentificationProfile read(String yaml) {
        return DeidentificationProfile.read("mine.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(String from, String to, String... parts) {
        assertThat(GOOD).contains(from);
        assertThatExceptionOfType(GovernanceException.class)
                .isThrownBy(() -> read(GOOD.replace(from, to)))
                .withMessageStartingWith("mine.yaml, line ")
                .satisfies(error -> assertThat(error.getMessage()).contains(parts));
    }

    @Test
    void readsAProfile() {
        var profile = read(GOOD);

        assertThat(profile.reference()).isEqualTo("mine/2");
        assertThat(profile.ages()).isEqualTo(new DeidentificationProfile.AgeBands(10, 85));
        assertThat(profile.dates()).isEqualTo(new DeidentificationProfile.DateShift(10, 20));
        assertThat(profile.digest()).matches("[0-9a-f]{64}");
    }

    @Test
    void shipsTwo() {
        assertThat(DeidentificationProfile.shipped("basic").options()).isEmpty();
        assertThat(DeidentificationProfile.shipped("meridian-research").options())
                .containsExactlyInAnyOrder(
                        ConfidentialityOption.RETAIN_PATIENT_CHARACTERISTICS,
                        ConfidentialityOption.RETAIN_LONGITUDINAL_MODIFIED_DATES,
                        ConfidentialityOption.CLEAN_DESCRIPTORS);
    }

    @Test
    void namesLineAndRuleOfAnError() {
        refused(
                "retain-patient-characteristics",
                "retain-everything",
                "line 5",
                "not an option of PS3.15");
        refused(
                "retain-patient-characteristics",
                "retain-longitudinal-full-dates",
                "line 6",
                "excludes");
        refused(
                "retain-patient-characteristics",
                "retain-safe-private",
                "line 5",
                "cannot be honoured");
        refused(
                "retain-patient-characteristics",
                "retain-longitudinal-modified-dates",
                "line 6",
                "twice");
        refused("minimumDays: 10", "minimumDays: ten", "line 9", "whole number");
        refused("minimumDays: 10", "minimumDays: 0", "line 9", "1 to 36500");
        refused("  minimumDays: 10\n", "", "'minimumDays' is missing");
        refused("ages:", "age:", "line 7", "unknown key 'age'");
        refused("table: 2024e", "table: 1999a", "line 3", "edition");
        refused("profile: mine", "profile: [mine]", "line 1", "single value");
        refused("topYears: 85}", "topYears: 120}", "line 7", "50 to 90");
        refused("sopClasses: [1.2.3]", "sopClasses: [CT]", "line 11", "SOP Class UID");
        refused("version: \"2\"", "version: \"2\"\nversion: \"3\"", "line 3", "twice");
        refused("ages: {", "ages: {{", "line 7");
    }
}
