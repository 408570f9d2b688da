package io.meridian.dicom.network;

import io.meridian.dicom.DicomException;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.network.Negotiation.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One association from the provider's side, from request to release. */
final class ProviderAssociation {
    private static final String VERIFICATION = "1.2.840.10008.1.1";
    private static final int SOP_CLASS_NOT_SUPPORTED = 0x0122;
    private static final int PROCESSING_FAILURE = 0x0110;

    private final Socket socket;
    private final StorageScp.Settings settings;
    private final StoreHandler handler;
    private final Connection connection;
    private final Map<Integer, Context> accepted = new HashMap<>();
    private final AtomicBoolean negotiated = new AtomicBoolean();
    private String callingTitle = "";

    ProviderAssociation(Socket socket, StorageScp.Settings settings, StoreHandler handler)
            throws IOException {
        this.socket = socket;
        this.settings = settings;
        this.handler = handler;
        this.connection = new Connection(socket, settings.limits().maxPduBytes());
    }

    void run() throws IOException {
        try {
            connection.idleTimeout(settings.limits().requestTimeout());
            startArtim();
            if (!negotiate()) {
                return;
            }
            negotiated.set(true);
            connection.idleTimeout(settings.limits().idleTimeout());
            serve();
        } catch (DicomException e) {
            connection.write(Pdu.abort(2, 0));
            throw e;
        }
    }

    /**
     * The timer of PS3.8 section 9.1.5: the whole request must be here in time. A peer that sends
     * one byte now and then would outlive any time-out of a single read.
     */
    private void startArtim() {
        var millis = settings.limits().requestTimeout().toMillis();
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                .execute(this::hangUpUnlessNegotiated);
    }

    private void hangUpUnlessNegotiated() {
        if (negotiated.get() || socket.isClosed()) {
            return;
        }
        settings.refused().accept("an association request did not arrive in time");
        try {
            socket.close();
        } catch (IOException e) {
            settings.refused().accept("a connection could not be closed");
        }
    }

    private boolean negotiate() throws IOException {
        var pdu = connection.read();
        if (pdu.type() != Pdu.ASSOCIATE_RQ) {
            throw new AssociationException("the first PDU must be an association request");
        }
        var request = Negotiation.read(pdu.content());
        callingTitle = request.callingTitle();
        if (!request.calledTitle().equals(settings.calledTitle())) {
            return reject(7, "the called application entity title is not ours");
        }
        if (!settings.known().test(callingTitle, socket.getInetAddress())) {
            return reject(3, "the caller is not known by title and address");
        }
        var answers = new ArrayList<Context>();
        for (var context : request.contexts()) {
            var answer = answer(context);
            answers.add(answer);
            if (answer.result() == 0) {
                accepted.put(
                        answer.id(),
                        new Context(
                                answer.id(),
                                0,
                                context.abstractSyntax(),
                                answer.transferSyntaxes()));
            }
        }
        connection.peerTakes(request.maxPduBytes());
        var acceptance =
                new Negotiation(
                        request.calledTitle(),
                        callingTitle,
                        settings.limits().maxPduBytes(),
                        answers);
        connection.write(new Pdu(Pdu.ASSOCIATE_AC, acceptance.write(true)));
        return true;
    }

    private boolean reject(int reason, String why) throws IOException {
        settings.refused().accept(why);
        connection.write(Pdu.reject(1, 1, reason));
        return false;
    }

    private Context answer(Context proposed) {
        var known =
                proposed.abstractSyntax().equals(VERIFICATION)
                        || settings.sopClasses().test(proposed.abstractSyntax());
        if (!known) {
            return new Context(proposed.id(), 3, "", List.of(TransferSyntax.IMPLICIT_LITTLE.uid()));
        }
        return proposed.transferSyntaxes().stream()
                .filter(uid -> settings.transferSyntaxes().test(new TransferSyntax(uid)))
                .findFirst()
                .map(uid -> new Context(proposed.id(), 0, "", List.of(uid)))
                .orElseGet(() ->
                        new Context(
                                proposed.id(),
                                4,
                                "",
                                List.of(TransferSyntax.IMPLICIT_LITTLE.uid())));
    }

    private void serve() throws IOException {
        while (true) {
            var pdu = connection.read();
            switch (pdu.type()) {
                case Pdu.DATA -> {
                    connection.begin(pdu);
                    message();
                }
                case Pdu.RELEASE_RQ -> {
                    connection.write(Pdu.release(Pdu.RELEASE_RP));
                    return;
                }
                case Pdu.ABORT -> {
                    return;
                }
                default ->
                        throw new AssociationException(
                                "a PDU of type %d came between messages".formatted(pdu.type()));
            }
        }
    }

    private void message() throws IOException {
        var first = connection.fragment();
        var context = accepted.get(first.context());
        if (context == null) {
            throw new AssociationException("a message came in a context that was not accepted");
        }
        var command = Command.read(command(first));
        switch (command.field()) {
            case Command.C_ECHO_RQ ->
                    respond(first.context(), command.response(Command.SUCCESS, ""));
            case Command.C_STORE_RQ -> store(first.context(), context, command);
            default -> {
                if (command.hasDataSet()) {
                    new MessageStream(
                                    connection,
                                    first.context(),
                                    settings.limits().maxDataSetBytes())
                            .drain();
                }
                respond(
                        first.context(),
                        command.response(SOP_CLASS_NOT_SUPPORTED, "not offered here"));
            }
        }
    }

    private byte[] command(Connection.Fragment first) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var fragment = first;
        while (true) {
            if (!fragment.command() || fragment.context() != first.context()) {
                throw new AssociationException("a command's fragment was expected");
            }
            bytes.writeBytes(fragment.bytes());
            if (bytes.size() > settings.limits().maxCommandBytes()) {
                throw new AssociationException("a command is longer than allowed");
            }
            if (fragment.last()) {
                return bytes.toByteArray();
            }
            fragment = connection.fragment();
        }
    }

    private void store(int id, Context context, Command command) throws IOException {
        if (!command.hasDataSet()) {
            respond(id, command.response(0xC000, "a data set is missing"));
            return;
        }
        var stream = new MessageStream(connection, id, settings.limits().maxDataSetBytes());
        var incoming =
                new StoreHandler.Incoming(
                        callingTitle,
                        settings.calledTitle(),
                        socket.getInetAddress(),
                        command.sopClass(),
                        command.sopInstance(),
                        new TransferSyntax(context.transferSyntaxes().getFirst()));
        Command response;
        try {
            var outcome = handler.store(incoming, stream);
            response = command.response(outcome.status(), outcome.comment());
        } catch (AssociationException e) {
            throw e;
        } catch (RuntimeException e) {
            settings.refused()
                    .accept("an object could not be handled: " + e.getClass().getSimpleName());
            response = command.response(PROCESSING_FAILURE, "internal failure; try again");
        }
        stream.drain();
        respond(id, response);
    }

    private void respond(int context, Command response) throws IOException {
        connection.send(context, true, new ByteArrayInputStream(response.bytes()));
    }
}
