package io.meridian.cli.phantom;

/**
 * Which phantoms to make.
 *
 * @param count sound images, 1 to 100,000
 * @param firstPatient number of the first patient, from 1; other numbers are other people
 * @param burnedIn how many of them have the patient's name in the pixels
 * @param malformed how many objects with cut-off pixels come on top
 */
public record PhantomOrder(
        PhantomHospital hospital,
        int count,
        long seed,
        int firstPatient,
        int burnedIn,
        int malformed) {
    private static final int MOST = 100_000;

    public PhantomOrder {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException(
                    "the number of images must be between 1 and %d; it is %d"
                            .formatted(MOST, count));
        }
        if (firstPatient < 1 || firstPatient > 9_000_000) {
            throw new IllegalArgumentException(
                    "the first patient must be between 1 and 9000000; it is " + firstPatient);
        }
        if (burnedIn < 0 || burnedIn > count || malformed < 0 || malformed > count) {
            throw new IllegalArgumentException(
                    "the numbers of images with text and of malformed ones must be between 0 and %d"
                            .formatted(count));
        }
    }
}
