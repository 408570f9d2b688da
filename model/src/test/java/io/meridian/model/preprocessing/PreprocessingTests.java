package io.meridian.model.preprocessing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PreprocessingTests {
    private static final Offset<Float> TIGHT = within(1e-6f);

    private static Preprocessing of(String json) {
        return Preprocessing.parse(json.replace('\'', '"').getBytes(UTF_8));
    }

    private static PixelImage grey(int rows, int columns, float... stored) {
        return new PixelImage(rows, columns, 1, stored, 1, 0, 0, 255, false, List.of());
    }

    @Nested
    class Document {
        @Test
        void fillsWhatIsLeftOutAndWritesItAll() {
            Preprocessing defaults = of("{'channels':1,'height':28,'width':28}");

            assertThat(defaults).isEqualTo(Preprocessing.of(1, 28, 28));
            assertThat(new String(defaults.toJson(), UTF_8))
                    .contains("full-range", "area", "\"mean\":0.5", "\"deviation\":0.25");
            assertThat(Preprocessing.parse(defaults.toJson())).isEqualTo(defaults);
        }

        @Test
        void isRefusedWithTheFieldNamed() {
            assertThatThrownBy(() -> of("{'channels':2,'height':28,'width':28}"))
                    .isInstanceOf(PreprocessingException.class)
                    .hasMessageContaining("channels must be 1 or 3");
            assertThatThrownBy(() -> of("{'channels':1,'height':28,'width':99999}"))
                    .hasMessageContaining("height and width");
            assertThatThrownBy(() -> of("{'channels':1,'height':28,'width':28,'crop':3}"))
                    .isInstanceOf(PreprocessingException.class)
                    .hasMessageContaining("crop");
            assertThatThrownBy(() -> of("{'channels':1,'height':28}"))
                    .isInstanceOf(PreprocessingException.class);
            assertThatThrownBy(() ->
                            of(
                                    "{'channels':1,'height':28,'width':28,'intensity':{'type':'window','center':0,'width':-1}}"))
                    .isInstanceOf(PreprocessingException.class)
                    .hasMessageContaining("width above 0");
        }
    }

    @Nested
    class IntensityScaling {
        private static float[] apply(String intensity, PixelImage image) {
            return of("{'channels':1,'height':%d,'width':%d,'mean':0,'deviation':1,'intensity':%s}"
                            .formatted(image.rows(), image.columns(), intensity))
                    .apply(image);
        }

        @Test
        void fullRangeUsesWhatTheBitsCanHold() {
            assertThat(apply("{'type':'full-range'}", grey(1, 3, 0, 51, 255)))
                    .containsExactly(new float[] {0, 0.2f, 1}, TIGHT);
        }

        @Test
        void windowsActAfterTheModalityTransform() {
            PixelImage ct =
                    new PixelImage(
                            1,
                            3,
                            1,
                            new float[] {0, 1024, 4095},
                            1,
                            -1024,
                            0,
                            4095,
                            false,
                            List.of());

            assertThat(apply("{'type':'window','center':0,'width':2000}", ct))
                    .containsExactly(new float[] {0, 0.5f, 1}, TIGHT);
        }

        @Test
        void theStoredWindowIsUsedWhereThereIsOne() {
            PixelImage image =
                    new PixelImage(
                            1,
                            2,
                            1,
                            new float[] {100, 150},
                            1,
                            0,
                            0,
                            255,
                            false,
                            List.of(new PixelImage.Window(150, 100)));

            assertThat(apply("{'type':'stored-window'}", image))
                    .containsExactly(new float[] {0, 0.5f}, TIGHT);
            assertThat(apply("{'type':'stored-window'}", grey(1, 1, 255)))
                    .containsExactly(new float[] {1}, TIGHT);
        }

        @Test
        void percentilesAreTheImagesOwn() {
            assertThat(apply("{'type':'percentile','low':0,'high':50}", grey(1, 3, 10, 20, 200)))
                    .containsExactly(new float[] {0, 1, 1}, TIGHT);
        }

        @Test
        void smallValuesOfMonochrome1AreBright() {
            PixelImage inverted =
                    new PixelImage(1, 2, 1, new float[] {0, 255}, 1, 0, 0, 255, true, List.of());

            assertThat(apply("{'type':'full-range'}", inverted))
                    .containsExactly(new float[] {1, 0}, TIGHT);
        }

        @Test
        void anImageOfOneValueBecomesZero() {
            assertThat(apply("{'type':'percentile','low':0,'high':100}", grey(1, 2, 9, 9)))
                    .containsExactly(0, 0);
        }
    }

    @Nested
    class Resampling {
        private static float[] apply(String method, int height, int width, PixelImage image) {
            return of("{'channels':1,'height':%d,'width':%d,'mean':0,'deviation':1,'resample':'%s','intensity':{'type':'window','center':50,'width':100}}"
                            .formatted(height, width, method))
                    .apply(image);
        }

        @Test
        void areaTakesTheMeanOfWhatEachTargetPixelCovers() {
            PixelImage image = grey(2, 3, 0, 30, 60, 0, 60, 90);

            assertThat(apply("area", 1, 1, image)).containsExactly(new float[] {0.4f}, TIGHT);
            // The middle column is split in halves.
            assertThat(apply("area", 1, 2, image))
                    .containsExactly(new float[] {0.15f, 0.65f}, TIGHT);
        }

        @Test
        void areaKeepsAnImageOfTheRightSizeAndRepeatsWhenItGrows() {
            PixelImage image = grey(1, 2, 20, 40);

            assertThat(apply("area", 1, 2, image)).containsExactly(new float[] {.2f, .4f}, TIGHT);
            assertThat(apply("area", 1, 4, image))
                    .containsExactly(new float[] {.2f, .2f, .4f, .4f}, TIGHT);
        }

        @Test
        void bilinearLiesBetweenPixelCenters() {
            assertThat(apply("bilinear", 1, 4, grey(1, 2, 0, 100)))
                    .containsExactly(new float[] {0, 0.25f, 0.75f, 1}, TIGHT);
            assertThat(apply("bilinear", 1, 3, grey(1, 1, 70)))
                    .containsExactly(new float[] {.7f, .7f, .7f}, TIGHT);
        }
    }

    @Test
    void normalisesLast() {
        float[] result = Preprocessing.of(1, 1, 2).apply(grey(1, 2, 0, 255));

        assertThat(result).containsExactly(new float[] {-2, 2}, TIGHT);
    }

    @Test
    void greyIsRepeatedForColourNetworksAndColourBecomesLuma() {
        assertThat(Preprocessing.of(3, 1, 1).apply(grey(1, 1, 255)))
                .containsExactly(new float[] {2, 2, 2}, TIGHT);
        PixelImage red =
                new PixelImage(1, 1, 3, new float[] {255, 0, 0}, 1, 0, 0, 255, false, List.of());
        assertThat(Preprocessing.of(1, 1, 1).apply(red))
                .containsExactly(new float[] {(0.299f - 0.5f) / 0.25f}, TIGHT);
        assertThat(Preprocessing.of(3, 1, 1).apply(red))
                .containsExactly(new float[] {2, -2, -2}, TIGHT);
    }

    @Test
    void anImageThatContradictsItselfIsRefused() {
        assertThatThrownBy(() -> grey(2, 2, 1, 2, 3)).isInstanceOf(PreprocessingException.class);
        assertThatThrownBy(() -> grey(0, 2)).isInstanceOf(PreprocessingException.class);
    }
}
