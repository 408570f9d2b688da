package io.meridian.dicom.network;

import java.net.InetAddress;
import java.util.Optional;

/** Decides on the user identity of an association request (PS3.7 section D.3.3.7). */
@FunctionalInterface
public interface IdentityPolicy {
    /** Takes everybody and looks at no identity. */
    IdentityPolicy ANY = (_, _, _) -> new Decision.Accepted("", new byte[0]);

    /** What a policy decides. */
    sealed interface Decision {
        /**
         * The association may go on.
         *
         * @param user the name that handlers see; empty for none
         * @param response for the requestor, if it asked for one; empty except for tickets
         */
        @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
        record Accepted(String user, byte[] response) implements Decision {}

        /** It is refused; the reason is for our log and names nobody. */
        record Refused(String why) implements Decision {}
    }

    Decision decide(Optional<UserIdentity> identity, String callingTitle, InetAddress address);
}
