package io.meridian.serving.protocol;

import io.meridian.serving.ServingException;

/** A message that does not follow the protocol; the other side is told why. */
public final class ProtocolException extends ServingException {
    private static final long serialVersionUID = 1L;

    public ProtocolException(String message) {
        super(message);
    }

    public ProtocolException(String message, Throwable cause) {
        super(message, cause);
    }
}
