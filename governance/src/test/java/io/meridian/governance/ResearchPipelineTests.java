package io.meridian.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import io.meridian.governance.ResearchOutcome.Accepted;
import io.meridian.governance.ResearchOutcome.Held;
import io.meridian.governance.ResearchOutcome.Refused;
import io.meridian.governance.catalog.SplitUnit;
import io.meridian.governance.deidentification.DeidentificationProfile;
import io.meridian.governance.deidentification.DeidentificationRecord.Touched;
import io.meridian.governance.identity.SubjectId;
import io.meridian.governance.quality.QualityRules;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResearchPipelineTests {
    private static final ResearchPipeline.Context CONTEXT =
            new ResearchPipeline.Context("hospital-1", Instant.parse("2026-11-24T08:00:00Z"));

    private final ResearchKeys keys = ResearchKeys.of(new byte[32]);
    private final ResearchPipeline pipeline = pipeline(DeidentificationProfile.RESEARCH);

    private ResearchPipeline pipeline(String profile) {
        return ResearchPipeline.of(
                keys,
                DeidentificationProfile.shipped(profile),
                (identifier, _) ->
                        new SubjectId(
                                "%032x".formatted(identifier.value().hashCode() & 0xffffffffL)),
                QualityRules.shipped());
    }

    private static DataSet.Builder person() {
        return Images.radiograph(CharacterSet.UTF_8, "Zhang^Sanfeng=张^三丰=zhang^sanfeng");
    }

    private Accepted accepted(DataSet.Builder object) {
        var outcome = pipeline.process(Images.bytes(object), CONTEXT);
        assertThat(outcome).isInstanceOf(Accepted.class);
        return (Accepted) outcome;
    }

    private Held held(DataSet.Builder object) {
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

    private static void assertNothingSurvives(byte[] object) {
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

    @Nested
    final class Accepts {
        @Test
        void aRadiographAndRemovesThePerson() {
            var result = accepted(person());
            var made = Part10.read(result.object());

            assertNothingSurvives(result.object());
            assertThat(made.dataSet().first(Tags.PatientID))
                    .isEqualTo(result.entry().subject().value());
            assertThat(made.dataSet().first(Tags.PatientIdentityRemoved)).isEqualTo("YES");
            assertThat(made.dataSet().first(Tags.BurnedInAnnotation)).isEqualTo("NO");
            assertThat(made.dataSet().first(Tags.LongitudinalTemporalInformationModified))
                    .isEqualTo("MODIFIED");
            assertThat(made.dataSet().first(Tags.PatientAge)).isEqualTo("060Y");
            assertThat(made.dataSet().first(Tags.PatientSex)).isEqualTo("F");
            assertThat(made.dataSet().first(Tags.StudyDescription)).isEqualTo("CHEST PA");
            assertThat(made.dataSet().items(Tags.DeidentificationMethodCodeSequence))
                    .extracting(item -> item.first(Tags.CodeValue))
                    .containsExactly("113100", "113108", "113107", "113105");
            assertThat(made.meta().first(Tags.MediaStorageSOPInstanceUID))
                    .isEqualTo(made.sopInstanceUid())
                    .isEqualTo(keys.uid(Images.INSTANCE_UID));
            assertThat(made.dataSet().bytes(Tags.PixelData))
                    .isEqualTo(person().build().bytes(Tags.PixelData));
        }

        @Test
        void andDescribesItForTheCatalog() {
            var entry = accepted(person()).entry();

            assertThat(entry.unit()).isEqualTo(SplitUnit.SUBJECT);
            assertThat(entry.ageBand()).isEqualTo("60-64");
            assertThat(entry.modality()).isEqualTo("DX");
            assertThat(entry.rows()).isEqualTo(64);
            assertThat(entry.instanceUid()).isEqualTo(keys.uid(Images.INSTANCE_UID));
        }

        @Test
        void andListsWhatItTouchedWithoutAnyValue() {
            var result = accepted(Images.withPrivate(person(), "Zhang Sanfeng"));

            assertThat(result.record().touched())
                    .contains(
                            new Touched("(0010,0010)", "D", "table:basic"),
                            new Touched("(0010,0030)", "Z", "table:basic"),
                            new Touched("(0009,1001)", "X", "table:basic"),
                            new Touched(
                                    "(0008,0020)", "C", "table:retain-longitudinal-modified-dates"),
                            new Touched("(0010,1010)", "+", "profile:ages"));
            assertNothingSurvives(result.record().toJson());
        }

        @Test
        void aSecondaryCaptureWithoutPatientAsAnImageOfItsOwn() {
            var object =
                    Images.radiograph(CharacterSet.DEFAULT, "")
                            .text(Tags.SOPClassUID, Images.SECONDARY_CAPTURE)
                            .text(Tags.PatientID);

            var entry = accepted(object).entry();

            assertThat(entry.unit()).isEqualTo(SplitUnit.IMAGE);
            assertThat(entry.subject()).isEqualTo(keys.imagePseudonym(Images.INSTANCE_UID));
        }

        @Test
        void theSameObjectToTheSameBytes() {
            assertThat(accepted(person()).object()).isEqualTo(accepted(person()).object());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "1.2.840.10008.1.2",
                    "1.2.840.10008.1.2.1",
                    "1.2.840.10008.1.2.1.99",
                    "1.2.840.10008.1.2.2"
                })
        void everyUncompressedTransferSyntax(String syntax) {
            var outcome =
                    pipeline.process(Images.bytes(person(), new TransferSyntax(syntax)), CONTEXT);

            assertThat(outcome).isInstanceOf(Accepted.class);
            assertNothingSurvives(((Accepted) outcome).object());
        }

        @Test
        void aBareDataSetAsItTravelsOverTheNetworkWithAMetaOfOurs() {
            var result = accepted(person());

            var meta = Part10.read(result.object()).meta();
            assertThat(meta.contains(Tags.SourceApplicationEntityTitle)).isFalse();
            assertThat(Arrays.copyOf(result.object(), 128)).isEqualTo(new byte[128]);
        }
    }

    @Nested
    final class Dates {
        private LocalDate date(Accepted result, Tag tag) {
            return LocalDate.parse(
                    Part10.read(result.object()).dataSet().first(tag),
                    DateTimeFormatter.BASIC_ISO_DATE);
        }

        @Test
        void moveByOneConstantASubjectSoThatIntervalsSurvive() {
            var first =
                    accepted(
                            person().text(Tags.SeriesDate, "20240229")
                                    .text(Tags.ContentDate, "20240301"));
            var later =
                    accepted(
                            person().text(Tags.StudyDate, "20250115")
                                    .text(Tags.SOPInstanceUID, "1.3.6.1.4.1.99999.9"));

            assertThat(
                            ChronoUnit.DAYS.between(
                                    date(first, Tags.StudyDate), date(first, Tags.SeriesDate)))
                    .isEqualTo(45);
            assertThat(
                            ChronoUnit.DAYS.between(
                                    date(first, Tags.SeriesDate), date(first, Tags.ContentDate)))
                    .isEqualTo(1);
            assertThat(
                            ChronoUnit.DAYS.between(
                                    date(first, Tags.StudyDate), date(later, Tags.StudyDate)))
                    .isEqualTo(366);
            assertThat(date(first, Tags.StudyDate)).isBefore(LocalDate.of(2023, 12, 16));
        }

        @Test
        void thatAreNoneFallBackToTheBasicProfile() {
            var made =
                    Part10.read(
                                    accepted(
                                                    person().text(Tags.StudyDate, "yesterday")
                                                            .text(Tags.ContentDate, "2024"))
                                            .object())
                            .dataSet();

            assertThat(made.first(Tags.StudyDate)).isEmpty();
            assertThat(made.first(Tags.ContentDate)).isEqualTo("19000101");
        }

        @Test
        void goUnderTheBasicProfile() {
            var outcome =
                    pipeline(DeidentificationProfile.BASIC)
                            .process(Images.bytes(person()), CONTEXT);

            var made = Part10.read(((Accepted) outcome).object()).dataSet();
            assertThat(made.first(Tags.StudyDate)).isEmpty();
            assertThat(made.first(Tags.PatientSex)).isEmpty();
            assertThat(made.contains(Tags.PatientAge)).isFalse();
            assertThat(made.contains(Tags.StudyDescription)).isFalse();
            assertThat(made.first(Tags.LongitudinalTemporalInformationModified))
                    .isEqualTo("REMOVED");
        }
    }

    /** Identifiers where no rule looks for them: none may survive in an accepted object. */
    @Nested
    final class PlantedIdentifiers {
        private void survivesNowhere(DataSet.Builder object) {
            switch (pipeline.process(Images.bytes(object), CONTEXT)) {
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
                    "Zhang Sanfeng", "SANFENG", "sanfeng zhang", "zhang_sanfeng", "张三丰",
                            "PID-0007712", "7712 0007712",
                    "1962-03-04", "1962年3月4日", "04.03.1962", "03/04/1962", "13812345678",
                            "ACC-555123", "HUANGFU SONG",
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
                                                                    code.text(
                                                                                    Tags
                                                                                            .CodeMeaning,
                                                                                    secret)
                                                                            .text(
                                                                                    Tags.CodeValue,
                                                                                    "1")
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
            var outcome = held(person().text(Tags.Manufacturer, "built for Zhang Sanfeng"));

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

            assertThat(held(person().bytes(new Tag(0x00281408), Vr.OW, bytes)).rule())
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
                    "Zhang Sanfeng ".getBytes(StandardCharsets.US_ASCII),
                    0,
                    longer,
                    pixels.length,
                    14);

            assertThat(held(person().bytes(Tags.PixelData, Vr.OW, longer)).rule())
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

            assertThat(held(object).rule()).isEqualTo("residual-identifier");
        }
    }

    @Nested
    final class Holds {
        @Test
        void textInThePixels() {
            var image =
                    new java.awt.image.BufferedImage(
                            192, 192, java.awt.image.BufferedImage.TYPE_BYTE_GRAY);
            var graphics = image.createGraphics();
            graphics.setColor(new java.awt.Color(90, 90, 90));
            graphics.fillRect(0, 0, 192, 192);
            graphics.setColor(java.awt.Color.WHITE);
            graphics.setFont(new java.awt.Font(java.awt.Font.SANS_SERIF, java.awt.Font.PLAIN, 12));
            graphics.drawString("ZHANG SANFENG 0007712", 6, 20);
            graphics.dispose();
            var raster = image.getRaster();
            var object = Images.picture(person(), 192, 192);
            var bytes = object.build().bytes(Tags.PixelData).clone();
            for (var i = 0; i < 192 * 192; i++) {
                if (raster.getSample(i % 192, i / 192, 0) == 255) {
                    bytes[2 * i] = (byte) 0xff;
                    bytes[2 * i + 1] = 0x0f;
                }
            }

            var outcome = held(object.bytes(Tags.PixelData, Vr.OW, bytes));

            assertThat(outcome.rule()).isEqualTo("burned-in-text");
            assertThat(outcome.sopClass()).isEqualTo(Images.DIGITAL_XRAY);
        }

        @Test
        void whatTheSenderCallsBurnedIn() {
            assertThat(held(person().text(Tags.BurnedInAnnotation, "YES")).rule())
                    .isEqualTo("burned-in-annotation");
        }

        @Test
        void screensAndDocuments() {
            assertThat(
                            held(person().text(
                                                    Tags.ImageType,
                                                    "DERIVED",
                                                    "SECONDARY",
                                                    "SCREEN SAVE"))
                                    .rule())
                    .isEqualTo("screen-or-document");
        }

        @Test
        void overlaysInUnusedBits() {
            assertThat(held(person().numbers(new Tag(0x60000102), 12)).rule())
                    .isEqualTo("overlay-in-pixel-data");
        }

        @Test
        void sopClassesThatTheProfileDoesNotKnow() {
            assertThat(
                            held(person().text(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.104.1"))
                                    .rule())
                    .isEqualTo("sop-class-not-supported");
        }

        @Test
        void blankAndIncompletePictures() {
            var blank = new byte[64 * 64 * 2];

            assertThat(held(person().bytes(Tags.PixelData, Vr.OW, blank)).rule())
                    .isEqualTo("quality:blank");
            assertThat(held(person().remove(Tags.PixelData)).rule()).isEqualTo("no-pixels");
            assertThat(held(person().bytes(Tags.PixelData, Vr.OW, new byte[10])).rule())
                    .isEqualTo("pixels-not-readable");
            assertThat(held(person().remove(Tags.PhotometricInterpretation)).rule())
                    .isEqualTo("quality:image-attributes");
        }
    }

    @Nested
    final class Refuses {
        @Test
        void whatIsNoDicom() {
            assertThat(pipeline.process(new byte[0], CONTEXT)).isInstanceOf(Refused.class);
            assertThat(
                            pipeline.process(
                                    "not a DICOM object at all".getBytes(StandardCharsets.UTF_8),
                                    CONTEXT))
                    .isInstanceOf(Refused.class);
        }

        @Test
        void objectsWithoutIdentityOfTheirOwn() {
            assertThat(
                            pipeline.process(
                                    Images.bytes(person().remove(Tags.StudyInstanceUID)), CONTEXT))
                    .isEqualTo(
                            new Refused(
                                    "every composite object has the attribute (0020,000D); it is missing or empty"));
        }

        @Test
        void damagedObjectsWithoutEverThrowing() {
            var seed = 20261124L;
            var random = new Random(seed);
            var good = Images.bytes(person());
            for (var i = 0; i < 300; i++) {
                var bad =
                        random.nextBoolean()
                                ? good.clone()
                                : Arrays.copyOf(good, random.nextInt(good.length));
                for (var change = 0; change < 1 + random.nextInt(6) && bad.length > 0; change++) {
                    bad[random.nextInt(Math.min(bad.length, 1500))] = (byte) random.nextInt(256);
                }

                assertThat(pipeline.process(bad, CONTEXT))
                        .as("seed %d, round %d", seed, i)
                        .isNotNull();
            }
        }
    }
}
