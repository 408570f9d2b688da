package io.meridian.federation.round;

import io.meridian.federation.ContentName;
import io.meridian.federation.SiteName;

/**
 * An update that counts.
 *
 * @param examples training examples used, at least 1
 * @param norm its Euclidean distance from the base, over all float tensors
 */
public record AcceptedUpdate(
        SiteName site, int attempt, ContentName update, long examples, double norm) {}
