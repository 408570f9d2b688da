package io.meridian.dicom.network.workflow;

/** Told what providers committed to; called by several threads at once. */
@FunctionalInterface
public interface CommitmentListener {
    /** False if the transaction is not one of ours; the provider is told so. */
    boolean committed(CommitmentResult result);
}
