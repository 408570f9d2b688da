package io.meridian.dicom.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An A-ASSOCIATE request or acceptance (PS3.8 sections 9.3.2 and 9.3.3).
 *
 * @param version protocol version bits; bit 0 is version 1
 */
record Negotiation(
        int version,
        String calledTitle,
        String callingTitle,
        String applicationContext,
        List<Context> contexts,
        UserInformation user) {
    static final String APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";
    static final int MAXIMUM_CONTEXTS = 128;

    /**
     * One presentation context.
     *
     * @param result of an acceptance: 0 accepted, 3 abstract syntax, 4 transfer syntaxes refused
     */
    record Context(int id, int result, String abstractSyntax, List<String> transferSyntaxes) {
        static final int ACCEPTED = 0;
        static final int ABSTRACT_SYNTAX = 3;
        static final int TRANSFER_SYNTAXES = 4;

        Context {
            transferSyntaxes = List.copyOf(transferSyntaxes);
        }
    }

    /**
     * The user information item (PS3.7 annex D.3.3).
     *
     * @param maxPduBytes longest P-DATA PDU that the sender of this takes; 0 for any
     * @param extended what is asked or granted by SOP class extended negotiation
     * @param identityResponse asked for in a request if not null; the answer in an acceptance
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record UserInformation(
            long maxPduBytes,
            String implementationClass,
            String implementationVersion,
            @Nullable OperationsWindow window,
            Map<String, Roles> roles,
            Map<String, byte[]> extended,
            @Nullable UserIdentity identity,
            byte @Nullable [] identityResponse) {
        UserInformation {
            roles = Map.copyOf(roles);
            extended = Map.copyOf(extended);
        }
    }

    /** Collects the items of {@link UserInformation}. */
    static final class UserItems {
        long maxPduBytes;
        String implementationClass = "";
        String implementationVersion = "";
        @Nullable OperationsWindow window;
        final Map<String, Roles> roles = new HashMap<>();
        final Map<String, byte[]> extended = new HashMap<>();
        @Nullable UserIdentity identity;
        byte @Nullable [] identityResponse;

        UserInformation build() {
            return new UserInformation(
                    maxPduBytes,
                    implementationClass,
                    implementationVersion,
                    window,
                    roles,
                    extended,
                    identity,
                    identityResponse);
        }
    }

    Negotiation {
        contexts = List.copyOf(contexts);
    }
}
