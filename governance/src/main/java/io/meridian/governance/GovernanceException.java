package io.meridian.governance;

/**
 * Something that governance relies on is broken: a profile or rule file with an error, a resource
 * that is missing. Never thrown for what a hospital sends; that ends in a {@link ResearchOutcome}.
 * The message carries no patient data.
 */
public class GovernanceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public GovernanceException(String message) {
        super(message);
    }

    public GovernanceException(String message, Throwable cause) {
        super(message, cause);
    }
}
