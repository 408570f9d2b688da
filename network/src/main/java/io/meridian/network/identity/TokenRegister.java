package io.meridian.network.identity;

import java.time.Instant;

/** Where a hub keeps which tokens it gave out; implemented on its database. */
public interface TokenRegister {
    /** What became of the attempt to use a token up. */
    sealed interface Use {
        /** It was good and is now used. */
        record Accepted(String site) implements Use {}

        record Unknown() implements Use {}

        record AlreadyUsed() implements Use {}

        record Expired() implements Use {}
    }

    /** Remembers a token by the hash of its secret. */
    void add(String secretHash, String site, Instant expires);

    /** Uses a token up, at most once ever, also when two ask at the same time. */
    Use use(String secretHash, Instant now);

    /**
     * Whether a certificate of this site may still be renewed.
     *
     * @param since when it became good
     */
    boolean mayRenew(String site, Instant since);
}
