package io.meridian.edge.research;

import io.meridian.application.http.ApiException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What is asked of every text of a request. */
final class Requests {
    private Requests() {}

    /** The text without surrounding spaces, of 1 to so many characters. */
    static String text(String field, @Nullable String value, int limit) {
        var text = value == null ? "" : value.strip();
        if (text.isEmpty() || text.length() > limit) {
            throw new ApiException(
                    HttpStatus.BAD_REQUEST,
                    "%s must have 1 to %d characters".formatted(field, limit));
        }
        return text;
    }

    static ApiException refused(String rule, Throwable cause) {
        var refusal = new ApiException(HttpStatus.BAD_REQUEST, rule);
        refusal.initCause(cause);
        return refusal;
    }
}
