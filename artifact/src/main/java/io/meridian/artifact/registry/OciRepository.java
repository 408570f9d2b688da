package io.meridian.artifact.registry;

import io.meridian.artifact.Descriptor;
import io.meridian.artifact.Digest;
import io.meridian.artifact.Disclosure;
import io.meridian.artifact.Kinds;
import io.meridian.artifact.Manifest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.registry.RegistryException.Trouble;
import io.meridian.artifact.store.ArtifactStore;
import io.meridian.artifact.store.Guard;
import io.meridian.artifact.store.LocalStore;
import io.meridian.artifact.store.NotFoundException;
import io.meridian.artifact.store.Push;
import io.meridian.artifact.store.RootName;
import io.meridian.artifact.store.TooLargeException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One repository of a registry, as a store. */
public final class OciRepository implements ArtifactStore {
    private static final int MAX_SIGNATURES = 64;
    private static final long MAX_SIGNATURE_BYTES = 1 << 20;
    private static final Duration WORK = Duration.ofDays(1);

    private final Transport transport;
    private final String name;
    private final Disclosure reach;
    private final OpenUploads open;
    private final BlobPulls pulls;
    private final BlobPushes pushes;
    private final ManifestTransfer manifests;
    private final Referrers referrers;

    OciRepository(Transport transport, String name, Disclosure reach, OpenUploads open) {
        if (!RootName.isRepository(name)) {
            throw new IllegalArgumentException("this is not the name of a repository: " + name);
        }
        this.transport = transport;
        this.name = name;
        this.reach = reach;
        this.open = open;
        pulls = new BlobPulls(transport, name);
        pushes = new BlobPushes(transport, name, open);
        manifests = new ManifestTransfer(transport, name);
        referrers = new Referrers(transport, name, manifests);
    }

    /** What a transfer did; what was there already is not counted. */
    public record Pulled(Manifest manifest, int blobs, long bytes) {}

    /** The same repository, each request with this header too, for example a grant. */
    public OciRepository header(String header, String value) {
        return new OciRepository(transport.with(Map.of(header, value)), name, reach, open);
    }

    /** The repository's name. */
    public String name() {
        return name;
    }

    @Override
    public Disclosure reach() {
        return reach;
    }

    @Override
    public OptionalLong size(Digest digest) {
        return pulls.size(digest);
    }

    @Override
    public InputStream open(Digest digest, long offset) {
        return pulls.open(digest, offset);
    }

    @Override
    public Descriptor put(MediaType type, InputStream bytes, long maxBytes) {
        Guard.require(type, reach);
        return pushes.push(type, bytes, maxBytes);
    }

    @Override
    public void put(Manifest manifest) {
        put(manifest, manifest.digest().value());
    }

    /** Sends a manifest under a tag. */
    public void tag(String tag, Manifest manifest) {
        if (!RootName.isTag(tag)) {
            throw new IllegalArgumentException("this is not a tag: " + tag);
        }
        put(manifest, tag);
    }

    @Override
    public Optional<Manifest> manifest(Digest digest) {
        return manifests.get(digest.value());
    }

    /** The manifest under a tag. */
    public Optional<Manifest> tagged(String tag) {
        return manifests.get(new RootName(name, tag).tag());
    }

    @Override
    public List<Descriptor> referrers(Digest subject) {
        return referrers.of(subject);
    }

    /**
     * Sends a blob, unless the registry has it; goes on where an earlier try stopped.
     *
     * @return whether it had to be sent
     * @throws io.meridian.artifact.DisclosureException if its type may not reach the registry
     */
    public boolean push(ArtifactStore from, Descriptor blob) {
        Guard.require(blob.mediaType(), reach);
        var there = size(blob.digest());
        if (there.isEmpty()) {
            pushes.push(from, blob);
            return true;
        }
        requireSize(blob, there.getAsLong());
        pushes.forget(blob.digest());
        return false;
    }

