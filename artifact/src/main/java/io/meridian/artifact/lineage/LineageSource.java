package io.meridian.artifact.lineage;

import io.meridian.artifact.Parent;
import io.meridian.artifact.RecordConfig;

/** Finds and verifies one record. A walk asks it once for each reference. */
public interface LineageSource {
    /** Looks at the record that a parent pointer names. */
    Step look(Parent pointer);

    /** What was found. */
    sealed interface Step {
        /**
         * It is here and right.
         *
         * @param detail who signed it, or in which head it stands
         */
        record Verified(RecordConfig config, String detail) implements Step {}

        /** Another site holds it. */
        record HeldElsewhere(String site) implements Step {}

        /** It is no longer readable; what it said of itself may still be. */
        record Erased(String detail) implements Step {}

        /** The record is here, its payload was erased. */
        record PayloadErased(RecordConfig config, String detail) implements Step {}

        /** It is not here, or must not be relied on. */
        record Missing(String detail) implements Step {}
    }
}
