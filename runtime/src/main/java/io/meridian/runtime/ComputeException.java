package io.meridian.runtime;

/** The root of what may go wrong while a model runs, or while a worker is asked to run one. */
public class ComputeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ComputeException(String message) {
        super(message);
    }

    public ComputeException(String message, Throwable cause) {
        super(message, cause);
    }
}
