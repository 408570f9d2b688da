package io.meridian.artifact;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Names a blob and says what it is, as in OCI's image specification.
 *
 * @param size in bytes
 * @param annotations {@code org.opencontainers.image.title} holds a layer's file name
 */
public record Descriptor(
        MediaType mediaType,
        Digest digest,
        long size,
        Optional<MediaType> artifactType,
        Map<String, String> annotations) {
    /** OCI's annotation for a layer's file name. */
    public static final String TITLE = "org.opencontainers.image.title";

    public Descriptor {
        if (size < 0) {
            throw new IllegalArgumentException("a blob has 0 bytes or more; this has " + size);
        }
        annotations = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    }

    /** A descriptor without annotations. */
    public static Descriptor of(MediaType mediaType, Digest digest, long size) {
        return new Descriptor(mediaType, digest, size, Optional.empty(), Map.of());
    }

    /** Describes some bytes. */
    public static Descriptor of(MediaType mediaType, byte[] bytes) {
        return of(mediaType, Digest.of(bytes), bytes.length);
    }

    /** The same, with a file name. */
    public Descriptor titled(String title) {
        var more = new LinkedHashMap<>(annotations);
        more.put(TITLE, title);
        return new Descriptor(mediaType, digest, size, artifactType, more);
    }

    /** The file name, where one was given. */
    public Optional<String> title() {
        return Optional.ofNullable(annotations.get(TITLE));
    }
}
