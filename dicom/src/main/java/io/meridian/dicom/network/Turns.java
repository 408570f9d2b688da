package io.meridian.dicom.network;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Who of the threads that wait for an association reads, while the others wait for it. */
final class Turns {
    private final ReentrantLock reading = new ReentrantLock();
    private final ReentrantLock state = new ReentrantLock();
    private final Condition changed = state.newCondition();

    /** Reads something. */
    interface Reader {
        /** False if nothing came by an instant of {@link System#nanoTime}. */
        boolean read(long deadline);
    }

    /**
     * Reads once, or waits until another thread has.
     *
     * @param arrived whether what is waited for is here
     * @return false if nothing came in time
     */
    boolean take(long deadline, BooleanSupplier arrived, Reader reader)
            throws InterruptedException {
        if (reading.isHeldByCurrentThread()) {
            throw new IllegalStateException(
                    "a handler of C-STORE cannot wait for responses of its own association");
        }
        if (reading.tryLock()) {
            try {
                return arrived.getAsBoolean() || reader.read(deadline);
            } finally {
                reading.unlock();
                signal();
            }
        }
        state.lock();
        try {
            while (!arrived.getAsBoolean() && reading.isLocked()) {
                var left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                var _ = changed.awaitNanos(left);
            }
            return true;
        } finally {
            state.unlock();
        }
    }

    /** Reads again and again while a reader wants to. */
    void keep(BooleanSupplier readOnce) {
        reading.lock();
        try {
            while (readOnce.getAsBoolean()) {
                signal();
            }
        } finally {
            reading.unlock();
            signal();
        }
    }

    /** Lets those who wait look again. */
    void signal() {
        state.lock();
        try {
            changed.signalAll();
        } finally {
            state.unlock();
        }
    }
}
