package io.meridian.hub.registry;

import io.meridian.hub.home.HubException;
import java.io.Serial;
import org.springframework.http.HttpStatus;

/** A refusal in the words of the distribution specification: a status and one of its codes. */
final class RegistryException extends HubException {
    @Serial private static final long serialVersionUID = 1L;
    private final HttpStatus status;
    private final String code;

    RegistryException(HttpStatus status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }

    static RegistryException denied(String message) {
        return new RegistryException(HttpStatus.FORBIDDEN, "DENIED", message);
    }

    static RegistryException unknown(String code, String message) {
        return new RegistryException(HttpStatus.NOT_FOUND, code, message);
    }

    static RegistryException invalid(String code, String message) {
        return new RegistryException(HttpStatus.BAD_REQUEST, code, message);
    }
}
