package io.meridian.model.packaging;

/**
 * How far two runtimes may differ on the same inputs.
 *
 * @param maximumAbsolute of any output
 * @param maximumRelative of any output, relative to the larger of 1 and the reference
 */
public record ParityPolicy(double maximumAbsolute, double maximumRelative) {
    /** For float32 on a CPU: 10⁻⁵ absolute and relative. */
    public static final ParityPolicy FLOAT32 = new ParityPolicy(1e-5, 1e-5);

    public ParityPolicy {
        if (!(maximumAbsolute > 0) || !(maximumRelative > 0)) {
            throw new IllegalArgumentException("a parity policy's tolerances must be above 0");
        }
    }

    /** Whether a measured difference passes; what is not a number does not. */
    public boolean permits(Parity parity) {
        return parity.n() > 0
                && parity.maxAbs() <= maximumAbsolute
                && parity.maxRel() <= maximumRelative;
    }
}
