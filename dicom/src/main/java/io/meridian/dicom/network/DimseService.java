package io.meridian.dicom.network;

import java.io.IOException;

/**
 * What an application entity does with requests of some SOP classes. Called by several threads at
 * once; one request at a time of one association unless a window is agreed.
 */
public interface DimseService {
    /** Whether a presentation context is for this service, and on what terms. */
    Offer negotiate(Proposal proposal);

    /** Whether requests of this kind are for this service. */
    boolean performs(DimseRequest request);

    /**
     * Answers one request by {@link Exchange#reply}, perhaps after {@link Exchange#pending}.
     * C-STORE runs on the association's own thread, so that its data set can be streamed; others
     * run beside it, so that a cancellation is seen.
     *
     * @throws DimseException for a failure that has a status of its own
     */
    void perform(DimseRequest request, Exchange exchange) throws IOException;
}
