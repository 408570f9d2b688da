package io.meridian.dicom.network;

import io.meridian.dicom.network.AssociationException.Violation;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests of one side that have no final response yet, as many as the window allows. */
final class Outstanding {
    private static final int UNLIMITED = 256;

    private final ConcurrentHashMap<Integer, Invocation> invoked = new ConcurrentHashMap<>();
    private final AtomicInteger messageIds = new AtomicInteger();
    private final Semaphore window;

    /**
     * Allows some at a time.
     *
     * @param most 0 for any number: we use a few hundred, whose answers fit between two sockets
     */
    Outstanding(int most) {
        window = new Semaphore(most == 0 ? UNLIMITED : most);
    }

    boolean tryPlace() {
        return window.tryAcquire();
    }

    boolean hasPlace() {
        return window.availablePermits() > 0;
    }

    boolean isEmpty() {
        return invoked.isEmpty();
    }

    Invocation register(Association association, PresentationContext context) {
        while (true) {
            var id = messageIds.updateAndGet(last -> last % 0xFFFF + 1);
            var invocation = new Invocation(association, context, id);
            if (invoked.putIfAbsent(id, invocation) == null) {
                return invocation;
            }
        }
    }

    /** The request that a response is for. */
    Invocation of(Command response) {
        var invocation = invoked.get(response.respondsTo());
        if (invocation == null) {
            throw new Violation(AbortReason.NOT_SPECIFIED, "a response came to no request");
        }
        return invocation;
    }

    void deliver(Invocation invocation, DimseResponse response, int bytes) {
        if (!invocation.deliver(response, bytes)) {
            throw new Violation(
                    AbortReason.NOT_SPECIFIED, "more responses came than can wait to be read");
        }
        if (!response.status().isPending()) {
            invoked.remove(invocation.messageId());
            window.release();
        }
    }
}
