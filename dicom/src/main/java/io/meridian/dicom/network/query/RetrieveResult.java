package io.meridian.dicom.network.query;

import io.meridian.dicom.network.Status;
import io.meridian.dicom.network.SubOperations;
import java.util.List;

/**
 * How a retrieval ended.
 *
 * @param comment the provider's words to a failure, as they came: not for logs
 * @param failedInstances SOP instances that were not sent, as far as the provider names them
 */
public record RetrieveResult(
        Status status, String comment, SubOperations counts, List<String> failedInstances) {
    public RetrieveResult {
        failedInstances = List.copyOf(failedInstances);
    }

    /** Names no instance. */
    @Override
    public String toString() {
        return "RetrieveResult[" + status + ", " + counts + "]";
    }
}
