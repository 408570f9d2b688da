package io.meridian.model.packaging;

/**
 * How far two runtimes did differ.
 *
 * @param maxAbs the largest absolute difference of a logit
 * @param maxRel the largest difference relative to the larger of 1 and the reference's magnitude
 * @param n how many inputs were compared
 */
public record Parity(double maxAbs, double maxRel, int n) {
    /** Compares logits in equal order; a value that is not finite makes both differences NaN. */
    public static Parity of(float[] reference, float[] other, int inputs) {
        if (reference.length != other.length) {
            throw new IllegalArgumentException(
                    "both runtimes must give equally many logits, not %d and %d"
                            .formatted(reference.length, other.length));
        }
        double abs = 0;
        double rel = 0;
        for (int i = 0; i < reference.length; i++) {
            double difference = Math.abs((double) reference[i] - other[i]);
            abs = Math.max(abs, difference);
            rel = Math.max(rel, difference / Math.max(1, Math.abs((double) reference[i])));
        }
        return new Parity(abs, rel, inputs);
    }
}
