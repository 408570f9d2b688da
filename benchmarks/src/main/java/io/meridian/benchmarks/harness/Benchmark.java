package io.meridian.benchmarks.harness;

import java.io.IOException;

/** One thing that is measured beside a peer. */
public interface Benchmark {
    /** Its name on the command line. */
    String name();

    /** What is measured, in a sentence. */
    String summary();

    /** Whom it is compared with, if that is here. */
    Peer peer(Setting setting);

    /**
     * Prepares what both sides work on; the peer's program starts only when it is first measured.
     */
    Trial open(Setting setting) throws IOException;
}
