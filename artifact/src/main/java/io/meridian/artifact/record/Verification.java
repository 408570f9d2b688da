package io.meridian.artifact.record;

import io.meridian.artifact.signature.VerifyingKey;
import java.util.List;

/** What is known of a record after looking closely. */
public sealed interface Verification {
    /** Its bytes are what its digest names, and these trusted keys signed it. */
    record Verified(StoredRecord record, List<VerifyingKey> signers) implements Verification {
        public Verified {
            signers = List.copyOf(signers);
        }
    }

    /** The store does not hold it. */
    record Absent() implements Verification {}

    /** It is there, and must not be relied on. */
    record Refused(String reason) implements Verification {}
}
