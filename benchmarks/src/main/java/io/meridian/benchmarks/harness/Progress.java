package io.meridian.benchmarks.harness;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** Tells, every two seconds at most, which pair of runs begins. Not thread-safe. */
public final class Progress {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final PrintStream out;
    private long last;

    public Progress(PrintStream out) {
        this.out = out;
        this.last = System.nanoTime() - INTERVAL_NANOS;
    }

    /** A line of its own for what takes a while. */
    public void say(String what) {
        out.println("  ... " + what);
        out.flush();
        last = System.nanoTime();
    }

    void at(String name, int pair, int pairs) {
        if (pair == 1 || System.nanoTime() - last >= INTERVAL_NANOS) {
            say("%s: pair %d of %d".formatted(name, pair, pairs));
        }
    }
}
