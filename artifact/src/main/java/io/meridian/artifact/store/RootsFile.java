package io.meridian.artifact.store;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Descriptor;
import io.meridian.artifact.Digest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.internal.Json;
import io.meridian.artifact.internal.SyncedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The layout's {@code index.json}: retention roots, and nothing else. Not safe for concurrent use.
 */
final class RootsFile {
    private static final String NAME = "org.opencontainers.image.ref.name";

    private final Path file;
    private final Map<RootName, Descriptor> roots = new TreeMap<>();

    RootsFile(Path file) throws IOException {
        this.file = file;
        if (!Files.exists(file)) {
            write(roots);
            return;
        }
        try {
            for (var each : Json.parseObject(Files.readAllBytes(file)).path("manifests")) {
                var name = each.path("annotations").path(NAME).asString("");
                roots.put(
                        RootName.parse(name),
                        new Descriptor(
                                new MediaType(each.path("mediaType").asString("")),
                                new Digest(each.path("digest").asString("")),
                                each.path("size").asLong(-1),
                                each.has("artifactType")
                                        ? Optional.of(
                                                new MediaType(each.path("artifactType").asString()))
                                        : Optional.empty(),
                                Map.of()));
            }
        } catch (IllegalArgumentException e) {
            throw new ArtifactException("a layout's index.json must list named roots: " + file, e);
        }
    }

    Map<RootName, Descriptor> roots() {
        return roots;
    }

    void put(RootName name, Descriptor manifest) {
        if (!manifest.equals(roots.get(name))) {
            var changed = new TreeMap<>(roots);
            changed.put(name, manifest);
            save(changed);
        }
    }

    void remove(RootName name) {
        if (roots.containsKey(name)) {
            var changed = new TreeMap<>(roots);
            changed.remove(name);
            save(changed);
        }
    }

    /** What could not be written did not happen. */
    private void save(Map<RootName, Descriptor> changed) {
        try {
            write(changed);
            roots.clear();
            roots.putAll(changed);
        } catch (IOException e) {
            throw new ArtifactException("a layout must be writable; check the disk", e);
        }
    }

    private void write(Map<RootName, Descriptor> changed) throws IOException {
        var json = Json.object();
        json.put("schemaVersion", 2);
        json.put("mediaType", MediaType.IMAGE_INDEX.value());
        var list = json.putArray("manifests");
        changed.forEach((name, root) -> {
            var one = list.addObject();
            one.put("mediaType", root.mediaType().value());
            one.put("digest", root.digest().value());
            one.put("size", root.size());
            root.artifactType().ifPresent(type -> one.put("artifactType", type.value()));
            one.putObject("annotations").put(NAME, name.text());
        });
        SyncedFiles.write(file, Json.write(json));
    }
}
