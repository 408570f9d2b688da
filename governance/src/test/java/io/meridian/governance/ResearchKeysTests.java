package io.meridian.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meridian.governance.identity.SubjectId;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

final class ResearchKeysTests {
    private final ResearchKeys keys = ResearchKeys.of(new byte[32]);

    private static SubjectId subject(int number) {
        return new SubjectId("%032x".formatted(number));
    }

    @Test
    void makesUidsThatAreUuidsUnder225() {
        for (var i = 0; i < 1000; i++) {
            var uid = keys.uid("1.2.840." + i);

            assertThat(uid).matches("2\\.25\\.[1-9][0-9]{30,38}").hasSizeLessThanOrEqualTo(64);
            assertThat(keys.uid("1.2.840." + i)).isEqualTo(uid);
            var bits = new java.math.BigInteger(uid.substring(5));
            assertThat(bits.bitLength()).isLessThanOrEqualTo(128);
            assertThat(bits.shiftRight(76).intValue() & 0xf).as("version").isEqualTo(4);
            assertThat(bits.shiftRight(62).intValue() & 3).as("variant").isEqualTo(2);
        }
    }

    @Test
    void dependsOnTheKey() {
        var other = new byte[32];
        other[31] = 1;

        assertThat(ResearchKeys.of(other).uid("1.2.3")).isNotEqualTo(keys.uid("1.2.3"));
        assertThat(ResearchKeys.of(other).pseudonym(subject(1)))
                .isNotEqualTo(keys.pseudonym(subject(1)));
    }

    @Test
    void shiftsIntoThePastWithinTheRangeAndDifferentlyBySubject() {
        var shifts = new HashSet<Integer>();
        for (var i = 0; i < 500; i++) {
            var days = keys.shiftDays(keys.pseudonym(subject(i)), 31, 3650);
            assertThat(days).isBetween(-3650, -31);
            shifts.add(days);
        }

        assertThat(shifts).hasSizeGreaterThan(400);
    }

    @Test
    void spreadsUnitsEvenlyOverTheSplitOrder() {
        var below = 0;
        for (var i = 0; i < 2000; i++) {
            below += keys.splitPosition(keys.pseudonym(subject(i))) < 0.7 ? 1 : 0;
        }

        assertThat(below).isBetween(1330, 1470);
    }

    @Test
    void refusesAKeyOfAnotherLength() {
        assertThatIllegalArgumentException().isThrownBy(() -> ResearchKeys.of(new byte[16]));
    }
}
