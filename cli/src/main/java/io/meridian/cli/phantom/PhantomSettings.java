package io.meridian.cli.phantom;

/**
 * How one hospital's phantoms look: what differs between real hospitals and makes learning together
 * harder than it sounds.
 *
 * @param size rows and columns in pixels, 64 to 1024
 * @param prevalence share of patients with an opacity, 0 to 1
 * @param noise standard deviation of the detector noise, in parts of the full range, 0 to 0.2
 * @param contrast of lungs against soft tissue, 0.3 to 1.5
 * @param opacity contrast of an opacity against the lung, 0.05 to 1
 */
public record PhantomSettings(
        int size, double prevalence, double noise, double contrast, double opacity) {
    public PhantomSettings {
        within("size", size, 64, 1024);
        within("prevalence", prevalence, 0, 1);
        within("noise", noise, 0, 0.2);
        within("contrast", contrast, 0.3, 1.5);
        within("opacity", opacity, 0.05, 1);
    }

    private static void within(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(
                    "%s must be between %s and %s; it is %s".formatted(name, low, high, value));
        }
    }
}
