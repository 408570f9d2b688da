package io.meridian.artifact;

import io.meridian.artifact.internal.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a record says of itself: the JSON of a manifest's config, or of a journal's entry.
 *
 * <p>Entries that this version does not know are kept in {@link #json}; those that the record lists
 * under {@code critical} and that this version does not know make it refuse the record.
 *
 * @param kind one of the table of kinds
 * @param created when it was made
 * @param organisation who made it
 * @param json a copy of the whole object
 */
public record RecordConfig(
        Kind kind, Instant created, String organisation, List<Parent> parents, ObjectNode json) {
    /** More parents than this are a list, and long lists are blobs. */
    public static final int MAX_PARENTS = 10_000;

    private static final List<String> COMMON =
            List.of("kind", "created", "organisation", "parents", "critical");

    public RecordConfig {
        parents = List.copyOf(parents);
        json = json.deepCopy();
    }

    /** A copy; changing it changes nothing here. */
    @Override
    public ObjectNode json() {
        return json.deepCopy();
    }

    /**
     * Reads a config or an entry.
     *
     * @throws RecordException if it is not one, or a critical entry is unknown
     */
    public static RecordConfig parse(byte[] bytes) {
        try {
            return read(Json.parseObject(bytes));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new RecordException("the bytes are not a record's config: " + e.getMessage(), e);
        }
    }

    /** A text entry. */
    public Optional<String> text(String field) {
        var value = json.path(field);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    /** The first parent in this role. */
    public Optional<Parent> parent(String role) {
        return parents.stream().filter(each -> each.role().equals(role)).findFirst();
    }

    /** The bytes of a config with these common entries, then the fields, in this order. */
    public static byte[] write(
            Kind kind,
            Instant created,
            String organisation,
            ObjectNode fields,
            List<Parent> parents,
            List<String> critical) {
        var json = Json.object();
        json.put("kind", kind.name());
        json.put("created", created.toString());
        json.put("organisation", organisation);
        for (var name : COMMON) {
            if (fields.has(name)) {
                throw new IllegalArgumentException(
                        "a record's builder writes this entry itself; leave it out: " + name);
            }
        }
        json.setAll(fields);
        var list = json.putArray("parents");
        for (var parent : parents) {
            var one = list.addObject();
            one.put("role", parent.role());
            one.put("reference", parent.reference().text());
            one.put("holding", parent.holding().word());
            parent.site().ifPresent(site -> one.put("site", site));
        }
        var names = json.putArray("critical");
        critical.forEach(names::add);
        return Json.write(json);
    }

    private static RecordConfig read(ObjectNode json) {
        var kinds = Kinds.standard();
        var kind = kinds.named(json.path("kind").asString(""));
        for (var entry : json.path("critical")) {
            var name = entry.asString("");
            if (!COMMON.contains(name) && !kind.critical().contains(name)) {
                throw new IllegalArgumentException(
                        ("it lists as critical what this version does not know (%s); update this"
                                        + " software")
                                .formatted(name));
            }
        }
        if (json.path("parents").size() > MAX_PARENTS) {
            throw new IllegalArgumentException(
                    "a record has at most %d parents".formatted(MAX_PARENTS));
        }
        var parents = new ArrayList<Parent>();
        json.path("parents").forEach(each -> parents.add(parent(each)));
        return new RecordConfig(
                kind,
                Instant.parse(json.path("created").asString("")),
                json.path("organisation").asString(""),
                parents,
                json);
    }

    private static Parent parent(JsonNode json) {
        return new Parent(
                json.path("role").asString(""),
                Reference.parse(json.path("reference").asString("")),
                Holding.of(json.path("holding").asString("")),
                json.hasNonNull("site")
                        ? Optional.of(json.path("site").asString())
                        : Optional.empty());
    }
}
