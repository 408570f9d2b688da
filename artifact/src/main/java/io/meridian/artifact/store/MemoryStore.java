package io.meridian.artifact.store;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Descriptor;
import io.meridian.artifact.Digest;
import io.meridian.artifact.Disclosure;
import io.meridian.artifact.Manifest;
import io.meridian.artifact.MediaType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A store in memory, for tests and for what need not last. Safe for concurrent use. */
public final class MemoryStore implements LocalStore {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Disclosure reach;
    private final Clock clock;
    private final Map<Digest, Blob> blobs = new HashMap<>();
    private final Map<RootName, Digest> roots = new TreeMap<>();
    private final Map<UploadId, ByteArrayOutputStream> uploads = new HashMap<>();
    private final Set<MemoryLease> leases = new HashSet<>();
    private final Map<String, Set<Digest>> links = new TreeMap<>();
    private final RecordIndex index = new RecordIndex();

    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Blob(byte[] bytes, Instant put) {}

    /** An empty store that takes records up to this disclosure. */
    public MemoryStore(Disclosure reach, Clock clock) {
        this.reach = reach;
        this.clock = clock;
    }

    /** An empty store that takes everything. */
    public static MemoryStore ofEdge() {
        return new MemoryStore(Disclosure.EDGE_ONLY, Clock.systemUTC());
    }

    @Override
    public Disclosure reach() {
        return reach;
    }

    @Override
    public synchronized OptionalLong size(Digest digest) {
        var blob = blobs.get(digest);
        return blob == null ? OptionalLong.empty() : OptionalLong.of(blob.bytes().length);
    }

    @Override
    public synchronized InputStream open(Digest digest, long offset) {
        var blob = blobs.get(digest);
        if (blob == null) {
            throw new NotFoundException(digest);
        }
        var from = Math.toIntExact(offset);
        return new ByteArrayInputStream(blob.bytes(), from, blob.bytes().length - from);
    }

    @Override
    public Descriptor put(MediaType type, InputStream bytes, long maxBytes) {
        Guard.require(type, reach);
        var all = readAll(bytes, maxBytes);
        var descriptor = Descriptor.of(type, all);
        keep(descriptor.digest(), all);
        return descriptor;
    }

    @Override
    public synchronized void put(Manifest manifest) {
        Guard.require(manifest, reach);
        keep(manifest.digest(), manifest.bytes());
        index.add(manifest, Parents.of(manifest, this));
    }

    @Override
    public synchronized Optional<Manifest> manifest(Digest digest) {
        return index.contains(digest)
                ? Optional.ofNullable(blobs.get(digest)).map(blob -> Manifest.parse(blob.bytes()))
                : Optional.empty();
    }

    @Override
    public List<Descriptor> referrers(Digest subject) {
        return index.referrers(subject);
    }

    @Override
    public synchronized void root(RootName name, Digest manifest) {
        if (!index.contains(manifest)) {
            throw new NotFoundException(manifest);
        }
        roots.put(name, manifest);
    }

    @Override
    public synchronized void unroot(RootName name) {
        roots.remove(name);
    }

    @Override
    public synchronized Optional<Digest> root(RootName name) {
        return Optional.ofNullable(roots.get(name));
    }

    @Override
    public synchronized Map<RootName, Digest> roots() {
        return Map.copyOf(roots);
    }

    @Override
    public synchronized Lease lease(Duration time) {
        var lease = new MemoryLease(clock.instant().plus(time));
        leases.add(lease);
        return lease;
    }

    @Override
    public Uploads uploads() {
        return new MemoryUploads();
    }

    @Override
    public Links links() {
        return new MemoryLinks();
    }

    @Override
    public RecordIndex index() {
        return index;
    }

    @Override
    public synchronized Collected collect(Duration grace) {
        var now = clock.instant();
        leases.removeIf(each -> !each.until.isAfter(now));
        var marking = new Marking(index);
        roots.values().forEach(marking::keep);
        leases.forEach(lease -> lease.held.forEach(marking::keep));
        var young = now.minus(grace);
        var gone =
                blobs.entrySet().stream()
                        .filter(each -> !marking.kept().contains(each.getKey()))
                        .filter(each -> !each.getValue().put().isAfter(young))
                        .map(Map.Entry::getKey)
                        .toList();
        var bytes = 0L;
        for (var digest : gone) {
            var blob = blobs.remove(digest);
            bytes += blob == null ? 0 : blob.bytes().length;
            index.remove(digest);
        }
        return new Collected(gone.size(), bytes, blobs.size());
    }

