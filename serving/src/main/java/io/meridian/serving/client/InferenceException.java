package io.meridian.serving.client;

import io.meridian.serving.ServingException;

/** The inference process is away, or refuses to load what it was given. */
public final class InferenceException extends ServingException {
    private static final long serialVersionUID = 1L;

    private final int status;

    private InferenceException(String message, int status) {
        super(message);
        this.status = status;
    }

    static InferenceException away() {
        return new InferenceException("the inference process is away", 0);
    }

    /** It answered with another HTTP status than 200. */
    static InferenceException answered(int status, String message) {
        return new InferenceException(message, status);
    }

    /** Whether what was asked is at fault, so that asking again will not help. */
    public boolean isRefusal() {
        return switch (status) {
            // Another process has taken the port, or this one took too long to hear the request.
            case 401, 408, 429 -> false;
            default -> status >= 400 && status < 500;
        };
    }
}
