package io.meridian.artifact.registry;

import io.meridian.artifact.Descriptor;
import io.meridian.artifact.Digest;
import io.meridian.artifact.Manifest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.RecordException;
import io.meridian.artifact.internal.Json;
import io.meridian.artifact.registry.RegistryException.Trouble;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The manifests about a manifest: by the referrers API, or, where a registry has none, by the
 * specification's tag schema, an index under the tag {@code sha256-HEX}.
 */
final class Referrers {
    private static final int MAX_PAGES = 16;
    private static final int MAX_TRIES = 3;
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>;\\s*rel=\"?next\"?.*");

    private final Transport transport;
    private final String repository;
    private final ManifestTransfer manifests;

    Referrers(Transport transport, String repository, ManifestTransfer manifests) {
        this.transport = transport;
        this.repository = repository;
        this.manifests = manifests;
    }

    List<Descriptor> of(Digest subject) {
        var all = new LinkedHashMap<Digest, Descriptor>();
        Optional<URI> page =
                Optional.of(transport.uri("%s/referrers/%s".formatted(repository, subject)));
        for (var count = 0; page.isPresent(); count++) {
            if (count == MAX_PAGES) {
                throw new RegistryException(
                        Trouble.PROTOCOL, "a manifest has too many referrers to list");
            }
            try (var answer =
                    transport.get(page.get(), Map.of("Accept", MediaType.IMAGE_INDEX.value()))) {
                if (answer.status() == 404) {
                    return tagged(subject);
                }
                if (answer.status() != 200) {
                    throw answer.refusal("list referrers");
                }
                index(answer.read(Manifest.MAX_BYTES))
                        .manifests()
                        .forEach(each -> all.put(each.digest(), each));
                page = next(answer);
            }
        }
        return List.copyOf(all.values());
    }

    /** Lists a pushed manifest under its subject's tag, as a registry without the API wants it. */
    void tag(Digest subject, Manifest referrer) {
        for (var count = 0; count < MAX_TRIES; count++) {
            var listed = tagged(subject);
            if (listed.stream().anyMatch(each -> each.digest().equals(referrer.digest()))) {
                return;
            }
            var more = new ArrayList<>(listed);
            more.add(referrer.descriptor());
            // Two writers may take turns to overwrite each other: each looks again.
            manifests.put(write(more), name(subject));
        }
        throw new RegistryException(
                Trouble.BUSY, "a list of referrers must hold still; begin again");
    }

    private List<Descriptor> tagged(Digest subject) {
        return manifests.get(name(subject)).map(Manifest::manifests).orElse(List.of());
    }

    private Optional<URI> next(Answer answer) {
        var link = NEXT.matcher(answer.header("Link").orElse(""));
        if (!link.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(answer.target().resolve(link.group(1))).filter(transport::here);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Manifest index(byte[] bytes) {
        try {
            return Manifest.parse(bytes);
        } catch (RecordException e) {
            throw new RegistryException(
                    Trouble.PROTOCOL, "a list of referrers is an image index; this is not");
        }
    }

    private static Manifest write(List<Descriptor> referrers) {
        var json = Json.object();
        json.put("schemaVersion", 2);
        json.put("mediaType", MediaType.IMAGE_INDEX.value());
        var list = json.putArray("manifests");
        for (var each : referrers) {
            var one = list.addObject();
            one.put("mediaType", each.mediaType().value());
            one.put("digest", each.digest().value());
            one.put("size", each.size());
            each.artifactType().ifPresent(type -> one.put("artifactType", type.value()));
            if (!each.annotations().isEmpty()) {
                var annotations = one.putObject("annotations");
                each.annotations().forEach(annotations::put);
            }
        }
        return Manifest.parse(Json.write(json));
    }

    private static String name(Digest subject) {
        return "sha256-" + subject.hex();
    }
}
