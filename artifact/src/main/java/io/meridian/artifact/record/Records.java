package io.meridian.artifact.record;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Digest;
import io.meridian.artifact.Manifest;
import io.meridian.artifact.RecordConfig;
import io.meridian.artifact.RecordException;
import io.meridian.artifact.signature.TrustedKeys;
import io.meridian.artifact.signature.VerifyingKey;
import io.meridian.artifact.store.ArtifactStore;
import io.meridian.artifact.store.DamagedException;
import io.meridian.artifact.store.NotFoundException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Reads records from a store, and verifies them. */
public final class Records {
    private static final int MAX_CONFIG_BYTES = 16 << 20;

    private Records() {}

    /**
     * Reads a record, without looking at its signatures.
     *
     * @throws RecordException if what is there is not a record that this version understands
     */
    public static Optional<StoredRecord> find(ArtifactStore store, Digest digest) {
        return store.manifest(digest).map(manifest -> read(store, manifest));
    }

    /**
     * Reads a record that must be there.
     *
     * @throws NotFoundException if it is not
     */
    public static StoredRecord get(ArtifactStore store, Digest digest) {
        return find(store, digest).orElseThrow(() -> new NotFoundException(digest));
    }

    /** Reads the payload with this file name, at most so many bytes. */
    public static byte[] layer(
            ArtifactStore store, StoredRecord record, String title, int maxBytes) {
        var layer =
                record.manifest()
                        .layer(title)
                        .orElseThrow(() ->
                                new RecordException(
                                        "the record %s must have a layer named %s"
                                                .formatted(record.digest(), title)));
        return store.read(layer.digest(), maxBytes);
    }

    /** Checks digest, config, kind and signatures. Payloads are checked when they are read. */
    public static Verification verify(ArtifactStore store, Digest digest, TrustedKeys trusted) {
        try {
            var record = find(store, digest);
            if (record.isEmpty()) {
                return new Verification.Absent();
            }
            var signers = new LinkedHashSet<VerifyingKey>();
            for (var envelope : Signatures.envelopes(store, record.get().manifest())) {
                signers.addAll(trusted.signers(envelope, record.get().config().organisation()));
            }
            if (signers.isEmpty()) {
                return new Verification.Refused(
                        "no trusted key of its organisation signed it: "
                                + record.get().config().organisation());
            }
            return new Verification.Verified(record.get(), List.copyOf(signers));
        } catch (NotFoundException e) {
            return new Verification.Refused("a part of it is not in the store");
        } catch (DamagedException | RecordException e) {
            return new Verification.Refused(message(e));
        }
    }

    private static StoredRecord read(ArtifactStore store, Manifest manifest) {
        var descriptor =
                manifest.config()
                        .orElseThrow(() ->
                                new RecordException(
                                        "a record's manifest has a config; this has none: "
                                                + manifest.digest()));
        var config = RecordConfig.parse(store.read(descriptor.digest(), MAX_CONFIG_BYTES));
        if (manifest.kind().filter(config.kind()::equals).isEmpty()) {
            throw new RecordException(
                    "a record's config and its manifest must name the same kind; in %s they do not"
                            .formatted(manifest.digest()));
        }
        return new StoredRecord(manifest, config);
    }

    private static String message(ArtifactException e) {
        return Optional.ofNullable(e.getMessage()).orElse("it is damaged");
    }
}
