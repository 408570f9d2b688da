package io.meridian.artifact.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** How a client says who it is, where its TLS certificate does not. */
public sealed interface Login {
    /** Nothing is said: the certificate says it, or anyone may. */
    record None() implements Login {}

    /** A name and a password, RFC 7617. */
    record Basic(String name, String password) implements Login {
        public Basic {
            if (name.indexOf(':') >= 0) {
                throw new IllegalArgumentException("a name in a basic login has no colon");
            }
        }

        @Override
        public String toString() {
            return "Basic[" + name + "]";
        }
    }

    /** A token, RFC 6750. */
    record Bearer(String token) implements Login {
        @Override
        public String toString() {
            return "Bearer[]";
        }
    }

    /** The headers that say it. */
    default Map<String, String> headers() {
        return switch (this) {
            case None() -> Map.of();
            case Basic(var name, var password) ->
                    Map.of(
                            "Authorization",
                            "Basic "
                                    + Base64.getEncoder()
                                            .encodeToString(
                                                    (name + ":" + password)
                                                            .getBytes(StandardCharsets.UTF_8)));
            case Bearer(var token) -> Map.of("Authorization", "Bearer " + token);
        };
    }
}
