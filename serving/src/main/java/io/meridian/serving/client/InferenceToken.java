package io.meridian.serving.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The secret that an inference process shares with the edge that it serves. */
public record InferenceToken(String value) {
    /** The environment variable by which it reaches the process. */
    public static final String VARIABLE = "MERIDIAN_INFERENCE_TOKEN";

    /** The request header that carries it. */
    public static final String HEADER = "Meridian-Token";

    private static final int MINIMUM_LENGTH = 32;

    public InferenceToken {
        if (value.length() < MINIMUM_LENGTH) {
            throw new IllegalArgumentException(
                    "%s must have at least %d characters".formatted(VARIABLE, MINIMUM_LENGTH));
        }
    }

    public static InferenceToken random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return new InferenceToken(HexFormat.of().formatHex(bytes));
    }

    /** Compares without telling by its time how much matched. */
    public boolean matches(@Nullable String other) {
        return other != null
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8),
                        other.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "InferenceToken[hidden]";
    }
}
