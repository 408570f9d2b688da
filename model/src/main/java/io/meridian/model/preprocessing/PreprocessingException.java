package io.meridian.model.preprocessing;

import io.meridian.model.ModelException;

/** A preprocessing that cannot be, or an image that it cannot read. Never carries pixel values. */
public final class PreprocessingException extends ModelException {
    private static final long serialVersionUID = 1L;

    public PreprocessingException(String message) {
        super(message);
    }

    public PreprocessingException(String message, Throwable cause) {
        super(message, cause);
    }
}
