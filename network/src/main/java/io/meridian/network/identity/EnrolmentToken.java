package io.meridian.network.identity;

import io.meridian.network.NetworkException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a hospital is given to enrol with, once: where the hub is, the fingerprint of its authority,
 * and a secret. As text it is base64url of JSON. The hub keeps only a hash of the secret.
 *
 * @param authorityFingerprint SHA-256 of the authority's certificate, hex
 */
public record EnrolmentToken(
        URI hub, String site, String authorityFingerprint, String secret, Instant expires) {
    private static final int MAXIMUM_TEXT = 4_096;
    private static final int SECRET_BYTES = 32;

    private record Json(String hub, String site, String authority, String secret, String expires) {}

    /** A fresh one. */
    public static EnrolmentToken issue(
            URI hub, String site, String fingerprint, Instant expires, SecureRandom random) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new EnrolmentToken(hub, site, fingerprint, secret, expires);
    }

    public String text() {
        var json = new Json(hub.toString(), site, authorityFingerprint, secret, expires.toString());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(new JsonMapper().writeValueAsBytes(json));
    }

    /**
     * Reads a token's text.
     *
     * @throws NetworkException if it is no token
     */
    public static EnrolmentToken parse(String text) {
        if (text.length() > MAXIMUM_TEXT) {
            throw new NetworkException(
                    "an enrolment token has at most 4,096 characters; ask for a new one");
        }
        try {
            var bytes = Base64.getUrlDecoder().decode(text.strip());
            var json = new JsonMapper().readValue(bytes, Json.class);
            return new EnrolmentToken(
                    URI.create(json.hub()),
                    json.site(),
                    json.authority(),
                    json.secret(),
                    Instant.parse(json.expires()));
        } catch (IllegalArgumentException
                | JacksonException
                | NullPointerException
                | java.time.DateTimeException e) {
            throw new NetworkException(
                    "this is no enrolment token; copy it whole, or ask for a new one", e);
        }
    }

    /** What the hub keeps of a secret. */
    public static String hash(String secret) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "EnrolmentToken[" + site + " at " + hub + "]";
    }
}
