package io.meridian.dicom.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Ends a stream that has been silent for too long: the HTTP client bounds only the first byte. */
final class PatientInput extends FilterInputStream {
    private final long patienceNanos;
    private volatile long waitingSince;
    private volatile boolean waiting;
    private volatile boolean closed;

    PatientInput(InputStream in, Duration patience) {
        super(in);
        patienceNanos = patience.toNanos();
        watch(patienceNanos);
    }

    private void watch(long nanos) {
        CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, Thread::startVirtualThread)
                .execute(this::look);
    }

    private void look() {
        if (closed) {
            return;
        }
        var silent = waiting ? System.nanoTime() - waitingSince : 0;
        if (silent < patienceNanos) {
            watch(Math.max(patienceNanos - silent, 1));
            return;
        }
        try {
            close();
        } catch (IOException e) {
            // The reader learns of it: its read ends in an exception.
            closed = true;
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        waitingSince = System.nanoTime();
        waiting = true;
        try {
            var count = super.read(bytes, offset, length);
            if (count < 0 && closed) {
                throw new IOException("the answer was silent for too long");
            }
            return count;
        } finally {
            waiting = false;
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        super.close();
    }
}
