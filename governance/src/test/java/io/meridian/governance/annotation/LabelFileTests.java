package io.meridian.governance.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LabelFileTests {
    private static LabelFile parse(String text) {
        return LabelFile.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsLabelsWithAndWithoutASplit() {
        var file = parse("\uFEFFSOPInstanceUID,label,split\r\n1.2.3,1,test\r\n\r\n1.2.4,肺炎,\r\n");

        assertThat(file.problems()).isEmpty();
        assertThat(file.rows())
                .containsExactly(
                        new LabelFile.Row(2, "1.2.3", "1", Split.TEST),
                        new LabelFile.Row(4, "1.2.4", "肺炎", null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.2.3 | expected 2 columns, found 1",
                "1.2.3,0,test | expected 2 columns, found 3",
                "SECRET-7,0 | must be a UID",
                "1.2.3,=cmd() | label must be",
                "1.2.9,0 | labelled by an earlier line"
            })
    void namesLineAndRuleAndNeverTheValue(String line, String rule) {
        var file = parse("SOPInstanceUID,label\n1.2.9,1\n" + line + "\n");

        assertThat(file.rows()).hasSize(1);
        assertThat(file.problems()).hasSize(1);
        assertThat(file.problems().getFirst().line()).isEqualTo(3);
        assertThat(file.problems().getFirst().toString())
                .startsWith("line 3: ")
                .contains(rule)
                .doesNotContain("SECRET")
                .doesNotContain("cmd");
    }

    @Test
    void refusesAnUnknownSplit() {
        assertThat(parse("SOPInstanceUID,label,split\n1.2,0,holdout\n").problems())
                .containsExactly(
                        new LabelFile.Problem(
                                2, "split must be train, validation or test, or empty"));
    }

    @Test
    void refusesAFileWithoutHeaderOrInAnotherCharacterSet() {
        assertThat(parse("1.2.3,1\n").problems()).hasSize(1);
        assertThat(parse("").problems()).hasSize(1);
        assertThat(
                        LabelFile.parse(new byte[] {(byte) 0xd5, (byte) 0xc5})
                                .problems()
                                .getFirst()
                                .rule())
                .contains("UTF-8");
    }

    @Test
    void stopsAfterAHundredProblems() {
        var file = parse("SOPInstanceUID,label\n" + "x,y\n".repeat(1000));

        assertThat(file.problems()).hasSize(101);
    }

    @Test
    void hidesTheOriginalUid() {
        assertThat(parse("SOPInstanceUID,label\n1.2.3,1\n").rows().toString())
                .doesNotContain("1.2.3");
    }
}
