package io.meridian.hub.home;

import io.meridian.artifact.signature.SigningKey;
import io.meridian.network.identity.Authority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

/**
 * The hub's keys, each for one purpose: authority (certificates), manifest (records), release,
 * journal (its own heads and countersignatures), grant (uploads).
 */
public final class HubKeys {
    private static final int GRANT_BYTES = 32;

    private final Authority authority;
    private final SigningKey manifest;
    private final SigningKey release;
    private final SigningKey journal;
    private final byte[] grant;

    private HubKeys(
            Authority authority,
            SigningKey manifest,
            SigningKey release,
            SigningKey journal,
            byte[] grant) {
        this.authority = authority;
        this.manifest = manifest;
        this.release = release;
        this.journal = journal;
        this.grant = grant;
    }

    /** Opens what is in the home's key folder; makes what is missing. */
    public static HubKeys open(Home home, Clock clock) {
        var keys = home.keys();
        return new HubKeys(
                Authority.open(keys, clock),
                SigningKey.loadOrCreate(keys.resolve("manifest.key")),
                SigningKey.loadOrCreate(keys.resolve("release.key")),
                SigningKey.loadOrCreate(keys.resolve("journal.key")),
                grantKey(home));
    }

    public Authority authority() {
        return authority;
    }

    public SigningKey manifest() {
        return manifest;
    }

    public SigningKey release() {
        return release;
    }

    public SigningKey journal() {
        return journal;
    }

    public byte[] grant() {
        return grant.clone();
    }

    /** What an edge is told when it enrols. */
    public Map<String, String> publicKeys() {
        return Map.of(
                "manifest", manifest.verifyingKey().text(),
                "release", release.verifyingKey().text(),
                "journal", journal.verifyingKey().text());
    }

    private static byte[] grantKey(Home home) {
        var file = home.keys().resolve("grant.key");
        try {
            if (!Files.exists(file)) {
                var fresh = new byte[GRANT_BYTES];
                new SecureRandom().nextBytes(fresh);
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
                Files.write(file, fresh);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new HubException("the grant key cannot be read or made", e);
        }
    }
}
