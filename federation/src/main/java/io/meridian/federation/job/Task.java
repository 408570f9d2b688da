package io.meridian.federation.job;

/**
 * What is learnt.
 *
 * @param type {@code binary}, the only one in this version
 * @param positive the finding that the score speaks for, as the labels name it
 */
public record Task(String type, String positive) {}
