package io.meridian.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.meridian.model.Shape;
import io.meridian.runtime.worker.TaskFailure;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Random changes of training images that keep what they show: a shift, a small rotation, a zoom, a
 * change of contrast and brightness. Zero switches one off.
 *
 * @param shift at most, in pixels of the network's input, 0 to 64
 * @param rotateDegrees at most, either way, 0 to 180
 * @param zoom relative change of size at most, 0 to 0.5
 * @param contrast relative change of contrast at most, 0 to 1; brightness moves by at most twice
 *     it, in units of the normalised input (half of it, in units of the full range at the default
 *     deviation of 0.25)
 */
public record Augmentation(double shift, double rotateDegrees, double zoom, double contrast) {
    private static final double BRIGHTNESS = 2;

    public static final Augmentation NONE = new Augmentation(0, 0, 0, 0);

    public Augmentation {
        if (!(shift >= 0 && shift <= 64)
                || !(rotateDegrees >= 0 && rotateDegrees <= 180)
                || !(zoom >= 0 && zoom <= 0.5)
                || !(contrast >= 0 && contrast <= 1)) {
            throw TaskFailure.invalid(
                    "augmentation: shift is in [0, 64], rotateDegrees in [0, 180], zoom in [0, 0.5], contrast in [0, 1]");
        }
    }

    /** Fields that a document leaves out are 0. */
    @JsonCreator
    static Augmentation of(
            @JsonProperty("shift") @Nullable Double shift,
            @JsonProperty("rotateDegrees") @Nullable Double rotateDegrees,
            @JsonProperty("zoom") @Nullable Double zoom,
            @JsonProperty("contrast") @Nullable Double contrast) {
        return new Augmentation(
                shift == null ? 0 : shift,
                rotateDegrees == null ? 0 : rotateDegrees,
                zoom == null ? 0 : zoom,
                contrast == null ? 0 : contrast);
    }

    /**
     * Changes one image.
     *
     * @param source channels × height × width
     * @param target the same extent; every element is written
     */
    void apply(float[] source, float[] target, Shape shape, RandomGenerator random) {
        double angle = Math.toRadians(between(rotateDegrees, random));
        double down = between(shift, random);
        double right = between(shift, random);
        double size = 1 + between(zoom, random);
        float gain = (float) (1 + between(contrast, random));
        float offset = (float) between(BRIGHTNESS * contrast, random);
        if (angle == 0 && size == 1 && down == 0 && right == 0) {
            System.arraycopy(source, 0, target, 0, source.length);
        } else {
            move(source, target, shape, angle, size, down, right);
        }
        for (int i = 0; i < target.length; i++) {
            target[i] = target[i] * gain + offset;
        }
    }

    private static double between(double bound, RandomGenerator random) {
        double unit = 2 * random.nextDouble() - 1;
        return bound * unit;
    }

    /** Bilinear; beyond the edge its nearest pixel. */
    private static void move(
            float[] source,
            float[] target,
            Shape shape,
            double angle,
            double size,
            double down,
            double right) {
        int height = shape.at(1);
        int width = shape.at(2);
        float sine = (float) (Math.sin(angle) / size);
        float cosine = (float) (Math.cos(angle) / size);
        float middleY = (height - 1) / 2f;
        float middleX = (width - 1) / 2f;
        int plane = height * width;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float fromY = y - middleY - (float) down;
                float fromX = x - middleX - (float) right;
                float atY = Math.clamp(cosine * fromY - sine * fromX + middleY, 0f, height - 1f);
                float atX = Math.clamp(sine * fromY + cosine * fromX + middleX, 0f, width - 1f);
                int top = (int) atY;
                int left = (int) atX;
                int below = Math.min(top + 1, height - 1);
                int beside = Math.min(left + 1, width - 1);
                float partY = atY - top;
                float partX = atX - left;
                for (int base = 0; base < source.length; base += plane) {
                    float upper =
                            source[base + top * width + left] * (1 - partX)
                                    + source[base + top * width + beside] * partX;
                    float lower =
                            source[base + below * width + left] * (1 - partX)
                                    + source[base + below * width + beside] * partX;
                    target[base + y * width + x] = upper * (1 - partY) + lower * partY;
                }
            }
        }
    }
}
