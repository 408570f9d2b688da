package io.meridian.artifact.store;

import io.meridian.artifact.Digest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A store that this process owns: it also has roots, leases, uploads and collection. */
public interface LocalStore extends ArtifactStore {
    /** Names a retention root, or moves it. The manifest must be there. */
    void root(RootName name, Digest manifest);

    /** Takes a root away; what only it held goes at the next collection. */
    void unroot(RootName name);

    /** The manifest of a root. */
    Optional<Digest> root(RootName name);

    /** Every root. */
    Map<RootName, Digest> roots();

    /** Keeps what is put or named until it is closed, or its time is over; survives a restart. */
    Lease lease(Duration time);

    /** Uploads under way. */
    Uploads uploads();

    /** Which blobs belong to which repository. */
    Links links();

    /** What this store knows of its records' kinds, parents and referrers. */
    RecordIndex index();

    /**
     * Deletes what no root, lease, upload or holding parent keeps.
     *
     * @param grace blobs younger than this stay
     */
    Collected collect(Duration grace);

    /** What a collection did. */
    record Collected(long blobs, long bytes, long kept) {}
}
