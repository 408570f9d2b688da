package io.meridian.edge.inference;

/**
 * A complete study that waits for its evaluation.
 *
 * @param changed when its last object came
 */
record Study(String id, String subject, long changed, int instances) {}
