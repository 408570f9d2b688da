package io.meridian.federation.round;

/** A step: the state after it and what it means. Store the state before acting on the outcome. */
public record Transition(RoundState state, RoundOutcome outcome) {}
