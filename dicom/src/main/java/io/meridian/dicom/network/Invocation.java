package io.meridian.dicom.network;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One request that was sent: yields its responses. Used by one thread. */
public final class Invocation {
    private static final long MAXIMUM_WAITING = 64 << 20;
    private static final long OVERHEAD = 1_024;

    private final Association association;
    private final PresentationContext context;
    private final int messageId;
    private final ConcurrentLinkedQueue<DimseResponse> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private boolean done;
    private boolean cancelled;

    Invocation(Association association, PresentationContext context, int messageId) {
        this.association = association;
        this.context = context;
        this.messageId = messageId;
    }

    /**
     * Waits for the next response; the last one's status is not pending.
     *
     * @throws AssociationException.TimedOut after the response time-out; the association is over
     * @throws AssociationException if it breaks
     */
    public DimseResponse next() {
        if (done) {
            throw new IllegalStateException("the final response was taken");
        }
        var response = association.await(this);
        done = !response.status().isPending();
        return response;
    }

    /** Waits for the final response and passes over pending ones. */
    public DimseResponse last() {
        while (true) {
            var response = next();
            if (done) {
                return response;
            }
        }
    }

    public boolean isDone() {
        return done;
    }

    /** Asks the provider to stop (C-CANCEL); its final response is still to be taken. */
    public void cancel() {
        if (!done && !cancelled) {
            cancelled = true;
            association.send(context, Command.cancel(messageId), (byte[]) null);
        }
    }

    PresentationContext context() {
        return context;
    }

    int messageId() {
        return messageId;
    }

    /** False if too much waits to be taken. */
    boolean deliver(DimseResponse response, int bytes) {
        arrived.add(response);
        return waiting.addAndGet(bytes + OVERHEAD) <= MAXIMUM_WAITING;
    }

    boolean hasArrived() {
        return !arrived.isEmpty();
    }

    @Nullable DimseResponse poll() {
        var response = arrived.poll();
        if (response != null && arrived.isEmpty()) {
            waiting.set(0);
        }
        return response;
    }
}