    /**
     * Sends a record with its blobs and signatures, unless they are there.
     *
     * @throws io.meridian.artifact.DisclosureException if it may not reach the registry; nothing
     *     was sent
     */
    public Push.Copied push(ArtifactStore from, Digest record) {
        return Push.push(
                from,
                record,
                this,
                (source, blob, _) -> {
                    Guard.require(blob.mediaType(), reach);
                    pushes.push(source, blob);
                });
    }

    /** Checks that the registry holds a record's blobs, in their sizes, and the record itself. */
    public void check(Manifest manifest) {
        for (var blob : blobs(manifest)) {
            requireSize(
                    blob,
                    size(blob.digest()).orElseThrow(() -> new NotFoundException(blob.digest())));
        }
        if (manifest(manifest.digest()).isEmpty()) {
            throw new NotFoundException(manifest.digest());
        }
    }

    /**
     * Fetches a blob into a store, unless it is there; goes on where an earlier try stopped, also
     * after a restart.
     *
     * @return whether it had to be fetched
     */
    public boolean pull(Descriptor blob, LocalStore into) {
        return pulls.pull(blob, into);
    }

    /**
     * Fetches a record with its blobs and signatures, unless they are there. The caller roots it.
     *
     * @param maxBytes of all its blobs together, signatures apart
     * @throws NotFoundException if the registry does not have it
     * @throws TooLargeException if the record says that it is larger; no blob was fetched
     */
    public Pulled pull(Digest record, LocalStore into, long maxBytes) {
        try (var lease = into.lease(WORK)) {
            lease.hold(record);
            var manifest = manifest(record).orElseThrow(() -> new NotFoundException(record));
            Guard.require(manifest, into.reach());
            var done = pull(manifest, into, maxBytes, lease::hold);
            for (var signature : signatures(record)) {
                var more = pull(signature, into, MAX_SIGNATURE_BYTES, lease::hold);
                done =
                        new Pulled(
                                manifest, done.blobs() + more.blobs(), done.bytes() + more.bytes());
            }
            return done;
        }
    }

    private interface Holder {
        void hold(List<Digest> digests);
    }

    private Pulled pull(Manifest manifest, LocalStore into, long maxBytes, Holder lease) {
        var blobs = blobs(manifest);
        var left = maxBytes;
        for (var blob : blobs) {
            if (blob.size() > left) {
                throw new TooLargeException(maxBytes);
            }
            left -= blob.size();
        }
        var digests = new ArrayList<Digest>();
        digests.add(manifest.digest());
        blobs.forEach(each -> digests.add(each.digest()));
        lease.hold(digests);
        var count = 0;
        var bytes = 0L;
        for (var blob : blobs) {
            if (pull(blob, into)) {
                count++;
                bytes += blob.size();
            }
        }
        into.put(manifest);
        return new Pulled(manifest, count, bytes);
    }

    private List<Manifest> signatures(Digest record) {
        var type = Kinds.standard().named("signature").mediaType();
        var all = new ArrayList<Manifest>();
        for (var each : referrers(record)) {
            if (all.size() < MAX_SIGNATURES
                    && each.artifactType().filter(type::equals).isPresent()) {
                manifest(each.digest())
                        .filter(found -> found.artifactType().filter(type::equals).isPresent())
                        .filter(found ->
                                found.subject()
                                        .filter(about -> about.digest().equals(record))
                                        .isPresent())
                        .ifPresent(all::add);
            }
        }
        return all;
    }

    private void put(Manifest manifest, String reference) {
        Guard.require(manifest, reach);
        var lists = manifests.put(manifest, reference);
        if (manifest.subject().isPresent() && !lists) {
            referrers.tag(manifest.subject().get().digest(), manifest);
        }
    }

    private static List<Descriptor> blobs(Manifest manifest) {
        var all = new ArrayList<Descriptor>();
        manifest.config().ifPresent(all::add);
        all.addAll(manifest.layers());
        return all;
    }

    private static void requireSize(Descriptor blob, long there) {
        if (there != blob.size()) {
            throw new RegistryException(
                    Trouble.PROTOCOL,
                    "the registry's blob must have %d bytes; it has %d: %s"
                            .formatted(blob.size(), there, blob.digest()));
        }
    }
}
