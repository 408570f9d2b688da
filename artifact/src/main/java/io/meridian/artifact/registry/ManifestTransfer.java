package io.meridian.artifact.registry;

import io.meridian.artifact.Digest;
import io.meridian.artifact.Manifest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.RecordException;
import io.meridian.artifact.registry.RegistryException.Trouble;
import io.meridian.artifact.store.DamagedException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Fetches and sends manifests, their bytes as they were made. */
final class ManifestTransfer {
    private static final String ACCEPT = MediaType.IMAGE_MANIFEST + ", " + MediaType.IMAGE_INDEX;

    private final Transport transport;
    private final String repository;

    ManifestTransfer(Transport transport, String repository) {
        this.transport = transport;
        this.repository = repository;
    }

    /**
     * Fetches a manifest.
     *
     * @param reference a tag, or a digest, which is checked then
     */
    Optional<Manifest> get(String reference) {
        try (var answer = transport.get(uri(reference), Map.of("Accept", ACCEPT))) {
            if (answer.status() == 404) {
                return Optional.empty();
            }
            if (answer.status() != 200) {
                throw answer.refusal("send a manifest");
            }
            var bytes = answer.read(Manifest.MAX_BYTES);
            if (Digest.isDigest(reference) && !Digest.of(bytes).value().equals(reference)) {
                throw new DamagedException(new Digest(reference));
            }
            return Optional.of(Manifest.parse(bytes));
        } catch (RecordException e) {
            throw new RegistryException(
                    Trouble.PROTOCOL, "a manifest must be one; what came is not: " + reference);
        }
    }

    /** Sends a manifest under a tag or its digest; whether the registry lists referrers itself. */
    boolean put(Manifest manifest, String reference) {
        var bytes = manifest.bytes();
        var headers = Map.of("Content-Type", manifest.mediaType().value());
        try (var answer = transport.send("PUT", uri(reference), headers, bytes, bytes.length)) {
            if (answer.status() != 201) {
                throw answer.refusal("take a manifest");
            }
            if (answer.header("Docker-Content-Digest")
                    .filter(each -> !each.equals(manifest.digest().value()))
                    .isPresent()) {
                throw new RegistryException(
                        Trouble.PROTOCOL, "the registry must keep a manifest's bytes as they are");
            }
            return answer.header("OCI-Subject").isPresent();
        }
    }

    private URI uri(String reference) {
        return transport.uri("%s/manifests/%s".formatted(repository, reference));
    }
}
