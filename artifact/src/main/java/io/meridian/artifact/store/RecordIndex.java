package io.meridian.artifact.store;

import io.meridian.artifact.Descriptor;
import io.meridian.artifact.Digest;
import io.meridian.artifact.Kind;
import io.meridian.artifact.Manifest;
import io.meridian.artifact.Reference;
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
    private final Map<Digest, Descriptor> manifests = new LinkedHashMap<>();
    private final Map<Digest, Set<Digest>> referrers = new LinkedHashMap<>();
    private final Map<String, Set<Digest>> kinds = new LinkedHashMap<>();
    private final Map<Reference, Set<Digest>> children = new LinkedHashMap<>();

    /** Whether this is a manifest of the store. */
    public synchronized boolean contains(Digest digest) {
        return manifests.containsKey(digest);
    }

    /** The manifests of a kind, in the order in which they came. */
    public synchronized List<Digest> ofKind(Kind kind) {
        return List.copyOf(kinds.getOrDefault(kind.name(), Set.of()));
    }

    /** Describes the manifests about this one. */
    public synchronized List<Descriptor> referrers(Digest subject) {
        return referrers.getOrDefault(subject, Set.of()).stream()
                .flatMap(each -> Optional.ofNullable(manifests.get(each)).stream())
                .toList();
    }

    /** The manifests that name this record as a parent. */
    public synchronized List<Digest> children(Reference parent) {
        return List.copyOf(children.getOrDefault(parent, Set.of()));
    }

    /** Every manifest. */
    public synchronized Set<Digest> all() {
        return Set.copyOf(manifests.keySet());
    }

    synchronized void add(Manifest manifest, List<Reference> parents) {
        var digest = manifest.digest();
        manifests.put(digest, manifest.descriptor());
        manifest.subject()
                .ifPresent(subject ->
                        referrers
                                .computeIfAbsent(subject.digest(), _ -> new LinkedHashSet<>())
                                .add(digest));
        manifest.kind()
                .ifPresent(kind ->
                        kinds.computeIfAbsent(kind.name(), _ -> new LinkedHashSet<>()).add(digest));
        for (var parent : parents) {
            children.computeIfAbsent(parent, _ -> new LinkedHashSet<>()).add(digest);
        }
    }

    synchronized void remove(Digest digest) {
        manifests.remove(digest);
        referrers.values().forEach(each -> each.remove(digest));
        kinds.values().forEach(each -> each.remove(digest));
        children.values().forEach(each -> each.remove(digest));
    }
}
