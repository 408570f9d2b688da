package io.meridian.governance.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meridian.testing.Peers;
import java.awt.Font;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BurnedInTextCheckTests {
    private static final long SEED = 20261124;
    private static final List<String> LATIN =
            List.of(
                    "ZHANG^SAN",
                    "LI MING 1962-03-04",
                    "ID 00012345",
                    "Wang Wei",
                    "Smith, John M 45Y");
    private static final List<String> CHINESE =
            List.of("张三丰 00012345", "王小二 男 45岁", "欧阳娜娜 20240103");

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Phantom phantom = new Phantom(random);

    /** Share of pictures with a text in which text is found. */
    private double recall(List<String> texts, int height, int grey) {
        var found = 0;
        var all = 0;
        for (var font : List.of(Font.SANS_SERIF, Font.SERIF, Font.MONOSPACED)) {
            for (var style : List.of(Font.PLAIN, Font.BOLD)) {
                for (var size : List.of(128, 192, 256)) {
                    for (var text : texts) {
                        var image = phantom.chest(size, size, 2 + random.nextDouble() * 6);
                        var x = 4 + random.nextInt(size / 6);
                        var y = height + 2 + random.nextInt(size - height - 4);
                        Phantom.write(
                                image, text, font, style, height, grey, x, y, random.nextBoolean());
                        found += BurnedInTextCheck.find(Phantom.grey(image)).isPresent() ? 1 : 0;
                        all++;
                    }
                }
            }
        }
        return (double) found / all;
    }

    @Nested
    final class Finds {
        @ParameterizedTest
        @ValueSource(ints = {10, 12, 16, 20, 28})
        void whiteLatinText(int height) {
            assertThat(recall(LATIN, height, 255)).as("seed %d", SEED).isEqualTo(1.0);
        }

        @Test
        void whiteLatinTextOfEightPixels() {
            assertThat(recall(LATIN, 8, 255)).as("seed %d", SEED).isGreaterThanOrEqualTo(0.98);
        }

        @ParameterizedTest
        @ValueSource(ints = {12, 16, 20, 28})
        void whiteChineseText(int height) {
            assumeTrue(
                    new Font(Font.SANS_SERIF, Font.PLAIN, 12).canDisplayUpTo("张三丰") < 0,
                    "skipped: no font with Chinese characters is installed");

            assertThat(recall(CHINESE, height, 255))
                    .as("seed %d", SEED)
                    .isGreaterThanOrEqualTo(0.98);
        }

        @Test
        void blackText() {
            assertThat(recall(LATIN, 14, 0)).as("seed %d", SEED).isGreaterThanOrEqualTo(0.9);
        }

        @Test
        void largeTextOnALargeRadiograph() {
            var image = phantom.chest(1600, 1400, 4);
            Phantom.write(
                    image, "WANG WEI 1962", Font.SANS_SERIF, Font.BOLD, 90, 255, 200, 300, true);

            assertThat(BurnedInTextCheck.find(Phantom.grey(image))).isPresent();
        }

        @Test
        void theLineWhereItIs() {
            var image = phantom.chest(256, 256, 3);
            Phantom.write(image, "ZHANG SAN", Font.SANS_SERIF, Font.PLAIN, 16, 255, 20, 60, true);

            var region = BurnedInTextCheck.find(Phantom.grey(image)).orElseThrow();

            assertThat(region.x()).isBetween(10, 30);
            assertThat(region.y()).isBetween(40, 55);
            assertThat(region.height()).isBetween(8, 24);
        }
    }

    @Nested
    final class LeavesAlone {
        @ParameterizedTest
        @ValueSource(ints = {64, 128, 192, 256, 512})
        void radiographLikePictures(int size) {
            for (var noise : List.of(0, 3, 8, 15)) {
                for (var i = 0; i < 10; i++) {
                    assertThat(
                                    BurnedInTextCheck.find(
                                            Phantom.grey(phantom.chest(size, size, noise))))
                            .as("noise %d, seed %d", noise, SEED)
                            .isEmpty();
                }
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"L", "R"})
        void aSideMarker(String marker) {
            for (var i = 0; i < 20; i++) {
                var image = phantom.chest(256, 256, 4);
                Phantom.write(image, marker, Font.SANS_SERIF, Font.BOLD, 24, 255, 20, 40, true);

                assertThat(BurnedInTextCheck.find(Phantom.grey(image)))
                        .as("seed %d", SEED)
                        .isEmpty();
            }
        }

        @Test
        void realRadiographsOfTwentyEightPixels() throws IOException {
            var images = Npz.images(Peers.data("pneumoniamnist/pneumoniamnist.npz"));

            var held =
                    images.stream()
                            .filter(image -> BurnedInTextCheck.find(image).isPresent())
                            .count();

            assertThat(images).hasSize(5856);
            assertThat(held).isLessThanOrEqualTo(2);
        }

        @ParameterizedTest
        @ValueSource(strings = {"breastmnist/breastmnist.npz", "breastmnist/breastmnist_64.npz"})
        void realUltrasound(String file) throws IOException {
            var images = Npz.images(Peers.data(file));

            var held =
                    images.stream()
                            .filter(image -> BurnedInTextCheck.find(image).isPresent())
                            .count();

            assertThat(images).hasSize(780);
            assertThat(held).isLessThanOrEqualTo(2);
        }
    }
}
