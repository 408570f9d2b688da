package io.meridian.governance.dataset;

import io.meridian.artifact.Digest;
import io.meridian.governance.annotation.Split;

/**
 * One image of a version; a line of the members list.
 *
 * @param object digest of the de-identified object
 * @param label its label's value
 * @param group opaque number of the unit (subject or image), the same for all images of a subject
 *     within this version
 */
public record Member(Digest object, String label, Split split, int group) {}
