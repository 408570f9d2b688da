package io.meridian.hub.home;

import io.meridian.application.ApplicationException;
import java.io.Serial;

/** Root of what goes wrong in the hub itself. Messages never carry patient data. */
public class HubException extends ApplicationException {
    @Serial private static final long serialVersionUID = 1L;

    public HubException(String message) {
        super(message);
    }

    public HubException(String message, Throwable cause) {
        super(message, cause);
    }
}
