package io.meridian.model;

/**
 * One tensor that a network needs from outside: trained, or carried along as a buffer.
 *
 * @param name as torchvision names it: the node, a dot, and {@code weight}, {@code bias}, {@code
 *     running_mean} or {@code running_var}
 * @param fanIn how many inputs feed one output, for initialisation; 1 where it does not matter
 */
public record Parameter(String name, Shape shape, Role role, int fanIn) {
    /** What a parameter is for; decides how it starts and whether an optimiser moves it. */
    public enum Role {
        WEIGHT(true),
        BIAS(true),
        SCALE(true),
        SHIFT(true),
        RUNNING_MEAN(false),
        RUNNING_VARIANCE(false);

        private final boolean trainable;

        Role(boolean trainable) {
            this.trainable = trainable;
        }

        public boolean trainable() {
            return trainable;
        }
    }
}
