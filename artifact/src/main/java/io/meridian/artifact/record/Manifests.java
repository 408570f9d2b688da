package io.meridian.artifact.record;

import io.meridian.artifact.Descriptor;
import io.meridian.artifact.Manifest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.internal.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Writes a manifest's bytes: once, when it is made. */
final class Manifests {
    private static final byte[] EMPTY = {'{', '}'};

    private Manifests() {}

    /** OCI asks for a layer where there is none: the empty blob stands in. */
    static Descriptor empty() {
        return Descriptor.of(MediaType.EMPTY, EMPTY);
    }

    static byte[] emptyBytes() {
        return EMPTY.clone();
    }

    static Manifest write(
            MediaType artifactType,
            Descriptor config,
            List<Descriptor> layers,
            List<Descriptor> subject) {
        var json = Json.object();
        json.put("schemaVersion", 2);
        json.put("mediaType", MediaType.IMAGE_MANIFEST.value());
        json.put("artifactType", artifactType.value());
        describe(json.putObject("config"), config);
        var list = json.putArray("layers");
        for (var layer : layers) {
            describe(list.addObject(), layer);
        }
        for (var each : subject) {
            describe(json.putObject("subject"), each);
        }
        return Manifest.parse(Json.write(json));
    }

    static void describe(ObjectNode json, Descriptor descriptor) {
        json.put("mediaType", descriptor.mediaType().value());
        json.put("digest", descriptor.digest().value());
        json.put("size", descriptor.size());
        if (!descriptor.annotations().isEmpty()) {
            var annotations = json.putObject("annotations");
            descriptor.annotations().forEach(annotations::put);
        }
    }
}
