package io.meridian.artifact.store;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Descriptor;
import io.meridian.artifact.Digest;
import io.meridian.artifact.Kinds;
import io.meridian.artifact.Manifest;
import java.io.IOException;
import java.util.ArrayList;

/**
 * Copies a record with its payload and signatures from one store to another.
 *
 * <p>Before the first byte it checks that the record may reach the target. Blobs that are there
 * already are not sent again.
 */
public final class Push {
    private Push() {}

    /**
     * What a copy did.
     *
     * @param sent blobs and manifests
     * @param bytes of them
     * @param present blobs that the target had
     */
    public record Copied(int sent, long bytes, int present) {
        Copied plus(Copied other) {
            return new Copied(sent + other.sent, bytes + other.bytes, present + other.present);
        }
    }

    /** Moves one blob; a transfer that can resume brings its own. */
    public interface BlobCopy {
        /** Copies a blob that the target does not have. */
        void copy(ArtifactStore from, Descriptor blob, ArtifactStore to);
    }

    /**
     * Copies a record.
     *
     * @throws io.meridian.artifact.DisclosureException if it may not reach the target; nothing was
     *     sent
     */
    public static Copied push(ArtifactStore from, Digest record, ArtifactStore to) {
        return push(from, record, to, Push::stream);
    }

    /** Copies a record, its blobs in some other way. */
    public static Copied push(ArtifactStore from, Digest record, ArtifactStore to, BlobCopy copy) {
        var manifest = from.manifest(record).orElseThrow(() -> new NotFoundException(record));
        Guard.require(manifest, to.reach());
        var signatures = new ArrayList<Manifest>();
        var type = Kinds.standard().named("signature").mediaType();
        for (var referrer : from.referrers(record)) {
            if (referrer.artifactType().filter(type::equals).isPresent()) {
                var signature =
                        from.manifest(referrer.digest())
                                .orElseThrow(() -> new NotFoundException(referrer.digest()));
                Guard.require(signature, to.reach());
                signatures.add(signature);
            }
        }
        var done = send(from, manifest, to, copy);
        for (var signature : signatures) {
            done = done.plus(send(from, signature, to, copy));
        }
        return done;
    }

    private static Copied send(
            ArtifactStore from, Manifest manifest, ArtifactStore to, BlobCopy copy) {
        var blobs = new ArrayList<Descriptor>();
        manifest.config().ifPresent(blobs::add);
        blobs.addAll(manifest.layers());
        var sent = 0;
        var bytes = 0L;
        for (var blob : blobs) {
            if (!to.contains(blob.digest())) {
                copy.copy(from, blob, to);
                sent++;
                bytes += blob.size();
            }
        }
        to.put(manifest);
        return new Copied(sent + 1, bytes + manifest.bytes().length, blobs.size() - sent);
    }

    private static void stream(ArtifactStore from, Descriptor blob, ArtifactStore to) {
        try (var in = from.open(blob.digest())) {
            var stored = to.put(blob.mediaType(), in, blob.size());
            if (!stored.digest().equals(blob.digest())) {
                throw new DamagedException(blob.digest());
            }
        } catch (IOException e) {
            throw new ArtifactException("a blob must be readable: " + blob.digest(), e);
        }
    }
}
