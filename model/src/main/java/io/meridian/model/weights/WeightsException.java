package io.meridian.model.weights;

import io.meridian.model.ModelException;

/** Weights that are damaged, or that do not fit the network. */
public final class WeightsException extends ModelException {
    private static final long serialVersionUID = 1L;

    public WeightsException(String message) {
        super(message);
    }

    public WeightsException(String message, Throwable cause) {
        super(message, cause);
    }
}
