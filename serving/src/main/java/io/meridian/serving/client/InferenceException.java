package io.meridian.serving.client;

import io.meridian.serving.ServingException;

/** The inference process is away, or refuses to load what it was given. */
public final class InferenceException extends ServingException {
    private static final long serialVersionUID = 1L;

    public InferenceException(String message) {
        super(message);
    }
}
