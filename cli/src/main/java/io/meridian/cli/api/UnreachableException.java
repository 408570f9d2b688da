package io.meridian.cli.api;

/** The server does not answer; worth another try where waiting makes sense. */
public final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
