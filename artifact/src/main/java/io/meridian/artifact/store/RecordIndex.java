package io.meridian.artifact.store;

import io.meridian.artifact.Descriptor;
import io.meridian.artifact.Digest;
import io.meridian.artifact.Kind;
import io.meridian.artifact.Manifest;
import io.meridian.artifact.Parent;
import io.meridian.artifact.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Kinds, parents and referrers of the manifests in a store, in memory.
 *
 * <p>It holds nothing that the blobs do not say, and is built again from them. Safe for concurrent
 * use.
 */
public final class RecordIndex {
    private final Map<Digest, Entry> entries = new LinkedHashMap<>();
    private final Map<Digest, Set<Digest>> referrers = new LinkedHashMap<>();
    private final Map<Kind, Set<Digest>> kinds = new LinkedHashMap<>();
    private final Map<Reference, Set<Digest>> children = new LinkedHashMap<>();

    /** What is known of one manifest. */
    record Entry(
            Descriptor descriptor,
            List<Digest> config,
            List<Digest> layers,
            List<Digest> manifests,
            List<Digest> subject,
            Optional<Kind> kind,
            List<Parent> parents) {
        static Entry of(Manifest manifest, List<Parent> parents) {
            return new Entry(
                    manifest.descriptor(),
                    digests(manifest.config().stream().toList()),
                    digests(manifest.layers()),
                    digests(manifest.manifests()),
                    digests(manifest.subject().stream().toList()),
                    manifest.kind(),
                    List.copyOf(parents));
        }

        private static List<Digest> digests(List<Descriptor> descriptors) {
            return descriptors.stream().map(Descriptor::digest).toList();
        }
    }

    /** Whether this is a manifest of the store. */
    public synchronized boolean contains(Digest digest) {
        return entries.containsKey(digest);
    }

    /** The manifests of a kind, in the order in which they came. */
    public synchronized List<Digest> ofKind(Kind kind) {
        return List.copyOf(kinds.getOrDefault(kind, Set.of()));
    }

    /** Describes the manifests about this one. */
    public synchronized List<Descriptor> referrers(Digest subject) {
        var all = new ArrayList<Descriptor>();
        for (var each : referrers.getOrDefault(subject, Set.of())) {
            var entry = entries.get(each);
            if (entry != null) {
                all.add(entry.descriptor());
            }
        }
        return List.copyOf(all);
    }

    /** The manifests that name this record as a parent. */
    public synchronized List<Digest> children(Reference parent) {
        return List.copyOf(children.getOrDefault(parent, Set.of()));
    }

    /** Every manifest. */
    public synchronized Set<Digest> all() {
        return Set.copyOf(entries.keySet());
    }

    synchronized Optional<Entry> entry(Digest digest) {
        return Optional.ofNullable(entries.get(digest));
    }

    synchronized void add(Manifest manifest, List<Parent> parents) {
        var digest = manifest.digest();
        var entry = Entry.of(manifest, parents);
        remove(digest);
        entries.put(digest, entry);
        entry.subject().forEach(each -> join(referrers, each, digest));
        entry.kind().ifPresent(each -> join(kinds, each, digest));
        entry.parents().forEach(each -> join(children, each.reference(), digest));
    }

    synchronized void remove(Digest digest) {
        var entry = entries.remove(digest);
        if (entry == null) {
            return;
        }
        entry.subject().forEach(each -> part(referrers, each, digest));
        entry.kind().ifPresent(each -> part(kinds, each, digest));
        entry.parents().forEach(each -> part(children, each.reference(), digest));
    }

    private static <K> void join(Map<K, Set<Digest>> map, K key, Digest digest) {
        map.computeIfAbsent(key, _ -> new LinkedHashSet<>()).add(digest);
    }

    private static <K> void part(Map<K, Set<Digest>> map, K key, Digest digest) {
        map.computeIfPresent(
                key,
                (_, set) -> {
                    set.remove(digest);
                    return set;
                });
    }
}
