package io.meridian.federation.update;

/** What {@link UpdateCheck} found in an update's bytes. */
public sealed interface Inspection {
    /**
     * It may count.
     *
     * @param norm its Euclidean distance from the base, over all float tensors
     */
    record Sound(double norm) implements Inspection {}

    /** It may not. */
    record Unsound(Refusal reason) implements Inspection {}
}
