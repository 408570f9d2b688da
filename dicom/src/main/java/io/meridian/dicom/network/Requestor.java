package io.meridian.dicom.network;

import io.meridian.dicom.Part10;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.network.AssociationException.Aborted;
import io.meridian.dicom.network.AssociationException.TimedOut;
import io.meridian.dicom.network.AssociationException.Violation;
import io.meridian.dicom.network.Negotiation.Context;
import io.meridian.dicom.network.Negotiation.UserItems;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The requestor's half of association establishment (PS3.8 section 7.1). */
final class Requestor {
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final AssociationRequest request;
    private final Connection connection;

    private Requestor(AssociationRequest request, Connection connection) {
        this.request = request;
        this.connection = connection;
    }

    static Association open(AssociationRequest request) {
        var route = request.route();
        var timeouts = request.timeouts();
        try {
            var socket = request.sockets().createSocket();
            try {
                socket.connect(route.address(), millis(timeouts.connect()));
                socket.setTcpNoDelay(true);
                try (var _ = Watch.closeAfter(socket, timeouts.negotiate())) {
                    handshake(socket);
                    var connection =
                            new Connection(
                                    socket,
                                    new Buffers(2),
                                    request.limits().maxPduBytes(),
                                    timeouts.transfer());
                    return new Requestor(request, connection).negotiate();
                }
            } catch (IOException | RuntimeException e) {
                socket.close();
                throw e;
            }
        } catch (IOException e) {
            throw new AssociationException(
                    "%s at %s cannot be reached: %s"
                            .formatted(route.calledTitle(), route.address(), e.getMessage()),
                    e);
        }
    }

    private static int millis(Duration timeout) {
        return Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
    }

    private static void handshake(Socket socket) throws IOException {
        if (socket instanceof SSLSocket tls) {
            tls.startHandshake();
        }
    }

    private Association negotiate() throws IOException {
        var proposed = proposed();
        connection
                .output()
                .write(Pdu.of(Pdu.ASSOCIATE_RQ, NegotiationWriter.request(ask(proposed))));
        var timeout = request.timeouts().negotiate();
        var input = connection.input();
        var title = request.route().calledTitle();
        try {
            var type = input.next(System.nanoTime() + timeout.toNanos(), timeout);
            return switch (type) {
                case 0 ->
                        throw new TimedOut(
                                title + " did not answer the association request in time");
                case Pdu.ASSOCIATE_AC ->
                        accepted(proposed, NegotiationReader.acceptance(input.body()));
                case Pdu.ASSOCIATE_RJ -> {
                    var body = input.body();
                    var why = new Rejection(body[1], body[2], body[3]);
                    throw new AssociationException.Refused(
                            "%s refused the association: %s".formatted(title, why.describe()), why);
                }
                case Pdu.ABORT -> {
                    var body = input.body();
                    throw new Aborted(body[2], body[3]);
                }
                default ->
                        throw new Violation(
                                AbortReason.UNEXPECTED_PDU,
                                "%s answered with a PDU of type %d".formatted(title, type));
            };
        } catch (Violation e) {
            connection.output().abort(AbortReason.BY_PROVIDER, e.reason().code());
            connection.closeAfterPeer(FAREWELL);
            throw e;
        }
    }

    private OperationsWindow window(@Nullable OperationsWindow answer) {
        var asked = request.window();
        return answer == null || asked.equals(OperationsWindow.SYNCHRONOUS)
                ? OperationsWindow.SYNCHRONOUS
                : answer;
    }

    private List<Context> proposed() {
        var contexts = new ArrayList<Context>();
        for (var each : request.proposed()) {
            contexts.add(
                    new Context(
                            contexts.size() * 2 + 1,
                            0,
                            each.sopClass(),
                            each.transferSyntaxes().stream().map(TransferSyntax::uid).toList()));
        }
        return contexts;
    }

    private Negotiation ask(List<Context> proposed) {
        var user = new UserItems();
        user.maxPduBytes = request.limits().maxPduBytes();
        user.implementationClass = Part10.IMPLEMENTATION_CLASS.value();
        user.implementationVersion = Acceptor.IMPLEMENTATION_VERSION;
        if (!request.window().equals(OperationsWindow.SYNCHRONOUS)) {
            user.window = request.window();
        }
        user.roles.putAll(request.roles());
        user.extended.putAll(request.extended());
        user.identity = request.identity();
        user.identityResponse = request.identity() == null ? null : new byte[0];
        return new Negotiation(
                1,
                request.route().calledTitle(),
                request.route().callingTitle(),
                Negotiation.APPLICATION_CONTEXT,
                proposed,
                user.build());
    }

    private Association accepted(List<Context> proposed, Negotiation acceptance) {
        var user = acceptance.user();
        connection.output().peerTakes(user.maxPduBytes());
        var contexts = new ArrayList<PresentationContext>();
        var refused = new ArrayList<RefusedContext>();
        for (var mine : proposed) {
            var answer =
                    acceptance.contexts().stream()
                            .filter(each -> each.id() == mine.id())
                            .findFirst()
                            .orElse(new Context(mine.id(), -1, "", List.of()));
            if (answer.result() != Context.ACCEPTED) {
                refused.add(
                        new RefusedContext(
                                mine.abstractSyntax(),
                                mine.transferSyntaxes().stream().map(TransferSyntax::new).toList(),
                                answer.result()));
            } else if (answer.transferSyntaxes().size() != 1
                    || !mine.transferSyntaxes().contains(answer.transferSyntaxes().getFirst())) {
                throw new Violation(
                        AbortReason.INVALID_PARAMETER,
                        "a context was accepted in a transfer syntax that was not proposed");
            } else {
                contexts.add(
                        new PresentationContext(
                                mine.id(),
                                mine.abstractSyntax(),
                                new TransferSyntax(answer.transferSyntaxes().getFirst())));
            }
        }
        var granted = new java.util.HashMap<String, Roles>();
        request.roles()
                .forEach((sopClass, wanted) ->
                        granted.put(
                                sopClass,
                                user.roles().getOrDefault(sopClass, Roles.DEFAULT).and(wanted)));
        var terms =
                new Terms(
                        request.route().callingTitle(),
                        request.route().calledTitle(),
                        connection.socket().getInetAddress(),
                        contexts,
                        refused,
                        granted,
                        window(user.window()),
                        user.extended(),
                        user.implementationClass(),
                        user.implementationVersion(),
                        Optional.empty());
        return new Association(
                connection,
                terms,
                Association.Side.REQUESTOR,
                request.limits(),
                request.timeouts(),
                request.services(),
                _ -> {});
    }
}
