package io.meridian.federation.job;

/**
 * Random changes of training images.
 *
 * @param shift at most, in pixels of the network's input, 0 to 64
 * @param rotateDegrees at most, either way, 0 to 180
 * @param zoom relative change of size at most, 0 to 0.5
 * @param contrast relative change at most, 0 to 1
 */
public record Augmentation(double shift, double rotateDegrees, double zoom, double contrast) {
    public static final Augmentation NONE = new Augmentation(0, 0, 0, 0);
}
