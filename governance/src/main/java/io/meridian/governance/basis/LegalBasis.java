package io.meridian.governance.basis;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why data may be used; the content of a {@code legal-basis} record.
 *
 * @param purpose such as {@code training}; a version is made for exactly this purpose
 * @param basis such as {@code consent}, {@code ethics-approval}, {@code ethics-waiver}, {@code
 *     agreement} or {@code public-data}
 * @param approvalNumber of the body that decided
 * @param scope one sentence on which data
 * @param expires last day on which it holds, null where it has no end
 */
public record LegalBasis(
        String purpose,
        String basis,
        String approvalNumber,
        String scope,
        @Nullable LocalDate expires) {
    private static final int LIMIT = 500;

    public LegalBasis {
        purpose = required("purpose", purpose);
        basis = required("basis", basis);
        approvalNumber = required("approvalNumber", approvalNumber);
        scope = required("scope", scope);
    }

    /** Why this basis does not carry a use on that day; empty when it does. */
    public Optional<String> refusal(String use, LocalDate day) {
        if (!purpose.equals(use)) {
            return Optional.of(
                    "the legal basis is for the purpose '%s', not for '%s'; register a legal basis for it"
                            .formatted(purpose, use));
        }
        if (expires != null && day.isAfter(expires)) {
            return Optional.of(
                    "the legal basis expired on %s; renew it and register the new one"
                            .formatted(expires));
        }
        return Optional.empty();
    }

    private static String required(String field, String value) {
        var text = value.strip();
        if (text.isEmpty() || text.length() > LIMIT) {
            throw new IllegalArgumentException(
                    "a legal basis needs a %s of 1 to %d characters".formatted(field, LIMIT));
        }
        return text;
    }
}
