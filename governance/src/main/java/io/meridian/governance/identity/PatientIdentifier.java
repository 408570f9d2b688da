package io.meridian.governance.identity;

/**
 * A patient number together with who issued it; the same digits from two issuers are two people.
 *
 * @param issuer assigning authority (0010,0021), or the sender's own name where the object states
 *     none
 * @param value Patient ID (0010,0020) without surrounding spaces
 */
public record PatientIdentifier(String issuer, String value) {
    private static final int LIMIT = 256;

    public PatientIdentifier {
        issuer = issuer.strip();
        value = value.strip();
        if (value.isEmpty() || value.length() > LIMIT || issuer.length() > LIMIT) {
            throw new IllegalArgumentException(
                    "a patient identifier has 1 to %d characters, its issuer at most %d"
                            .formatted(LIMIT, LIMIT));
        }
    }

    /** Hides the number: identifiers must not reach logs. */
    @Override
    public String toString() {
        return "PatientIdentifier[hidden]";
    }
}
