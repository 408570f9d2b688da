package io.meridian.edge.link;

import io.meridian.artifact.Digest;
import io.meridian.model.packaging.Labels;
import io.meridian.model.preprocessing.Preprocessing;
import java.time.Instant;

/**
 * The release that answers clinical studies now: fetched, verified, admitted by the hospital's
 * policy and within its lease.
 *
 * @param channel {@code clinical}, {@code trial} or {@code shadow}
 * @param model the name under which the inference process has loaded it
 */
public record ActiveRelease(
        Digest release,
        Digest packageDigest,
        String channel,
        String version,
        Instant leaseExpires,
        String model,
        Preprocessing preprocessing,
        Labels labels) {}
