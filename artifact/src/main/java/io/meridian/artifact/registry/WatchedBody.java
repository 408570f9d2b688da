package io.meridian.artifact.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * An answer's body that breaks when nothing comes for too long: the HTTP client has no such limit.
 */
final class WatchedBody extends FilterInputStream {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final long idleNanos;
    private volatile boolean reading;
    private volatile long since;
    private volatile boolean stalled;
    private volatile boolean broken;

    WatchedBody(InputStream body, Duration idle) {
        super(body);
        idleNanos = idle.toNanos();
        Thread.ofVirtual().name("registry-body").start(this::watch);
    }

    /** Whether a read failed, so that the line is to blame and not the disk. */
    boolean broken() {
        return broken;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        since = System.nanoTime();
        reading = true;
        try {
            var count = super.read(bytes, offset, length);
            if (stalled) {
                throw new IOException("the body brought nothing for too long");
            }
            return count;
        } catch (IOException e) {
            broken = true;
            throw e;
        } finally {
            reading = false;
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        super.close();
    }

    private void watch() {
        try {
            while (!closed.await(Math.max(1, idleNanos / 4), TimeUnit.NANOSECONDS)) {
                if (reading && System.nanoTime() - since > idleNanos) {
                    stalled = true;
                    super.close();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // Closing it is all that could be done; the reader sees that it stalled.
            stalled = true;
        }
    }
}
