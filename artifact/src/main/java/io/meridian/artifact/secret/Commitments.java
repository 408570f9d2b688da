package io.meridian.artifact.secret;

import io.meridian.artifact.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Commits a site to edge-only records without telling what they are.
 *
 * <p>A plain digest of a small record could be guessed, and that of a source image would join with
 * an archive; so the hub gets HMAC-SHA256 of the digest under the site's secret.
 */
public final class Commitments {
    private final SecretKey key;

    /** Commits with a site's secret. */
    public Commitments(SecretKey secret) {
        key = secret.derive("meridian commitment v1");
    }

    /** Commits with the secret of this file, made if there is none. */
    public static Commitments open(Path file) {
        return new Commitments(SecretKey.loadOrCreate(file));
    }

    /** The commitment to a record. The same record has the same commitment at one site. */
    public Commitment to(Digest digest) {
        var mac = key.authenticate(digest.value().getBytes(StandardCharsets.US_ASCII));
        return new Commitment("hmac-sha256:" + HexFormat.of().formatHex(mac));
    }

    /** Whether this is the site's commitment to the record. */
    public boolean holds(Commitment commitment, Digest digest) {
        return to(digest).equals(commitment);
    }
}
