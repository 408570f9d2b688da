package io.meridian.hub.http;

import io.meridian.hub.home.HubException;
import java.io.Serial;
import org.springframework.http.HttpStatus;

/** A request that cannot be served, with the status and the one sentence its caller gets. */
public final class ApiException extends HubException {
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
