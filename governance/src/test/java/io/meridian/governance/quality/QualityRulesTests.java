package io.meridian.governance.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.meridian.governance.GovernanceException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class QualityRulesTests {
    @Test
    void shipsRulesForImages() {
        assertThat(QualityRules.shipped().rules())
                .extracting(QualityRule::name)
                .contains("image-attributes", "size", "blank", "bits", "clipping");
    }

    @Test
    void namesLineAndRuleOfAnError() {
        var yaml =
                """
                quality: mine
                version: "1"
                rules:
                  - {rule: a, check: size, severity: fatal, minimum: 1, maximum: 2}
                """;

        assertThatExceptionOfType(GovernanceException.class)
                .isThrownBy(
                        () -> QualityRules.read("q.yaml", yaml.getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("q.yaml, line 4")
                .withMessageContaining("not a severity");
    }
}
