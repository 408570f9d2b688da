package io.meridian.dicom.network;

import java.util.concurrent.ArrayBlockingQueue;

/**
 * Buffers of {@value #BYTES} bytes that associations take while they are busy and give back when
 * they are idle, so that a thousand idle ones hold none. Safe for use by several threads.
 */
final class Buffers {
    static final int BYTES = (128 << 10) + 1_024;

    private final ArrayBlockingQueue<byte[]> spare;

    /**
     * @param kept at most this many are kept for the next one; more are left to the collector
     */
    Buffers(int kept) {
        spare = new ArrayBlockingQueue<>(kept);
    }

    byte[] take() {
        var buffer = spare.poll();
        return buffer == null ? new byte[BYTES] : buffer;
    }

    void giveBack(byte[] buffer) {
        var kept = spare.offer(buffer);
        assert kept || spare.remainingCapacity() == 0;
    }
}
