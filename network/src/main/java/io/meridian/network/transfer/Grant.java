package io.meridian.network.transfer;

import io.meridian.network.NetworkException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A hub's leave for one site to push into one repository, up to a quota, until a time. Travels as
 * text in the header {@value #HEADER}; only the hub can make one.
 */
public record Grant(String site, String repository, long quotaBytes, Instant expires) {
    public static final String HEADER = "Meridian-Grant";

    private static final int MAXIMUM_TEXT = 1_024;
    private static final int MAXIMUM_FIELD = 256;

    public Grant {
        if (!isField(site) || !isField(repository) || quotaBytes < 1) {
            throw new IllegalArgumentException(
                    "a grant names a site and a repository in 1 to 256 characters without '|', and a quota of at least a byte");
        }
    }

    private static boolean isField(String text) {
        return !text.isBlank() && text.length() <= MAXIMUM_FIELD && text.indexOf('|') < 0;
    }

    /** Signs with the hub's grant key. */
    public String sign(byte[] key) {
        return signed(
                "%s|%s|%d|%d".formatted(site, repository, quotaBytes, expires.getEpochSecond()),
                key);
    }

    private static String signed(String content, byte[] key) {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString(content.getBytes(StandardCharsets.UTF_8))
                + "."
                + encoder.encodeToString(mac(key, content));
    }

    /**
     * Reads a grant that this key signed.
     *
     * @throws NetworkException if it is forged, damaged or expired
     */
    public static Grant verify(String text, byte[] key, Instant now) {
        var dot = text.indexOf('.');
        if (text.length() > MAXIMUM_TEXT || dot < 0) {
            throw new NetworkException("the grant is damaged");
        }
        try {
            var content =
                    new String(
                            Base64.getUrlDecoder().decode(text.substring(0, dot)),
                            StandardCharsets.UTF_8);
            if (!MessageDigest.isEqual(
                    text.getBytes(StandardCharsets.UTF_8),
                    signed(content, key).getBytes(StandardCharsets.UTF_8))) {
                throw new NetworkException("the grant is not of this hub");
            }
            var parts = content.split("\\|", -1);
            var grant =
                    new Grant(
                            parts[0],
                            parts[1],
                            Long.parseLong(parts[2]),
                            Instant.ofEpochSecond(Long.parseLong(parts[3])));
            if (now.isAfter(grant.expires())) {
                throw new NetworkException("the grant has expired");
            }
            return grant;
        } catch (IllegalArgumentException e) {
            throw new NetworkException("the grant is damaged", e);
        }
    }

    private static byte[] mac(byte[] key, String content) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new NetworkException("this Java platform has no HMAC", e);
        }
    }
}
