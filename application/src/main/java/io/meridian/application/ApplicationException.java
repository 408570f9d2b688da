package io.meridian.application;

import java.io.Serial;

/** Root of what goes wrong in one of the two applications. Messages never carry patient data. */
public class ApplicationException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    public ApplicationException(String message) {
        super(message);
    }

    public ApplicationException(String message, Throwable cause) {
        super(message, cause);
    }
}
