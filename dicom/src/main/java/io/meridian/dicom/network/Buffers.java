package io.meridian.dicom.network;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Buffers of {@value #BYTES} bytes that associations take while they are busy and give back when
 * they are idle, so that a thousand idle ones hold none. Safe for use by several threads.
 */
final class Buffers {
    static final int BYTES = (128 << 10) + 1_024;

    private final ArrayBlockingQueue<byte[]> arrays;
    private final ArrayBlockingQueue<ByteBuffer> direct;
    private final ArrayBlockingQueue<ByteBuffer> heap;
    private final Semaphore unmade;

    /**
     * Holds spare buffers.
     *
     * @param kept at most this many of each kind; more arrays are left to the collector, and more
     *     direct ones are not made
     */
    Buffers(int kept) {
        arrays = new ArrayBlockingQueue<>(kept);
        direct = new ArrayBlockingQueue<>(kept);
        heap = new ArrayBlockingQueue<>(kept);
        unmade = new Semaphore(kept);
    }

    byte[] take() {
        var buffer = arrays.poll();
        return buffer == null ? new byte[BYTES] : buffer;
    }

    void giveBack(byte[] buffer) {
        var kept = arrays.offer(buffer);
        assert kept || arrays.remainingCapacity() == 0;
    }

    /** An empty one for reading: outside the heap while there are any, else an array. */
    ByteBuffer takeForChannel() {
        var spare = direct.poll();
        if (spare == null) {
            spare = unmade.tryAcquire() ? ByteBuffer.allocateDirect(BYTES) : wrapped();
        }
        return spare.clear().limit(0);
    }

    /** An empty one for reading that has an array. */
    ByteBuffer wrapped() {
        var spare = heap.poll();
        return spare == null ? ByteBuffer.allocate(BYTES).limit(0) : spare.clear().limit(0);
    }

    void giveBack(ByteBuffer buffer) {
        var kept = (buffer.isDirect() ? direct : heap).offer(buffer);
        assert kept || !buffer.isDirect();
    }
}
