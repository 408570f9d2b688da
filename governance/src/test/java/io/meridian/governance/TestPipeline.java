package io.meridian.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.DataSet;
import io.meridian.governance.ResearchOutcome.Accepted;
import io.meridian.governance.ResearchOutcome.Held;
import io.meridian.governance.deidentification.DeidentificationProfile;
import io.meridian.governance.identity.SubjectId;
import io.meridian.governance.quality.QualityRules;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** A pipeline with known keys, objects of a known person, and a search for what is left of her. */
final class TestPipeline {
    static final ResearchPipeline.Context CONTEXT =
            new ResearchPipeline.Context("hospital-1", Instant.parse("2026-11-24T08:00:00Z"));

    final ResearchKeys keys = ResearchKeys.of(new byte[32]);
    final ResearchPipeline pipeline;

    TestPipeline(String profile) {
        pipeline =
                ResearchPipeline.of(
                        keys,
                        DeidentificationProfile.shipped(profile),
                        (identifier, _) ->
                                new SubjectId(
                                        "%032x"
                                                .formatted(
                                                        identifier.value().hashCode()
                                                                & 0xffffffffL)),
                        QualityRules.shipped());
    }

    static DataSet.Builder person() {
        return Images.radiograph(CharacterSet.UTF_8, "Zhang^Sanfeng=张^三丰=zhang^sanfeng");
    }

    Accepted accepted(DataSet.Builder object) {
        var outcome = pipeline.process(Images.bytes(object), CONTEXT);
        assertThat(outcome).isInstanceOf(Accepted.class);
        return (Accepted) outcome;
    }

    Held held(DataSet.Builder object) {
        var outcome = pipeline.process(Images.bytes(object), CONTEXT);
        assertThat(outcome).isInstanceOf(Held.class);
        return (Held) outcome;
    }

    private static boolean contains(byte[] where, byte[] what) {
        for (var at = 0; at + what.length <= where.length; at++) {
            if (Arrays.equals(where, at, at + what.length, what, 0, what.length)) {
                return true;
            }
        }
        return false;
    }

    static void assertNothingSurvives(byte[] object) {
        for (var secret :
                List.of(
                        "张三丰",
                        "三丰",
                        "Sanfeng",
                        "Zhang",
                        "ZHANG",
                        "0007712",
                        "ACC-555123",
                        "13812345678",
                        "19620304",
                        "1962-03-04",
                        "HUANGFU",
                        "1.3.6.1.4.1.99999")) {
            for (var set : List.of("UTF-8", "GB18030", "UTF-16LE", "ISO-2022-KR")) {
                if (Charset.isSupported(set)
                        && Charset.forName(set).newEncoder().canEncode(secret)) {
                    assertThat(contains(object, secret.getBytes(Charset.forName(set))))
                            .as(set)
                            .isFalse();
                }
            }
        }
    }
}
