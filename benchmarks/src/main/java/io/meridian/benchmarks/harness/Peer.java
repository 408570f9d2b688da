package io.meridian.benchmarks.harness;

/** Another implementation of the same work. */
public sealed interface Peer {
    String name();

    /** It is here, in this version. */
    record Found(String name, String version) implements Peer {}

    /** It is not here; {@code remedy} says how it would come. */
    record Missing(String name, String remedy) implements Peer {}
}
