package io.meridian.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meridian.model.Shape;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AugmentationTests {
    private static final Shape SHAPE = Shape.of(1, 5, 5);

    private static float[] apply(Augmentation augmentation, float[] source, Random random) {
        float[] target = new float[source.length];
        augmentation.apply(source, target, SHAPE, random);
        return target;
    }

    @Test
    void nothingChangesNothing() {
        float[] image = new float[25];
        image[7] = 3;

        assertThat(apply(Augmentation.NONE, image, new Random(1))).containsExactly(image);
    }

    @Test
    void movingKeepsAConstantImage() {
        float[] image = new float[25];
        Arrays.fill(image, 0.7f);

        assertThat(apply(new Augmentation(2, 30, 0.2, 0), image, new Random(1)))
                .containsExactly(image, within(1e-5f));
    }

    @Test
    void aQuarterTurnMovesPixelsAroundTheMiddle() {
        float[] image = new float[25];
        image[2] = 1; // the middle of the top row
        Random quarter =
                new Random() {
                    private static final long serialVersionUID = 1L;
                    private int calls;

                    @Override
                    public double nextDouble() {
                        return calls++ == 0 ? 1 : 0.5;
                    }
                };

        float[] turned = apply(new Augmentation(0, 90, 0, 0), image, quarter);

        assertThat(turned[10] + turned[14]).isCloseTo(1, within(1e-5f));
        assertThat(turned[2]).isCloseTo(0, within(1e-5f));
    }

    @Test
    void zoomingSpreadsFromTheMiddle() {
        float[] image = new float[25];
        image[12] = 1;
        Random largest =
                new Random() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public double nextDouble() {
                        return 1;
                    }
                };

        float[] larger = apply(new Augmentation(0, 0, 0.5, 0), image, largest);

        assertThat(larger[12]).isCloseTo(1, within(1e-5f));
        assertThat(larger[13]).isCloseTo(1 / 3f, within(1e-5f));
    }

    @Test
    void staysWithinItsBounds() {
        float[] image = new float[25];
        image[12] = 1;
        for (int seed = 0; seed < 200; seed++) {
            float[] changed = apply(new Augmentation(0, 0, 0, 0.2), image, new Random(seed));
            assertThat(changed[12] - changed[0]).isBetween(0.799f, 1.201f);
            assertThat(changed[0]).isBetween(-0.401f, 0.401f);
        }
    }
}
