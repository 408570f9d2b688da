package io.meridian.dicom.network;

/**
 * How many operations may be outstanding (PS3.7 section D.3.3.3); 0 means any number.
 *
 * @param invoked by the requestor of the association
 * @param performed by the requestor of the association
 */
public record OperationsWindow(int invoked, int performed) {
    /** What holds without negotiation: one at a time. */
    public static final OperationsWindow SYNCHRONOUS = new OperationsWindow(1, 1);

    public OperationsWindow {
        if (invoked < 0 || invoked > 0xFFFF || performed < 0 || performed > 0xFFFF) {
            throw new IllegalArgumentException("an operations window is 0 to 65,535 each way");
        }
    }

    /** What is left of a proposal where each side is bounded by {@code most}. */
    OperationsWindow atMost(int most) {
        return new OperationsWindow(smaller(invoked, most), smaller(performed, most));
    }

    private static int smaller(int proposed, int most) {
        return proposed == 0 ? most : Math.min(proposed, most);
    }
}
