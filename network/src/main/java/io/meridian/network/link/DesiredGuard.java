package io.meridian.network.link;

import io.meridian.network.link.v1.Desired;

/** Whether a desired state that arrived may be applied. */
public final class DesiredGuard {
    private DesiredGuard() {}

    /** How a desired state was judged. */
    public enum Verdict {
        APPLY,
        /** The same as applied; only its acknowledgements count. */
        KNOWN,
        /** An older generation, or an older epoch: refused. */
        GOES_BACK,
        /** For another site: refused. */
        FOREIGN,
        /** Older than it says it is good for: not applied. */
        EXPIRED
    }

    /**
     * Judges.
     *
     * @param ageMillis since its receipt, by the edge's monotonic clock
     */
    public static Verdict judge(
            String site, EdgeDesk.Applied applied, Desired desired, long ageMillis) {
        if (!desired.getSite().equals(site)) {
            return Verdict.FOREIGN;
        }
        if (desired.getEpoch() < applied.epoch()) {
            return Verdict.GOES_BACK;
        }
        if (desired.getEpoch() == applied.epoch()) {
            if (desired.getGeneration() < applied.generation()) {
                return Verdict.GOES_BACK;
            }
            if (desired.getGeneration() == applied.generation()) {
                return Verdict.KNOWN;
            }
        }
        return ageMillis > desired.getValidForMillis() ? Verdict.EXPIRED : Verdict.APPLY;
    }
}
