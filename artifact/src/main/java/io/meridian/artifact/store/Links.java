package io.meridian.artifact.store;

import io.meridian.artifact.Digest;
import java.util.Set;

/** Which blobs and manifests may be seen in which repository. */
public interface Links {
    /** Shows a blob or manifest in a repository. */
    void link(String repository, Digest digest);

    /** Whether it may be seen there. */
    boolean linked(String repository, Digest digest);

    /** The repositories, sorted. */
    Set<String> repositories();
}
