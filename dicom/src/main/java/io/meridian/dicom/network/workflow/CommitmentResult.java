package io.meridian.dicom.network.workflow;

import java.util.List;

/**
 * What a provider committed itself to keep (PS3.4 section J.3.3).
 *
 * @param transaction that of the request
 * @param kept objects that it will keep
 * @param failed objects that it will not
 */
public record CommitmentResult(String transaction, List<Reference> kept, List<Failure> failed) {
    /** One object. Prints no instance. */
    public record Reference(String sopClass, String sopInstance) {
        @Override
        public String toString() {
            return "Reference[" + sopClass + "]";
        }
    }

    /**
     * One object that is not kept.
     *
     * @param reason Failure Reason (0008,1197)
     */
    public record Failure(Reference reference, int reason) {}

    public CommitmentResult {
        kept = List.copyOf(kept);
        failed = List.copyOf(failed);
    }

    /** Names numbers only. */
    @Override
    public String toString() {
        return "CommitmentResult[%d kept, %d failed]".formatted(kept.size(), failed.size());
    }
}
