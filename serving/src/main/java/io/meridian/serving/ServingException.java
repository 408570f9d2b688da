package io.meridian.serving;

/** What may go wrong around inference. Never carries what a study holds. */
public class ServingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ServingException(String message) {
        super(message);
    }

    public ServingException(String message, Throwable cause) {
        super(message, cause);
    }
}
