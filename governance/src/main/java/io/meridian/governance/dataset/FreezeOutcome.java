package io.meridian.governance.dataset;

import java.util.List;

/** How freezing a version ended. */
public sealed interface FreezeOutcome {
    /**
     * The version, ready to become records.
     *
     * @param version 12 hex digits of the members list's digest: the same members give the same
     *     version
     * @param members in order of digest
     */
    record Frozen(
            FreezeRequest request,
            String version,
            List<Member> members,
            SplitCounts counts,
            Statistics statistics)
            implements FreezeOutcome {
        public Frozen {
            members = List.copyOf(members);
        }

        /** The members list as bytes, the layer of the {@code dataset} record. */
        public byte[] membersBlob() {
            return MembersList.write(members);
        }
    }

    /** It may not or cannot be made. */
    record Refused(String reason) implements FreezeOutcome {}
}
