package io.meridian.artifact.record;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Descriptor;
import io.meridian.artifact.Digest;
import io.meridian.artifact.Kinds;
import io.meridian.artifact.Manifest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.internal.Json;
import io.meridian.artifact.signature.Envelope;
import io.meridian.artifact.signature.SigningKey;
import io.meridian.artifact.store.ArtifactStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A record's signatures, as artifacts that refer to it. */
public final class Signatures {
    /** More signature artifacts than this are not looked at. */
    private static final int MAX_REFERRERS = 64;

    private static final int MAX_ENVELOPE_BYTES = 1 << 20;

    /** A signature that is made, and not stored yet. */
    record Prepared(Manifest manifest, Envelope envelope) {
        List<Digest> digests() {
            var all = new ArrayList<Digest>();
            all.add(manifest.digest());
            all.add(Manifests.empty().digest());
            manifest.layers().forEach(each -> all.add(each.digest()));
            return all;
        }

        void writeTo(ArtifactStore store) {
            if (!store.contains(Manifests.empty().digest())) {
                store.put(MediaType.EMPTY, Manifests.emptyBytes());
            }
            store.put(MediaType.DSSE_ENVELOPE, envelope.toJson());
            store.put(manifest);
        }
    }

    private Signatures() {}

    /** Signs a stored manifest: the signature is stored beside it and found by its subject. */
    public static Manifest sign(ArtifactStore store, Manifest manifest, SigningKey key) {
        var prepared = prepare(manifest, key);
        prepared.writeTo(store);
        return prepared.manifest();
    }

    static Prepared prepare(Manifest manifest, SigningKey key) {
        var envelope = Envelope.sign(MediaType.DESCRIPTOR.value(), statement(manifest), key);
        var layer = Descriptor.of(MediaType.DSSE_ENVELOPE, envelope.toJson());
        var subject =
                Descriptor.of(manifest.mediaType(), manifest.digest(), manifest.bytes().length);
        var signature =
                Manifests.write(
                        Kinds.standard().named("signature").mediaType(),
                        Manifests.empty(),
                        List.of(layer),
                        List.of(subject));
        return new Prepared(signature, envelope);
    }

    /** The signature artifacts of a manifest. */
    public static List<Manifest> of(ArtifactStore store, Digest manifest) {
        var type = Kinds.standard().named("signature").mediaType();
        return store.referrers(manifest).stream()
                .filter(each -> each.artifactType().filter(type::equals).isPresent())
                .limit(MAX_REFERRERS)
                .flatMap(each -> store.manifest(each.digest()).stream())
                .toList();
    }

    /** The envelopes that sign this very manifest; those that sign another are left out. */
    public static List<Envelope> envelopes(ArtifactStore store, Manifest manifest) {
        var all = new ArrayList<Envelope>();
        for (var signature : of(store, manifest.digest())) {
            for (var layer : signature.layers()) {
                if (!layer.mediaType().equals(MediaType.DSSE_ENVELOPE)) {
                    continue;
                }
                readable(store, layer)
                        .filter(envelope -> signs(envelope, manifest))
                        .ifPresent(all::add);
            }
        }
        return all;
    }

    /** Whether the envelope is about this manifest; says nothing about who signed. */
    public static boolean signs(Envelope envelope, Manifest manifest) {
        if (!envelope.payloadType().equals(MediaType.DESCRIPTOR.value())) {
            return false;
        }
        try {
            var json = Json.parseObject(envelope.payload());
            return json.path("digest").asString("").equals(manifest.digest().value())
                    && json.path("size").asLong(-1) == manifest.bytes().length
                    && json.path("mediaType").asString("").equals(manifest.mediaType().value());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A damaged or foreign signature proves nothing; another one may. */
    private static Optional<Envelope> readable(ArtifactStore store, Descriptor layer) {
        try {
            return Optional.of(Envelope.parse(store.read(layer.digest(), MAX_ENVELOPE_BYTES)));
        } catch (ArtifactException e) {
            return Optional.empty();
        }
    }

    private static byte[] statement(Manifest manifest) {
        var json = Json.object();
        Manifests.describe(
                json,
                Descriptor.of(manifest.mediaType(), manifest.digest(), manifest.bytes().length));
        return Json.write(json);
    }
}
