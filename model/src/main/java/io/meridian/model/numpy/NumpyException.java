package io.meridian.model.numpy;

import io.meridian.model.ModelException;

/** An npz archive that cannot be read, or lacks an array. */
public final class NumpyException extends ModelException {
    private static final long serialVersionUID = 1L;

    public NumpyException(String message) {
        super(message);
    }

    public NumpyException(String message, Throwable cause) {
        super(message, cause);
    }
}
