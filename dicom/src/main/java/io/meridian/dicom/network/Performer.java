package io.meridian.dicom.network;

import io.meridian.dicom.DicomException;
import io.meridian.dicom.network.AssociationException.Violation;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Hands what the peer of one association requests to the services, as many as were agreed. */
final class Performer {
    private final Association association;
    private final PduInput input;
    private final List<DimseService> services;
    private final int most;
    private final Consumer<String> log;
    private final ConcurrentHashMap<Integer, Exchange> performed = new ConcurrentHashMap<>();

    Performer(
            Association association,
            PduInput input,
            List<DimseService> services,
            int most,
            Consumer<String> log) {
        this.association = association;
        this.input = input;
        this.services = List.copyOf(services);
        this.most = most;
        this.log = log;
    }

    void perform(PresentationContext context, Command command) throws IOException {
        var request = command.request();
        if (performed.size() >= most) {
            throw new Violation(
                    AbortReason.NOT_SPECIFIED, "more operations are outstanding than agreed");
        }
        var exchange = exchange(request, context, command);
        if (performed.putIfAbsent(command.messageId(), exchange) != null) {
            throw new Violation(
                    AbortReason.NOT_SPECIFIED, "two outstanding operations have the same number");
        }
        if (request instanceof DimseRequest.Store || request instanceof DimseRequest.Echo) {
            run(request, exchange);
        } else {
            Thread.ofVirtual().name("dicom-operation").start(() -> beside(request, exchange));
        }
    }

    private Exchange exchange(DimseRequest request, PresentationContext context, Command command)
            throws IOException {
        var limits = association.limits();
        if (!command.hasDataSet()) {
            return new Exchange(association, context, command, DataStream.none(input), new byte[0]);
        }
        if (request instanceof DimseRequest.Store) {
            var stream = new DataStream(input, context.id(), limits.maxDataSetBytes());
            return new Exchange(association, context, command, stream, new byte[0]);
        }
        var bytes = Messages.dataSet(input, context.id(), limits.maxIdentifierBytes());
        return new Exchange(association, context, command, DataStream.none(input), bytes);
    }

    private void beside(DimseRequest request, Exchange exchange) {
        try {
            run(request, exchange);
        } catch (AssociationException e) {
            if (!association.hasEnded()) {
                log.accept("an operation ended: " + e.getMessage());
                association.abort();
            }
        }
    }

    private void run(DimseRequest request, Exchange exchange) {
        try {
            service(request, exchange).perform(request, exchange);
            if (!exchange.isAnswered()) {
                exchange.reply(Reply.of(Status.PROCESSING_FAILURE, "it was not answered"));
            }
        } catch (AssociationException e) {
            throw e;
        } catch (DimseException e) {
            fail(exchange, e.reply());
        } catch (DicomException _) {
            fail(exchange, Reply.of(unreadable(request), "the data set cannot be read"));
        } catch (IOException | RuntimeException e) {
            log.accept("a request could not be handled: " + e.getClass().getSimpleName());
            fail(exchange, Reply.of(Status.PROCESSING_FAILURE, "internal failure; try again"));
        } finally {
            finished(exchange);
        }
    }

    private static void fail(Exchange exchange, Reply reply) {
        if (!exchange.isAnswered()) {
            exchange.reply(reply);
        }
    }

    private static Status unreadable(DimseRequest request) {
        return switch (request) {
            case DimseRequest.Store _,
                    DimseRequest.Find _,
                    DimseRequest.Move _,
                    DimseRequest.Get _ ->
                    Status.CANNOT_UNDERSTAND;
            default -> Status.PROCESSING_FAILURE;
        };
    }

    private DimseService service(DimseRequest request, Exchange exchange) {
        var sopClass = exchange.context().abstractSyntax();
        if (!request.sopClass().equals(sopClass) || !association.mayPerform(request)) {
            throw new DimseException(
                    Status.SOP_CLASS_NOT_SUPPORTED, "not agreed for this SOP class");
        }
        return services.stream()
                .filter(service -> service.performs(request))
                .findFirst()
                .orElseThrow(() ->
                        new DimseException(Status.UNRECOGNIZED_OPERATION, "not offered here"));
    }

    void cancel(int messageId) {
        var exchange = performed.get(messageId);
        if (exchange != null) {
            exchange.cancel();
        }
    }

    void cancelAll() {
        performed.values().forEach(Exchange::cancel);
    }

    void finished(Exchange exchange) {
        performed.remove(exchange.messageId(), exchange);
    }

    boolean isBusy() {
        return !performed.isEmpty();
    }
}