    private synchronized void keep(Digest digest, byte[] bytes) {
        blobs.put(digest, new Blob(bytes, clock.instant()));
    }

    private static byte[] readAll(InputStream bytes, long maxBytes) {
        try {
            var limit = (int) Math.min(maxBytes, Integer.MAX_VALUE - 9);
            var all = bytes.readNBytes(limit + 1);
            if (all.length > limit) {
                throw new TooLargeException(maxBytes);
            }
            return all;
        } catch (IOException e) {
            throw new ArtifactException("a stream to store must be readable", e);
        }
    }

    private final class MemoryLease implements Lease {
        private final Instant until;
        private final Set<Digest> held = new HashSet<>();

        private MemoryLease(Instant until) {
            this.until = until;
        }

        @Override
        public void hold(Collection<Digest> digests) {
            synchronized (MemoryStore.this) {
                held.addAll(digests);
            }
        }

        @Override
        public void close() {
            synchronized (MemoryStore.this) {
                leases.remove(this);
            }
        }
    }

    private final class MemoryLinks implements Links {
        @Override
        public void link(String repository, Digest digest) {
            synchronized (MemoryStore.this) {
                links.computeIfAbsent(repository, _ -> new HashSet<>()).add(digest);
            }
        }

        @Override
        public boolean linked(String repository, Digest digest) {
            synchronized (MemoryStore.this) {
                return links.getOrDefault(repository, Set.of()).contains(digest);
            }
        }

        @Override
        public Set<String> repositories() {
            synchronized (MemoryStore.this) {
                return new TreeSet<>(links.keySet());
            }
        }
    }

    private final class MemoryUploads implements Uploads {
        @Override
        public UploadId start() {
            var id = UploadId.fresh();
            resume(id);
            return id;
        }

        @Override
        public long resume(UploadId id) {
            synchronized (MemoryStore.this) {
                return uploads.computeIfAbsent(id, _ -> new ByteArrayOutputStream()).size();
            }
        }

        @Override
        public OptionalLong size(UploadId id) {
            synchronized (MemoryStore.this) {
                var upload = uploads.get(id);
                return upload == null ? OptionalLong.empty() : OptionalLong.of(upload.size());
            }
        }

        @Override
        public long append(UploadId id, long offset, InputStream bytes, long maxBytes) {
            synchronized (MemoryStore.this) {
                require(find(id), offset);
            }
            var more = new ByteArrayOutputStream();
            try {
                var limit = Math.max(0, maxBytes - offset);
                var buffer = new byte[BUFFER_BYTES];
                for (var n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
                    if (more.size() + n > limit) {
                        cancel(id);
                        throw new TooLargeException(maxBytes);
                    }
                    more.write(buffer, 0, n);
                }
                return grow(id, offset, more);
            } catch (IOException e) {
                grow(id, offset, more);
                throw new ArtifactException("an upload must be whole; what came is kept", e);
            }
        }

        private long grow(UploadId id, long offset, ByteArrayOutputStream more) {
            synchronized (MemoryStore.this) {
                var upload = find(id);
                require(upload, offset);
                upload.writeBytes(more.toByteArray());
                return upload.size();
            }
        }

        private static void require(ByteArrayOutputStream upload, long offset) {
            if (upload.size() != offset) {
                throw new OffsetException(upload.size(), offset);
            }
        }

        @Override
        public long finish(UploadId id, Digest expected) {
            synchronized (MemoryStore.this) {
                var bytes = find(id).toByteArray();
                uploads.remove(id);
                if (!Digest.of(bytes).equals(expected)) {
                    throw new DamagedException(expected);
                }
                MemoryStore.this.keep(expected, bytes);
                return bytes.length;
            }
        }

        @Override
        public void cancel(UploadId id) {
            synchronized (MemoryStore.this) {
                uploads.remove(id);
            }
        }

        private ByteArrayOutputStream find(UploadId id) {
            var upload = uploads.get(id);
            if (upload == null) {
                throw new UnknownUploadException(id);
            }
            return upload;
        }
    }
}
