package io.meridian.governance;

import static io.meridian.governance.TestPipeline.CONTEXT;
import static io.meridian.governance.TestPipeline.assertNothingSurvives;
import static io.meridian.governance.TestPipeline.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import io.meridian.governance.ResearchOutcome.Accepted;
import io.meridian.governance.ResearchOutcome.Refused;
import io.meridian.governance.catalog.SplitUnit;
import io.meridian.governance.deidentification.DeidentificationProfile;
import io.meridian.governance.deidentification.DeidentificationRecord.Touched;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResearchPipelineTests {
    private final TestPipeline research = new TestPipeline(DeidentificationProfile.RESEARCH);

    @Nested
    final class Accepts {
        @Test
        void aRadiographAndRemovesThePerson() {
            var result = research.accepted(person());
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
                    .isEqualTo(research.keys.uid(Images.INSTANCE_UID));
            assertThat(made.dataSet().bytes(Tags.PixelData))
                    .isEqualTo(person().build().bytes(Tags.PixelData));
        }

        @Test
        void andDescribesItForTheCatalog() {
            var entry = research.accepted(person()).entry();

            assertThat(entry.unit()).isEqualTo(SplitUnit.SUBJECT);
            assertThat(entry.ageBand()).isEqualTo("60-64");
            assertThat(entry.modality()).isEqualTo("DX");
            assertThat(entry.rows()).isEqualTo(64);
            assertThat(entry.instanceUid()).isEqualTo(research.keys.uid(Images.INSTANCE_UID));
        }

        @Test
        void andListsWhatItTouchedWithoutAnyValue() {
            var result = research.accepted(Images.withPrivate(person(), "Zhang Sanfeng"));

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

            var entry = research.accepted(object).entry();

            assertThat(entry.unit()).isEqualTo(SplitUnit.IMAGE);
            assertThat(entry.subject())
                    .isEqualTo(research.keys.imagePseudonym(Images.INSTANCE_UID));
        }

        @Test
        void theSameObjectToTheSameBytes() {
            assertThat(research.accepted(person()).object())
                    .isEqualTo(research.accepted(person()).object());
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
                    research.pipeline.process(
                            Images.bytes(person(), new TransferSyntax(syntax)), CONTEXT);

            assertThat(outcome).isInstanceOf(Accepted.class);
            assertNothingSurvives(((Accepted) outcome).object());
        }

        @Test
        void aBareDataSetAsItTravelsOverTheNetworkWithAMetaOfOurs() {
            var result = research.accepted(person());

            var meta = Part10.read(result.object()).meta();
            assertThat(meta.contains(Tags.SourceApplicationEntityTitle)).isFalse();
            assertThat(Arrays.copyOf(result.object(), 128)).isEqualTo(new byte[128]);
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

            var outcome = research.held(object.bytes(Tags.PixelData, Vr.OW, bytes));

            assertThat(outcome.rule()).isEqualTo("burned-in-text");
            assertThat(outcome.sopClass()).isEqualTo(Images.DIGITAL_XRAY);
        }

        @Test
        void whatTheSenderCallsBurnedIn() {
            assertThat(research.held(person().text(Tags.BurnedInAnnotation, "YES")).rule())
                    .isEqualTo("burned-in-annotation");
        }

        @Test
        void screensAndDocuments() {
            assertThat(
                            research.held(
                                            person().text(
                                                            Tags.ImageType,
                                                            "DERIVED",
                                                            "SECONDARY",
                                                            "SCREEN SAVE"))
                                    .rule())
                    .isEqualTo("screen-or-document");
        }

        @Test
        void overlaysInUnusedBits() {
            assertThat(research.held(person().numbers(new Tag(0x60000102), 12)).rule())
                    .isEqualTo("overlay-in-pixel-data");
        }

        @Test
        void sopClassesThatTheProfileDoesNotKnow() {
            assertThat(
                            research.held(
                                            person().text(
                                                            Tags.SOPClassUID,
                                                            "1.2.840.10008.5.1.4.1.1.104.1"))
                                    .rule())
                    .isEqualTo("sop-class-not-supported");
        }

        @Test
        void blankAndIncompletePictures() {
            var blank = new byte[64 * 64 * 2];

            assertThat(research.held(person().bytes(Tags.PixelData, Vr.OW, blank)).rule())
                    .isEqualTo("quality:blank");
            assertThat(research.held(person().remove(Tags.PixelData)).rule())
                    .isEqualTo("no-pixels");
            assertThat(research.held(person().bytes(Tags.PixelData, Vr.OW, new byte[10])).rule())
                    .isEqualTo("pixels-not-readable");
            assertThat(research.held(person().remove(Tags.PhotometricInterpretation)).rule())
                    .isEqualTo("quality:image-attributes");
        }
    }

    @Nested
    final class Refuses {
        @Test
        void whatIsNoDicom() {
            assertThat(research.pipeline.process(new byte[0], CONTEXT)).isInstanceOf(Refused.class);
            assertThat(
                            research.pipeline.process(
                                    "not a DICOM object at all".getBytes(StandardCharsets.UTF_8),
                                    CONTEXT))
                    .isInstanceOf(Refused.class);
        }

        @Test
        void objectsWithoutIdentityOfTheirOwn() {
            assertThat(
                            research.pipeline.process(
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

                assertThat(research.pipeline.process(bad, CONTEXT))
                        .as("seed %d, round %d", seed, i)
                        .isNotNull();
            }
        }
    }
}
