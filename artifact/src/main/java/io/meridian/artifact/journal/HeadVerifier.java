package io.meridian.artifact.journal;

import io.meridian.artifact.JournalId;
import io.meridian.artifact.signature.VerifyingKey;
import java.util.Optional;

/**
 * The other side's check, before it countersigns a head: the site signed it, and nothing that was
 * countersigned before has been changed, taken out or cut off.
 */
public final class HeadVerifier {
    /** The check's result. */
    public sealed interface Verdict {
        /** The head may be countersigned. */
        record Accepted(SignedHead head) implements Verdict {}

        /** The head must not be countersigned; a human should know. */
        record Refused(String reason) implements Verdict {}
    }

    private HeadVerifier() {}

    /**
     * Checks an offered head.
     *
     * @param site the site's key
     * @param last the head that was countersigned last; none at first
     * @param proof from the last head to the offered one; needed when there is a last head that
     *     differs in size
     */
    public static Verdict verify(
            JournalId journal,
            VerifyingKey site,
            SignedHead offered,
            Last last,
            ConsistencyProof proof) {
        if (!offered.head().journal().equals(journal)) {
            return new Verdict.Refused("the head is of another journal");
        }
        if (!offered.isSignedBy(site)) {
            return new Verdict.Refused("the site's key did not sign the head");
        }
        if (last.head().isEmpty()) {
            return new Verdict.Accepted(offered);
        }
        var known = last.head().get().head();
        if (offered.head().size() < known.size()) {
            return new Verdict.Refused(
                    "the journal was cut: %d entries, after %d were countersigned"
                            .formatted(offered.head().size(), known.size()));
        }
        if (!proof.holds(known, offered.head())) {
            return new Verdict.Refused(
                    "the journal was changed: it does not begin with the %d entries that were"
                                    .formatted(known.size())
                            + " countersigned");
        }
        return new Verdict.Accepted(offered);
    }

    /** What was countersigned last. */
    public record Last(Optional<SignedHead> head) {
        /** Nothing yet. */
        public static Last none() {
            return new Last(Optional.empty());
        }

        /** This head. */
        public static Last of(SignedHead head) {
            return new Last(Optional.of(head));
        }

        /** The size from which a consistency proof is needed; 0 at first. */
        public long size() {
            return head.map(each -> each.head().size()).orElse(0L);
        }
    }
}
