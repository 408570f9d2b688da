package io.meridian.artifact;

import io.meridian.artifact.internal.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The table of kinds and media types that this version knows, read from {@code kinds.json}.
 *
 * <p>A media type that is not in the table counts as edge-only: what is not known does not travel.
 */
public final class Kinds {
    private static final Kinds STANDARD = load();

    private final Map<String, Kind> byName = new LinkedHashMap<>();
    private final Map<MediaType, Kind> byType = new LinkedHashMap<>();
    private final Map<MediaType, Disclosure> disclosures = new LinkedHashMap<>();

    private Kinds(JsonNode table) {
        for (var row : table.path("kinds")) {
            var kind = kind(row);
            byName.put(kind.name(), kind);
            byType.put(kind.mediaType(), kind);
            disclosures.put(kind.mediaType(), kind.disclosure());
            disclosures.putIfAbsent(kind.configType(), kind.disclosure());
        }
        for (var row : table.path("blobs")) {
            disclosures.put(
                    new MediaType(row.path("mediaType").asString()),
                    Disclosure.of(row.path("disclosure").asString()));
        }
    }

    /** The table that ships with this version. */
    public static Kinds standard() {
        return STANDARD;
    }

    /**
     * The kind with this name.
     *
     * @throws IllegalArgumentException if the table has none
     */
    public Kind named(String name) {
        var kind = byName.get(name);
        if (kind == null) {
            throw new IllegalArgumentException(
                    "a record's kind must be in the table of kinds; this is not: " + name);
        }
        return kind;
    }

    /** The kind with this name, where the table has one. */
    public Optional<Kind> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The kind whose manifests carry this artifact type. */
    public Optional<Kind> ofType(MediaType artifactType) {
        return Optional.ofNullable(byType.get(artifactType));
    }

    /** How far bytes of this type may travel; edge-only if the type is not in the table. */
    public Disclosure disclosure(MediaType type) {
        return disclosures.getOrDefault(type, Disclosure.EDGE_ONLY);
    }

    /** Every kind, in the order of the table. */
    public List<Kind> all() {
        return List.copyOf(byName.values());
    }

    private static Kinds load() {
        try (var in = Kinds.class.getResourceAsStream("kinds.json")) {
            if (in == null) {
                throw new IllegalStateException("kinds.json is missing beside Kinds.class");
            }
            return new Kinds(Json.parse(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Kind kind(JsonNode row) {
        var name = row.path("name").asString();
        var type =
                new MediaType(
                        row.path("mediaType")
                                .asString("application/vnd.meridian." + name + ".v1+json"));
        Set<String> critical = new HashSet<>();
        row.path("critical").forEach(each -> critical.add(each.asString()));
        return new Kind(
                name,
                type,
                row.has("configType") ? new MediaType(row.path("configType").asString()) : type,
                Disclosure.of(row.path("disclosure").asString()),
                row.path("form").asString("manifest").equals("entry")
                        ? Kind.Form.ENTRY
                        : Kind.Form.MANIFEST,
                critical);
    }
}
