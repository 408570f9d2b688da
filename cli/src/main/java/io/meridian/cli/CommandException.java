package io.meridian.cli;

/**
 * What went wrong, in one sentence for the person at the terminal; printed without a stack trace.
 */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandException(String message) {
        super(message);
    }

    public CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
