package io.meridian.dicom.network;

import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.network.Negotiation.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.SocketFactory;

/** One association as a user of verification and storage. Confined to one thread. */
public final class StorageScu implements AutoCloseable {
    private static final String VERIFICATION = "1.2.840.10008.1.1";
    private static final int MAXIMUM_PDU = 131_072;
    private static final int MAXIMUM_CONTEXTS = 128;

    private final Connection connection;
    private final List<Context> contexts;
    private int messageId;
    private boolean released;

    /** Who calls whom. */
    public record Peers(String callingTitle, String calledTitle, InetSocketAddress address) {}

    /** A class of objects in one encoding that this user wants to send. */
    public record Presentation(String sopClassUid, TransferSyntax transferSyntax) {}

    /** What the provider answered to one object. */
    public record Response(int status, String comment) {
        public boolean isSuccess() {
            return status == 0;
        }

        /** Kept, with or without a warning. */
        public boolean isStored() {
            return status == 0 || (status & 0xF000) == 0xB000;
        }
    }

    private StorageScu(Connection connection, List<Context> contexts) {
        this.connection = connection;
        this.contexts = List.copyOf(contexts);
    }

    public static StorageScu open(Peers peers, Set<Presentation> presentations, Duration timeout) {
        return open(peers, presentations, timeout, SocketFactory.getDefault());
    }

    /**
     * Opens an association that proposes verification and the presentations.
     *
     * @throws AssociationException.Refused if the provider refuses it
     * @throws AssociationException if it cannot be reached or answers nonsense
     */
    public static StorageScu open(
            Peers peers, Set<Presentation> presentations, Duration timeout, SocketFactory sockets) {
        var proposed = proposals(presentations);
        try {
            var socket = sockets.createSocket();
            try {
                socket.connect(peers.address(), (int) timeout.toMillis());
                socket.setTcpNoDelay(true);
                var connection = new Connection(socket, MAXIMUM_PDU);
                connection.idleTimeout(timeout);
                return negotiate(connection, peers, proposed);
            } catch (IOException | RuntimeException e) {
                socket.close();
                throw e;
            }
        } catch (IOException e) {
            throw new AssociationException(
                    "%s at %s cannot be reached: %s"
                            .formatted(peers.calledTitle(), peers.address(), e.getMessage()),
                    e);
        }
    }

    /** C-ECHO. */
    public Response echo() {
        var context = find(VERIFICATION, TransferSyntax.IMPLICIT_LITTLE);
        return exchange(
                context, Command.echoRequest(next(), VERIFICATION), InputStream.nullInputStream());
    }

    /** Whether the provider accepted this class in this encoding. */
    public boolean accepts(String sopClassUid, TransferSyntax syntax) {
        return contexts.stream().anyMatch(context -> matches(context, sopClassUid, syntax));
    }

    /**
     * C-STORE of a bare data set.
     *
     * @throws AssociationException if the class was not accepted in this encoding, or the
     *     association breaks
     */
    public Response store(
            String sopClassUid, String sopInstanceUid, TransferSyntax syntax, InputStream dataSet) {
        return exchange(
                find(sopClassUid, syntax),
                Command.storeRequest(next(), sopClassUid, sopInstanceUid),
                dataSet);
    }

    /** Releases the association; a provider that does not answer is hung up on. */
    @Override
    public void close() {
        if (released) {
            return;
        }
        released = true;
        try (connection) {
            connection.write(Pdu.release(Pdu.RELEASE_RQ));
            connection.read();
        } catch (IOException | AssociationException _) {
            return; // it is over either way
        }
    }

    private Response exchange(Context context, Command request, InputStream dataSet) {
        try {
            connection.send(context.id(), true, new ByteArrayInputStream(request.bytes()));
            if (request.hasDataSet()) {
                connection.send(context.id(), false, dataSet);
            }
            var bytes = new ByteArrayOutputStream();
            while (true) {
                var fragment = connection.fragment();
                if (!fragment.command() || bytes.size() > MAXIMUM_PDU) {
                    throw new AssociationException("a response was expected");
                }
                bytes.writeBytes(fragment.bytes());
                if (fragment.last()) {
                    var response = Command.read(bytes.toByteArray());
                    return new Response(response.status(), response.errorComment());
                }
            }
        } catch (IOException e) {
            throw new AssociationException("the association broke: " + e.getMessage(), e);
        }
    }

    private Context find(String abstractSyntax, TransferSyntax syntax) {
        return contexts.stream()
                .filter(context -> matches(context, abstractSyntax, syntax))
                .findFirst()
                .orElseThrow(() ->
                        new AssociationException(
                                "the provider did not accept SOP class %s in transfer syntax %s"
                                        .formatted(abstractSyntax, syntax)));
    }

    private static boolean matches(Context context, String abstractSyntax, TransferSyntax syntax) {
        return context.abstractSyntax().equals(abstractSyntax)
                && context.transferSyntaxes().contains(syntax.uid());
    }

    private int next() {
        messageId = messageId % 0xFFFF + 1;
        return messageId;
    }

    private static List<Context> proposals(Set<Presentation> presentations) {
        var proposed = new ArrayList<Context>();
        proposed.add(
                new Context(1, 0, VERIFICATION, List.of(TransferSyntax.IMPLICIT_LITTLE.uid())));
        for (var each : presentations) {
            proposed.add(
                    new Context(
                            proposed.size() * 2 + 1,
                            0,
                            each.sopClassUid(),
                            List.of(each.transferSyntax().uid())));
        }
        if (proposed.size() > MAXIMUM_CONTEXTS) {
            throw new IllegalArgumentException(
                    "an association has at most %d presentation contexts; %d are needed"
                            .formatted(MAXIMUM_CONTEXTS, proposed.size()));
        }
        return proposed;
    }

    private static StorageScu negotiate(Connection connection, Peers peers, List<Context> proposed)
            throws IOException {
        var request =
                new Negotiation(peers.calledTitle(), peers.callingTitle(), MAXIMUM_PDU, proposed);
        connection.write(new Pdu(Pdu.ASSOCIATE_RQ, request.write(false)));
        var answer = connection.read();
        return switch (answer.type()) {
            case Pdu.ASSOCIATE_AC -> {
                var acceptance = Negotiation.read(answer.content());
                connection.peerTakes(acceptance.maxPduBytes());
                var accepted = new ArrayList<Context>();
                for (var context : acceptance.contexts()) {
                    proposed.stream()
                            .filter(mine -> mine.id() == context.id() && context.result() == 0)
                            .forEach(accepted::add);
                }
                yield new StorageScu(connection, accepted);
            }
            case Pdu.ASSOCIATE_RJ ->
                    throw new AssociationException.Refused(
                            "%s refused the association: %s"
                                    .formatted(peers.calledTitle(), reason(answer.content())));
            default ->
                    throw new AssociationException(
                            "%s answered with a PDU of type %d"
                                    .formatted(peers.calledTitle(), answer.type()));
        };
    }

    private static String reason(byte[] content) {
        return switch (content.length < 4 ? 0 : content[3]) {
            case 3 -> "the calling title or address is not known there";
            case 7 -> "the called title is not its own";
            default -> "no reason given";
        };
    }
}
