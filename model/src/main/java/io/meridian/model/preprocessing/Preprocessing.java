package io.meridian.model.preprocessing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.meridian.model.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * From a decoded image to a network's input, as data: modality transform, inversion of MONOCHROME1,
 * {@link Intensity} to [0, 1], {@link Resample} to height × width, then {@code (value - mean) /
 * deviation}. Training data and clinical images pass through this one implementation; the same
 * image gives the same bits on every machine.
 *
 * @param channels 1 or 3; grey images are repeated, colour ones become luma
 * @param height in pixels, 1 to 2048
 * @param width in pixels, 1 to 2048
 * @param mean subtracted after scaling to [0, 1]
 * @param deviation divided by, above 0
 */
public record Preprocessing(
        int channels,
        int height,
        int width,
        Intensity intensity,
        Resample resample,
        float mean,
        float deviation) {
    /** The longest side of a network's input, in pixels. */
    public static final int MAXIMUM_SIDE = 2048;

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    public Preprocessing {
        if (channels != 1 && channels != 3) {
            throw new PreprocessingException(
                    "preprocessing.channels must be 1 or 3, not " + channels);
        }
        if (height < 1 || height > MAXIMUM_SIDE || width < 1 || width > MAXIMUM_SIDE) {
            throw new PreprocessingException(
                    "preprocessing.height and width must be in [1, %d], not %d and %d"
                            .formatted(MAXIMUM_SIDE, height, width));
        }
        if (!Float.isFinite(mean) || !Float.isFinite(deviation) || !(deviation > 0)) {
            throw new PreprocessingException(
                    "preprocessing.mean must be finite and deviation above 0");
        }
    }

    /** Fields that a document leaves out: full range, area resampling, mean 0.5, deviation 0.25. */
    @JsonCreator
    static Preprocessing of(
            @JsonProperty(value = "channels", required = true) int channels,
            @JsonProperty(value = "height", required = true) int height,
            @JsonProperty(value = "width", required = true) int width,
            @JsonProperty("intensity") @Nullable Intensity intensity,
            @JsonProperty("resample") @Nullable Resample resample,
            @JsonProperty("mean") @Nullable Float mean,
            @JsonProperty("deviation") @Nullable Float deviation) {
        return new Preprocessing(
                channels,
                height,
                width,
                intensity == null ? new Intensity.FullRange() : intensity,
                resample == null ? Resample.AREA : resample,
                mean == null ? 0.5f : mean,
                deviation == null ? 0.25f : deviation);
    }

    /** The defaults for images of this size. */
    public static Preprocessing of(int channels, int height, int width) {
        return of(channels, height, width, null, null, null, null);
    }

    /** Reads {@code preprocessing.json}, or the job document's map as JSON. */
    public static Preprocessing parse(byte[] json) {
        try {
            return MAPPER.readValue(json, Preprocessing.class);
        } catch (JacksonException e) {
            if (e.getCause() instanceof PreprocessingException cause) {
                throw cause;
            }
            throw new PreprocessingException(
                    "preprocessing is not valid: " + e.getOriginalMessage(), e);
        }
    }

    /** Reads the job document's parsed map. */
    public static Preprocessing of(Map<String, ?> map) {
        return parse(MAPPER.writeValueAsBytes(map));
    }

    /** Every field written out; equal values give equal bytes. */
    public byte[] toJson() {
        return MAPPER.writeValueAsBytes(this);
    }

    /** The shape of what {@link #apply} yields. */
    public Shape shape() {
        return Shape.of(channels, height, width);
    }

    /** The network's input: channels × height × width numbers, row by row. */
    public float[] apply(PixelImage image) {
        return Pipeline.apply(this, image);
    }
}
