package io.meridian.artifact.store;

import io.meridian.artifact.Disclosure;
import io.meridian.artifact.DisclosureException;
import io.meridian.artifact.Kinds;
import io.meridian.artifact.Manifest;
import io.meridian.artifact.MediaType;

/** Refuses what may not reach a store. Every store asks it before it takes anything. */
public final class Guard {
    private Guard() {}

    /**
     * Refuses bytes of a type that may not reach so far.
     *
     * @throws DisclosureException if it may not
     */
    public static void require(MediaType type, Disclosure reach) {
        var disclosure = Kinds.standard().disclosure(type);
        if (!disclosure.mayReach(reach)) {
            throw new DisclosureException(
                    "this store takes what is %s at most; %s is %s (or not in the table of kinds)"
                            .formatted(reach.word(), type, disclosure.word()));
        }
    }

    /**
     * Refuses a manifest that may not reach so far, as its kind or one of its blobs says.
     *
     * @throws DisclosureException if it may not
     */
    public static void require(Manifest manifest, Disclosure reach) {
        manifest.artifactType().ifPresent(type -> require(type, reach));
        manifest.config().ifPresent(each -> require(each.mediaType(), reach));
        manifest.layers().forEach(each -> require(each.mediaType(), reach));
        if (!manifest.disclosure().mayReach(reach)) {
            throw new DisclosureException(
                    "this store takes what is %s at most; a manifest without a kind is edge-only"
                            .formatted(reach.word()));
        }
    }
}
