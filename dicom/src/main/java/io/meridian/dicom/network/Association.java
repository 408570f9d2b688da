package io.meridian.dicom.network;

import io.meridian.dicom.DicomException;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.network.AssociationException.Aborted;
import io.meridian.dicom.network.AssociationException.TimedOut;
import io.meridian.dicom.network.AssociationException.Violation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An open association, of either side: requests go out by {@link #invoke}, and what the peer
 * requests goes to the services that were registered. Who waits for a response reads what arrives,
 * also for others; no thread of its own is needed while nobody waits. Safe for use by several
 * threads; more than one operation is outstanding only as far as the agreed window allows.
 */
public final class Association implements AutoCloseable {
    private final Connection connection;
    private final Terms terms;
    private final Side side;
    private final AssociationLimits limits;
    private final Timeouts timeouts;
    private final Performer performer;
    private final Outstanding outstanding;
    private final Turns turns = new Turns();
    private final long totalEnd;
    private final Release release;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable AssociationException end;

    /** Who asked for the association. */
    enum Side {
        REQUESTOR,
        ACCEPTOR
    }

    Association(
            Connection connection,
            Terms terms,
            Side side,
            AssociationLimits limits,
            Timeouts timeouts,
            List<DimseService> services,
            Consumer<String> log) {
        this.connection = connection;
        this.terms = terms;
        this.side = side;
        this.limits = limits;
        this.timeouts = timeouts;
        this.release = new Release(side, connection.output());
        var ours = terms.window();
        var mine = side == Side.REQUESTOR ? ours.invoked() : ours.performed();
        var theirs = side == Side.REQUESTOR ? ours.performed() : ours.invoked();
        this.outstanding = new Outstanding(mine);
        var most = theirs == 0 ? limits.maxOperations() : Math.min(theirs, limits.maxOperations());
        this.performer = new Performer(this, connection.input(), services, most, log);
        this.totalEnd = System.nanoTime() + limits.totalTimeout().toNanos();
    }

    /**
     * Opens an association.
     *
     * @throws AssociationException.Refused if the provider refuses it
     * @throws AssociationException if it cannot be reached or answers nonsense
     */
    public static Association open(AssociationRequest request) {
        return Requestor.open(request);
    }

    public Terms terms() {
        return terms;
    }

    AssociationLimits limits() {
        return limits;
    }

    /** The context for a SOP class in this encoding, if it was accepted. */
    public Optional<PresentationContext> context(String sopClass, TransferSyntax syntax) {
        return terms.contexts().stream()
                .filter(context ->
                        context.abstractSyntax().equals(sopClass)
                                && context.transferSyntax().equals(syntax))
                .findFirst();
    }

    /**
     * The first context that was accepted for a SOP class.
     *
     * @throws AssociationException if there is none
     */
    public PresentationContext context(String sopClass) {
        return terms.contexts().stream()
                .filter(context -> context.abstractSyntax().equals(sopClass))
                .findFirst()
                .orElseThrow(() ->
                        new AssociationException(
                                "the provider did not accept SOP class " + sopClass));
    }

    private boolean mayInvoke(DimseRequest request) {
        return terms.let(request, side == Side.REQUESTOR);
    }

    /** Whether the agreed roles let the peer invoke this here. */
    boolean mayPerform(DimseRequest request) {
        return terms.let(request, side == Side.ACCEPTOR);
    }

    /** Sends a request without a data set. */
    public Invocation invoke(PresentationContext context, DimseRequest request) {
        return begin(context, request, null);
    }

    /** Sends a request with a data set, encoded in the context's transfer syntax. */
    public Invocation invoke(PresentationContext context, DimseRequest request, byte[] dataSet) {
        return begin(context, request, new ByteArrayInputStream(dataSet));
    }

    /**
     * Sends a request with a data set that is read as it is sent. If the stream fails, so does the
     * association: a message cannot be taken back.
     */
    public Invocation invoke(
            PresentationContext context, DimseRequest request, InputStream dataSet) {
        return begin(context, request, dataSet);
    }

    private Invocation begin(
            PresentationContext context, DimseRequest request, @Nullable InputStream dataSet) {
        if (!mayInvoke(request)) {
            throw new AssociationException(
                    "the agreed roles do not let us invoke operations of SOP class "
                            + context.abstractSyntax());
        }
        takePlace();
        var invocation = outstanding.register(this, context);
        var command = Command.of(request, invocation.messageId(), dataSet != null);
        send(context, command, dataSet);
        return invocation;
    }

    private void takePlace() {
        while (!outstanding.tryPlace()) {
            checkOpen();
            waitFor(outstanding::hasPlace, responseEnd());
        }
    }

    DimseResponse await(Invocation invocation) {
        var deadline = responseEnd();
        while (true) {
            var response = invocation.poll();
            if (response != null) {
                return response;
            }
            checkOpen();
            waitFor(invocation::hasArrived, deadline);
        }
    }

    private long responseEnd() {
        return System.nanoTime() + timeouts.response().toNanos();
    }

    private void waitFor(BooleanSupplier arrived, long deadline) {
        try {
            if (!turns.take(deadline, () -> arrived.getAsBoolean() || end != null, this::pump)) {
                var why = new TimedOut("the peer did not answer in time");
                abort(AbortReason.BY_USER, AbortReason.NOT_SPECIFIED, why);
                throw why;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abort();
            throw new AssociationException("interrupted while waiting for the peer", e);
        }
    }

    /**
     * Performs what the peer requests, for instance event reports, until a time is over or the
     * association has ended.
     */
    public void serve(Duration time) {
        var deadline = System.nanoTime() + time.toNanos();
        turns.keep(() -> end == null && pump(deadline));
    }

    /** The acceptor's life: until the peer releases or aborts, is silent, or breaks a rule. */
    void run() {
        turns.keep(() -> {
            var idleEnd = System.nanoTime() + limits.idleTimeout().toNanos();
            if (pump(Math.min(idleEnd, totalEnd))) {
                return end == null;
            }
            if (System.nanoTime() >= totalEnd) {
                abort("an association lasted longer than allowed");
            } else if (!performer.isBusy() && outstanding.isEmpty()) {
                abort("an association was idle for too long");
            }
            return end == null;
        });
        var why = end;
        if (why instanceof TimedOut || why instanceof Aborted) {
            throw why;
        }
    }

    private void abort(String why) {
        abort(AbortReason.BY_PROVIDER, AbortReason.NOT_SPECIFIED, new TimedOut(why));
    }

    /** Reads one PDU or one message; false if none began in time. */
    private boolean pump(long until) {
        try {
            var type = connection.input().next(until, limits.messageTimeout());
            switch (type) {
                case 0 -> {
                    return false;
                }
                case Pdu.DATA -> message();
                case Pdu.RELEASE_RQ -> {
                    connection.input().body();
                    if (release.requested()) {
                        end(new AssociationException("the peer released the association"));
                    }
                }
                case Pdu.RELEASE_RP -> {
                    connection.input().body();
                    release.answered();
                    end(new AssociationException("the association was released"));
                }
                case Pdu.ABORT -> {
                    var body = connection.input().body();
                    end(new Aborted(body[2], body[3]));
                }
                default ->
                        throw new Violation(
                                AbortReason.UNEXPECTED_PDU,
                                "a PDU of type %d came on an open association".formatted(type));
            }
            return true;
        } catch (Violation e) {
            abort(AbortReason.BY_PROVIDER, e.reason(), e);
            throw e;
        } catch (AssociationException e) {
            abort(AbortReason.BY_PROVIDER, AbortReason.NOT_SPECIFIED, e);
            throw e;
        } catch (IOException e) {
            var broken = new AssociationException("the association broke: " + reason(e), e);
            end(broken);
            throw broken;
        } catch (RuntimeException e) {
            var unread =
                    new AssociationException(
                            e instanceof DicomException
                                    ? "a message could not be read: " + e.getMessage()
                                    : "a message could not be handled: " + e.getClass().getName(),
                            e);
            abort(AbortReason.BY_PROVIDER, AbortReason.NOT_SPECIFIED, unread);
            throw unread;
        }
    }

    private static String reason(IOException e) {
        return e instanceof java.io.EOFException ? "the peer closed it" : e.getClass().getName();
    }

    private void message() throws IOException {
        var input = connection.input();
        input.nextFragment();
        var id = input.context();
        var context =
                terms.context(id)
                        .orElseThrow(() ->
                                new Violation(
                                        AbortReason.INVALID_PARAMETER,
                                        "a message came in a context that was not accepted"));
        var command = Command.read(Messages.command(input, limits.maxCommandBytes()));
        if (command.isResponse()) {
            deliver(context, command);
        } else if (command.isCancel()) {
            performer.cancel(command.respondsTo());
        } else {
            performer.perform(context, command);
        }
    }

    private void deliver(PresentationContext context, Command command) throws IOException {
        var invocation = outstanding.of(command);
        var bytes =
                command.hasDataSet()
                        ? Messages.dataSet(
                                connection.input(), context.id(), limits.maxIdentifierBytes())
                        : new byte[0];
        var response = new DimseResponse(command, context.transferSyntax(), bytes);
        outstanding.deliver(invocation, response, bytes.length);
    }

    void send(PresentationContext context, Command command, byte @Nullable [] dataSet) {
        send(context, command, dataSet == null ? null : new ByteArrayInputStream(dataSet));
    }

    private void send(PresentationContext context, Command command, @Nullable InputStream dataSet) {
        checkOpen();
        try {
            connection.output().message(context.id(), command.bytes(), dataSet);
        } catch (IOException e) {
            throw broken(e);
        } catch (RuntimeException e) {
            broken(e);
            throw e;
        }
    }

    private AssociationException broken(Exception e) {
        var broken = new AssociationException("the association broke within a message", e);
        end(broken);
        return broken;
    }

    void finished(Exchange exchange) {
        performer.finished(exchange);
    }

    /** Releases the association; a provider that does not answer is hung up on. */
    @Override
    public void close() {
        if (end != null) {
            return;
        }
        var deadline = System.nanoTime() + timeouts.release().toNanos();
        try {
            if (!release.ask()) {
                return;
            }
            while (end == null && System.nanoTime() < deadline) {
                waitFor(() -> false, deadline);
            }
        } catch (IOException | AssociationException _) {
            end(new AssociationException("the association was closed"));
        }
        end(new AssociationException("the association was closed"));
    }

    /** Ends the association at once (A-ABORT by the service user). */
    public void abort() {
        abort(
                AbortReason.BY_USER,
                AbortReason.NOT_SPECIFIED,
                new AssociationException("the association was aborted here"));
    }

    private void abort(int source, AbortReason reason, AssociationException why) {
        if (end == null) {
            try {
                connection.output().abort(source, reason.code());
            } catch (IOException _) {
                end(why); // it is broken already
            }
            end(why);
        }
    }

    private void end(AssociationException why) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        end = why;
        turns.signal();
        performer.cancelAll();
        if (side == Side.REQUESTOR) {
            try {
                connection.close();
            } catch (IOException _) {
                return; // it is over either way
            }
        }
    }

    boolean hasEnded() {
        return end != null;
    }

    /** Whether an operation that the peer requested is still performed. */
    boolean isBusy() {
        return performer.isBusy();
    }

    /** Why it ended; null while it is open. */
    @Nullable AssociationException end() {
        return end;
    }

    private void checkOpen() {
        var why = end;
        if (why != null) {
            throw new AssociationException("the association is over: " + why.getMessage(), why);
        }
    }
}
