package io.meridian.application.http;

import io.meridian.application.ApplicationException;
import java.io.Serial;
import org.springframework.http.HttpStatus;

/** A request that cannot be served, with the status and the one sentence its caller gets. */
public final class ApiException extends ApplicationException {
    @Serial private static final long serialVersionUID = 1L;
    private final HttpStatus status;

    public ApiException(HttpStatus status, String detail) {
        super(detail);
        this.status = status;
    }

    public HttpStatus status() {
        return status;
    }
}
