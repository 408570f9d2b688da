package io.meridian.governance;

import static io.meridian.governance.TestPipeline.CONTEXT;
import static io.meridian.governance.TestPipeline.assertNothingSurvives;
import static io.meridian.governance.TestPipeline.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.Vr;
import io.meridian.governance.ResearchOutcome.Accepted;
import io.meridian.governance.ResearchOutcome.Held;
import io.meridian.governance.ResearchOutcome.Refused;
import io.meridian.governance.deidentification.DeidentificationProfile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Identifiers where no rule looks for them: none may survive in an accepted object. */
final class PlantedIdentifiersTests {
    private final TestPipeline research = new TestPipeline(DeidentificationProfile.RESEARCH);

    private void survivesNowhere(DataSet.Builder object) {
        switch (research.pipeline.process(Images.bytes(object), CONTEXT)) {
            case Accepted accepted -> assertNothingSurvives(accepted.object());
            case Held held -> {
                assertThat(held.rule()).isEqualTo("residual-identifier");
                assertNothingSurvives(held.toString().getBytes(StandardCharsets.UTF_8));
            }
            case Refused refused -> throw new AssertionError(refused.reason());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zhang Sanfeng", "SANFENG", "sanfeng zhang", "zhang_sanfeng", "张三丰", "PID-0007712",
                        "7712 0007712",
                "1962-03-04", "1962年3月4日", "04.03.1962", "03/04/1962", "13812345678", "ACC-555123",
                        "HUANGFU SONG",
                "1.3.6.1.4.1.99999.7"
            })
    void inFreeTextPrivateTagsAndNestedSequences(String secret) {
        for (var set : List.of(CharacterSet.UTF_8, CharacterSet.GB18030)) {
            for (var tag :
                    List.of(
                            Tags.StudyDescription,
                            Tags.PatientComments,
                            Tags.Manufacturer,
                            new Tag(0x00204000),
                            new Tag(0x00181008))) {
                var vr = io.meridian.dicom.Dictionary.standard().vr(tag);
                var base =
                        Images.radiograph(set, "Zhang^Sanfeng=张^三丰")
                                .text(tag, vr, "see " + secret + " !");
                Images.withPrivate(base, secret)
                        .item(
                                new Tag(0x00400275),
                                item ->
                                        item.text(new Tag(0x00400007), secret)
                                                .item(
                                                        new Tag(0x00400008),
                                                        code ->
                                                                code.text(Tags.CodeMeaning, secret)
                                                                        .text(Tags.CodeValue, "1")
                                                                        .text(
                                                                                Tags
                                                                                        .CodingSchemeDesignator,
                                                                                "DCM")));
                survivesNowhere(base);
            }
        }
    }

    @Test
    void inAKeptAttributeHoldTheObject() {
        var outcome = research.held(person().text(Tags.Manufacturer, "built for Zhang Sanfeng"));

        assertThat(outcome.rule()).isEqualTo("residual-identifier");
        assertThat(outcome.reason())
                .contains("(0008,0070)")
                .contains("name")
                .doesNotContainIgnoringCase("zhang");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE", "Big5"})
    void inBytesOfAnyCharacterSetHoldTheObject(String set) {
        // "Pixel Data Provider" style binary attribute that no table row removes.
        var name = "张三丰".getBytes(Charset.forName(set));
        var bytes = Arrays.copyOf(name, name.length + (name.length & 1));

        assertThat(research.held(person().bytes(new Tag(0x00281408), Vr.OW, bytes)).rule())
                .isEqualTo("residual-identifier");
    }

    @Test
    void inWrongVrsAndUnknownAttributes() {
        survivesNowhere(
                person().bytes(
                                new Tag(0x00189999),
                                Vr.UN,
                                "Zhang Sanfeng ".getBytes(StandardCharsets.US_ASCII))
                        .bytes(
                                new Tag(0x00081032),
                                Vr.UN,
                                "Zhang Sanfeng ".getBytes(StandardCharsets.US_ASCII))
                        .bytes(
                                new Tag(0x00102154),
                                Vr.UN,
                                "Zhang Sanfeng ".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void inOverlaysAndCurves() {
        survivesNowhere(
                person().bytes(
                                new Tag(0x60003000),
                                Vr.OW,
                                "Zhang Sanfeng ".getBytes(StandardCharsets.US_ASCII))
                        .text(new Tag(0x60020022), Vr.LO, "Zhang Sanfeng")
                        .bytes(
                                new Tag(0x50003000),
                                Vr.OW,
                                "Zhang Sanfeng ".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void behindThePixels() {
        var pixels = person().build().bytes(Tags.PixelData);
        var longer = Arrays.copyOf(pixels, pixels.length + 14);
        System.arraycopy(
                "Zhang Sanfeng ".getBytes(StandardCharsets.US_ASCII), 0, longer, pixels.length, 14);

        assertThat(research.held(person().bytes(Tags.PixelData, Vr.OW, longer)).rule())
                .isEqualTo("pixel-data-length");
    }

    @Test
    void inNamesOfIso2022Objects() {
        var set = CharacterSet.of("", "ISO 2022 IR 58");
        var object = Images.radiograph(CharacterSet.DEFAULT, "Zhang^Sanfeng").characterSet(set);
        var escaped =
                new byte[] {
                    'Z',
                    'h',
                    'a',
                    'n',
                    'g',
                    '=',
                    0x1b,
                    '$',
                    ')',
                    'A',
                    (byte) 0xd5,
                    (byte) 0xc5,
                    '^',
                    0x1b,
                    '$',
                    ')',
                    'A',
                    (byte) 0xc8,
                    (byte) 0xfd,
                    (byte) 0xb7,
                    (byte) 0xe1,
                    ' '
                };
        object.bytes(Tags.PatientName, Vr.PN, escaped);
        object.bytes(
                Tags.Manufacturer,
                Vr.LO,
                new byte[] {
                    0x1b, '$', ')', 'A', (byte) 0xc8, (byte) 0xfd, (byte) 0xb7, (byte) 0xe1
                });

        assertThat(research.held(object).rule()).isEqualTo("residual-identifier");
    }
}
