package io.meridian.benchmarks.harness;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a trial must close, last opened first. Not thread-safe. */
public final class Resources implements Closeable {
    private final Deque<Closeable> open = new ArrayDeque<>();

    /** Keeps one until {@link #close}. */
    public <C extends Closeable> C add(C resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
