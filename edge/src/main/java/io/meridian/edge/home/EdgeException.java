package io.meridian.edge.home;

import io.meridian.application.ApplicationException;
import java.io.Serial;

/** Root of what goes wrong in the edge itself. Messages never carry patient data. */
public class EdgeException extends ApplicationException {
    @Serial private static final long serialVersionUID = 1L;

    public EdgeException(String message) {
        super(message);
    }

    public EdgeException(String message, Throwable cause) {
        super(message, cause);
    }
}
