package io.meridian.artifact.record;

import io.meridian.artifact.Descriptor;
import io.meridian.artifact.Digest;
import io.meridian.artifact.Kind;
import io.meridian.artifact.Kinds;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.Parent;
import io.meridian.artifact.RecordConfig;
import io.meridian.artifact.internal.Json;
import io.meridian.artifact.signature.SigningKey;
import io.meridian.artifact.store.ArtifactStore;
import io.meridian.artifact.store.LocalStore;
import io.meridian.artifact.store.RootName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes one record: its config and layers become blobs, its manifest is stored and signed.
 *
 * <p>The same input, time included, gives the same bytes and so the same digest. Not safe for
 * concurrent use.
 */
public final class RecordBuilder {
    private static final Duration WORK = Duration.ofHours(1);

    private final Kind kind;
    private final String organisation;
    private final Instant created;
    private final ObjectNode fields = Json.object();
    private final List<Parent> parents = new ArrayList<>();
    private final List<String> critical = new ArrayList<>();
    private final List<Layer> layers = new ArrayList<>();

    private sealed interface Layer {
        record Stored(Descriptor descriptor) implements Layer {}

        @SuppressWarnings("ArrayRecordComponent") // private, never compared
        record Bytes(String title, MediaType type, byte[] bytes) implements Layer {}
    }

    private RecordBuilder(Kind kind, String organisation, Instant created) {
        if (kind.form() != Kind.Form.MANIFEST) {
            throw new IllegalArgumentException(
                    "this kind is a journal's entry, not a manifest: " + kind.name());
        }
        this.kind = kind;
        this.organisation = organisation;
        this.created = created;
    }

    /** Begins a record of a kind of the table. */
    public static RecordBuilder of(String kind, String organisation, Instant created) {
        return new RecordBuilder(Kinds.standard().named(kind), organisation, created);
    }

    /** A text entry of the config. */
    public RecordBuilder field(String name, String value) {
        fields.put(name, value);
        return this;
    }

    /** A whole number of the config. */
    public RecordBuilder field(String name, long value) {
        fields.put(name, value);
        return this;
    }

    /** Any other entry of the config. */
    public RecordBuilder field(String name, JsonNode value) {
        fields.set(name, value.deepCopy());
        return this;
    }

    /** All entries of an object, as entries of the config. */
    public RecordBuilder fields(ObjectNode values) {
        fields.setAll(values.deepCopy());
        return this;
    }

    /** A reader that does not know this entry must refuse the record. */
    public RecordBuilder critical(String name) {
        critical.add(name);
        return this;
    }

    /** What the record was made from. */
    public RecordBuilder parent(Parent parent) {
        parents.add(parent);
        return this;
    }

    /** What the record was made from, in this order. */
    public RecordBuilder parents(List<Parent> more) {
        parents.addAll(more);
        return this;
    }

    /** A payload that is in the store already. */
    public RecordBuilder layer(Descriptor stored) {
        layers.add(new Layer.Stored(stored));
        return this;
    }

    /** A payload, with its file name. */
    public RecordBuilder layer(String title, MediaType type, byte[] bytes) {
        layers.add(new Layer.Bytes(title, type, bytes.clone()));
        return this;
    }

    /** Stores and signs the record, under a lease, and makes it a retention root. */
    public StoredRecord store(LocalStore store, SigningKey key, RootName root) {
        var prepared = prepare(key);
        try (var lease = store.lease(WORK)) {
            lease.hold(prepared.digests());
            prepared.writeTo(store);
            store.root(root, prepared.record().digest());
        }
        return prepared.record();
    }

    /** Stores and signs the record; the caller sees to its retention (a lease, then a root). */
    public StoredRecord store(ArtifactStore store, SigningKey key) {
        var prepared = prepare(key);
        prepared.writeTo(store);
        return prepared.record();
    }

    private record Prepared(
            StoredRecord record,
            Map<Descriptor, Layer.Bytes> blobs,
            Signatures.Prepared signature) {
        List<Digest> digests() {
            var all = new ArrayList<Digest>();
            record.manifest().layers().forEach(each -> all.add(each.digest()));
            blobs.keySet().forEach(each -> all.add(each.digest()));
            all.add(record.digest());
            all.addAll(signature.digests());
            return all;
        }

        void writeTo(ArtifactStore store) {
            blobs.values().forEach(each -> store.put(each.type(), each.bytes()));
            store.put(record.manifest());
            signature.writeTo(store);
        }
    }

    private Prepared prepare(SigningKey key) {
        var bytes = RecordConfig.write(kind, created, organisation, fields, parents, critical);
        var config = Descriptor.of(kind.configType(), bytes);
        var blobs = new LinkedHashMap<Descriptor, Layer.Bytes>();
        blobs.put(config, new Layer.Bytes("config", kind.configType(), bytes));
        var payload = new ArrayList<Descriptor>();
        for (var layer : layers) {
            payload.add(
                    switch (layer) {
                        case Layer.Stored(var stored) -> stored;
                        case Layer.Bytes content -> {
                            var one =
                                    Descriptor.of(content.type(), content.bytes())
                                            .titled(content.title());
                            blobs.put(one, content);
                            yield one;
                        }
                    });
        }
        var manifest = Manifests.write(kind.mediaType(), config, payload, List.of());
        return new Prepared(
                new StoredRecord(manifest, RecordConfig.parse(bytes)),
                blobs,
                Signatures.prepare(manifest, key));
    }
}
