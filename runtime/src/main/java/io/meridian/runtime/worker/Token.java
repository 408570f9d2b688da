package io.meridian.runtime.worker;

import io.grpc.Metadata;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The secret that a worker shares with the process that started it, and with no one else. */
public record Token(String value) {
    /** The environment variable by which it reaches the worker. */
    public static final String VARIABLE = "MERIDIAN_WORKER_TOKEN";

    static final Metadata.Key<String> KEY =
            Metadata.Key.of("meridian-worker-token", Metadata.ASCII_STRING_MARSHALLER);

    private static final int MINIMUM_LENGTH = 32;

    public Token {
        if (value.length() < MINIMUM_LENGTH) {
            throw new IllegalArgumentException(
                    "%s must have at least %d characters".formatted(VARIABLE, MINIMUM_LENGTH));
        }
    }

    public static Token random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return new Token(HexFormat.of().formatHex(bytes));
    }

    boolean matches(@Nullable String other) {
        return other != null
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8),
                        other.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Token[hidden]";
    }
}
