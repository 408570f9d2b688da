package io.meridian.artifact;

import io.meridian.artifact.internal.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An OCI image manifest (or image index): its bytes as they were made, and a parsed view of them.
 *
 * <p>The bytes are never written again from the view, so what this version does not know survives.
 */
public final class Manifest {
    /** The largest manifest that is read, as registries have it: 4 MiB. */
    public static final int MAX_BYTES = 4 << 20;

    private final byte[] bytes;
    private final Digest digest;
    private final MediaType mediaType;
    private final Optional<MediaType> artifactType;
    private final Optional<Descriptor> config;
    private final List<Descriptor> layers;
    private final List<Descriptor> manifests;
    private final Optional<Descriptor> subject;
    private final Map<String, String> annotations;

    private Manifest(byte[] bytes, JsonNode json) {
        this.bytes = bytes;
        digest = Digest.of(bytes);
        if (json.path("schemaVersion").asInt(0) != 2) {
            throw new IllegalArgumentException("schemaVersion must be 2");
        }
        mediaType =
                json.has("mediaType")
                        ? new MediaType(json.path("mediaType").asString())
                        : json.has("manifests") ? MediaType.IMAGE_INDEX : MediaType.IMAGE_MANIFEST;
        config =
                json.has("config")
                        ? Optional.of(descriptor(json.path("config")))
                        : Optional.empty();
        layers = descriptors(json.path("layers"));
        manifests = descriptors(json.path("manifests"));
        subject =
                json.hasNonNull("subject")
                        ? Optional.of(descriptor(json.path("subject")))
                        : Optional.empty();
        if (config.isEmpty() && !json.has("manifests")) {
            throw new IllegalArgumentException("a manifest has a config, an index has manifests");
        }
        artifactType =
                json.hasNonNull("artifactType")
                        ? Optional.of(new MediaType(json.path("artifactType").asString()))
                        : config.map(Descriptor::mediaType);
        annotations = strings(json.path("annotations"));
    }

    /**
     * Reads a manifest.
     *
     * @throws RecordException if the bytes are not one
     */
    public static Manifest parse(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new RecordException(
                    "a manifest has at most %d bytes; this has %d"
                            .formatted(MAX_BYTES, bytes.length));
        }
        try {
            return new Manifest(bytes.clone(), Json.parseObject(bytes));
        } catch (IllegalArgumentException e) {
            throw new RecordException("the bytes are not an OCI manifest: " + e.getMessage(), e);
        }
    }

    /** The bytes, as they were made. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The manifest's name. */
    public Digest digest() {
        return digest;
    }

    /** An image manifest or an image index. */
    public MediaType mediaType() {
        return mediaType;
    }

    /** What the artifact is; the config's media type where the manifest does not say. */
    public Optional<MediaType> artifactType() {
        return artifactType;
    }

    /** The config blob; none for an index. */
    public Optional<Descriptor> config() {
        return config;
    }

    /** The payload blobs. */
    public List<Descriptor> layers() {
        return layers;
    }

    /** The manifests of an index. */
    public List<Descriptor> manifests() {
        return manifests;
    }

    /** The manifest that this one is about. */
    public Optional<Descriptor> subject() {
        return subject;
    }

    /** The manifest's own annotations. */
    public Map<String, String> annotations() {
        return annotations;
    }

    /** Its kind, where the standard table knows it. */
    public Optional<Kind> kind() {
        return artifactType.flatMap(Kinds.standard()::ofType);
    }

    /** Describes this manifest, as an index or a subject does. */
    public Descriptor descriptor() {
        return new Descriptor(mediaType, digest, bytes.length, artifactType, annotations);
    }

    /** The layer with this file name. */
    public Optional<Descriptor> layer(String title) {
        return layers.stream()
                .filter(layer -> layer.title().filter(title::equals).isPresent())
                .findFirst();
    }

    /** How far it may travel: as its kind and each of its blobs allow. */
    public Disclosure disclosure() {
        var kinds = Kinds.standard();
        var narrowest = artifactType.map(kinds::disclosure).orElse(Disclosure.EDGE_ONLY);
        var types = new ArrayList<MediaType>();
        config.ifPresent(each -> types.add(each.mediaType()));
        layers.forEach(each -> types.add(each.mediaType()));
        for (var type : types) {
            var one = kinds.disclosure(type);
            narrowest = one.compareTo(narrowest) > 0 ? one : narrowest;
        }
        return narrowest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Manifest that && digest.equals(that.digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return "%s %s".formatted(artifactType.map(MediaType::value).orElse("manifest"), digest);
    }

    private static List<Descriptor> descriptors(JsonNode array) {
        var all = new ArrayList<Descriptor>();
        array.forEach(each -> all.add(descriptor(each)));
        return List.copyOf(all);
    }

    private static Descriptor descriptor(JsonNode json) {
        if (!json.path("size").isIntegralNumber()) {
            throw new IllegalArgumentException("a descriptor has a size in bytes");
        }
        return new Descriptor(
                new MediaType(json.path("mediaType").asString("")),
                new Digest(json.path("digest").asString("")),
                json.path("size").asLong(),
                json.hasNonNull("artifactType")
                        ? Optional.of(new MediaType(json.path("artifactType").asString()))
                        : Optional.empty(),
                strings(json.path("annotations")));
    }

    private static Map<String, String> strings(JsonNode object) {
        var all = new LinkedHashMap<String, String>();
        object.forEachEntry((name, value) -> all.put(name, value.asString("")));
        return Map.copyOf(all);
    }
}
