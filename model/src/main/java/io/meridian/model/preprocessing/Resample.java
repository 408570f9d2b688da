package io.meridian.model.preprocessing;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an image comes to the size that the network reads. */
public enum Resample {
    /**
     * Each target pixel is the mean of the source area it covers; the image itself at equal size.
     */
    @JsonProperty("area")
    AREA,
    /** Linear between the four nearest source pixels' centers, edges repeated. */
    @JsonProperty("bilinear")
    BILINEAR
}
