package io.meridian.dicom.network;

import java.nio.charset.StandardCharsets;

/** Who the user of an association is (PS3.7 section D.3.3.7). Prints no secret and no name. */
public sealed interface UserIdentity {
    /** A name alone. */
    record Username(String name) implements UserIdentity {
        @Override
        public String toString() {
            return "Username[]";
        }
    }

    /** A name with its passcode, which travels as it is: use it over TLS only. */
    record Passcode(String name, String passcode) implements UserIdentity {
        @Override
        public String toString() {
            return "Passcode[]";
        }
    }

    /**
     * A ticket of another system.
     *
     * @param type 3 Kerberos, 4 SAML, 5 JSON Web Token
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Ticket(int type, byte[] bytes) implements UserIdentity {
        @Override
        public String toString() {
            return "Ticket[" + type + "]";
        }
    }

    /** The number of the type on the wire (PS3.7 table D.3-14). */
    default int type() {
        return switch (this) {
            case Username _ -> 1;
            case Passcode _ -> 2;
            case Ticket(var type, var _) -> type;
        };
    }

    /** The primary field. */
    default byte[] primary() {
        return switch (this) {
            case Username(var name) -> name.getBytes(StandardCharsets.UTF_8);
            case Passcode(var name, var _) -> name.getBytes(StandardCharsets.UTF_8);
            case Ticket(var _, var bytes) -> bytes;
        };
    }

    /** The secondary field; empty unless there is a passcode. */
    default byte[] secondary() {
        return this instanceof Passcode(var _, var passcode)
                ? passcode.getBytes(StandardCharsets.UTF_8)
                : new byte[0];
    }

    /** The identity of the fields of a request. */
    static UserIdentity of(int type, byte[] primary, byte[] secondary) {
        return switch (type) {
            case 1 -> new Username(new String(primary, StandardCharsets.UTF_8));
            case 2 ->
                    new Passcode(
                            new String(primary, StandardCharsets.UTF_8),
                            new String(secondary, StandardCharsets.UTF_8));
            default -> new Ticket(type, primary);
        };
    }
}
