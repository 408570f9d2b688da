package io.meridian.model.preprocessing;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Which values become 0 and 1; what lies outside is cut off. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Intensity.FullRange.class, name = "full-range"),
    @JsonSubTypes.Type(value = Intensity.Window.class, name = "window"),
    @JsonSubTypes.Type(value = Intensity.StoredWindow.class, name = "stored-window"),
    @JsonSubTypes.Type(value = Intensity.Percentile.class, name = "percentile")
})
public sealed interface Intensity {
    /** Everything that the bits stored can hold: nothing is cut off, nothing is adapted. */
    record FullRange() implements Intensity {}

    /** A fixed window in units after the modality transform, as for CT. */
    record Window(double center, double width) implements Intensity {
        public Window {
            if (!Double.isFinite(center) || !Double.isFinite(width) || width <= 0) {
                throw new PreprocessingException(
                        "intensity: a window has a finite center and a width above 0");
            }
        }
    }

    /** The first window in the file; the full range where there is none. */
    record StoredWindow() implements Intensity {}

    /** Between two percentiles of the image's own values, each in [0, 100]. */
    record Percentile(double low, double high) implements Intensity {
        public Percentile {
            if (!(low >= 0 && low < high && high <= 100)) {
                throw new PreprocessingException(
                        "intensity: percentiles must be 0 <= low < high <= 100");
            }
        }
    }
}
