package io.meridian.dicom.network;

import io.meridian.dicom.Part10;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.network.AssociationException.Aborted;
import io.meridian.dicom.network.AssociationException.Violation;
import io.meridian.dicom.network.IdentityPolicy.Decision;
import io.meridian.dicom.network.Negotiation.Context;
import io.meridian.dicom.network.Negotiation.UserItems;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The acceptor's half of association establishment (PS3.8 section 7.1). */
final class Acceptor {
    static final String IMPLEMENTATION_VERSION = "MERIDIAN_0.1";

    private static final String UNANSWERED = TransferSyntax.IMPLICIT_LITTLE.uid();

    private final ServiceProvider.Settings settings;
    private final Connection connection;
    private final InetAddress address;
    private final List<PresentationContext> accepted = new ArrayList<>();
    private final List<RefusedContext> refused = new ArrayList<>();
    private final Map<String, Roles> roles = new HashMap<>();
    private final Map<String, byte[]> extended = new HashMap<>();

    Acceptor(ServiceProvider.Settings settings, Connection connection) {
        this.settings = settings;
        this.connection = connection;
        this.address = connection.socket().getInetAddress();
    }

    /** The association; null if the request was refused, which the peer was told. */
    @Nullable Association accept() throws IOException {
        var request = receive();
        var refusal = refusal(request);
        if (refusal != null) {
            return reject(refusal);
        }
        var identity = Optional.ofNullable(request.user().identity());
        return switch (settings.identity().decide(identity, request.callingTitle(), address)) {
            case Decision.Refused(var why) -> {
                settings.log().accept("an association was refused for its user: " + why);
                connection.output().write(Pdu.reject(Rejection.NO_REASON));
                yield null;
            }
            case Decision.Accepted(var user, var response) -> accept(request, user, response);
        };
    }

    /** Refuses whatever is asked, once it was asked. */
    void turnAway(Rejection why) throws IOException {
        receive();
        connection.output().write(Pdu.reject(why));
    }

    private Negotiation receive() throws IOException {
        var timeout = settings.limits().requestTimeout();
        var input = connection.input();
        var type = input.next(System.nanoTime() + timeout.toNanos(), timeout);
        return switch (type) {
            case Pdu.ASSOCIATE_RQ -> NegotiationReader.request(input.body());
            case Pdu.ABORT -> {
                var body = input.body();
                throw new Aborted(body[2], body[3]);
            }
            case 0 ->
                    throw new Violation(
                            AbortReason.NOT_SPECIFIED,
                            "an association request did not arrive in time");
            default ->
                    throw new Violation(
                            AbortReason.UNEXPECTED_PDU,
                            "the first PDU must be an association request");
        };
    }

    private @Nullable Rejection refusal(Negotiation request) {
        if ((request.version() & 1) == 0) {
            return Rejection.PROTOCOL_VERSION;
        }
        if (!request.applicationContext().equals(Negotiation.APPLICATION_CONTEXT)) {
            return Rejection.APPLICATION_CONTEXT;
        }
        if (!request.calledTitle().equals(settings.calledTitle())) {
            return Rejection.CALLED_TITLE;
        }
        if (!settings.known().test(request.callingTitle(), address)) {
            return Rejection.CALLING_TITLE;
        }
        return null;
    }

    private @Nullable Association reject(Rejection why) throws IOException {
        settings.log()
                .accept(
                        switch (why.reason()) {
                            case 7 -> "the called application entity title is not ours";
                            case 3 -> "the caller is not known by title and address";
                            default -> "an association was refused: " + why.describe();
                        });
        connection.output().write(Pdu.reject(why));
        return null;
    }

    private Association accept(Negotiation request, String user, byte[] identityResponse)
            throws IOException {
        var asked = request.user();
        connection.output().peerTakes(asked.maxPduBytes());
        var answers = new ArrayList<Context>();
        for (var context : request.contexts()) {
            answers.add(answer(context, asked));
        }
        var window =
                asked.window() == null
                        ? OperationsWindow.SYNCHRONOUS
                        : asked.window().atMost(settings.limits().maxOperations());
        var items = new UserItems();
        items.maxPduBytes = settings.limits().maxPduBytes();
        items.implementationClass = Part10.IMPLEMENTATION_CLASS.value();
        items.implementationVersion = IMPLEMENTATION_VERSION;
        items.window = asked.window() == null ? null : window;
        items.roles.putAll(roles);
        items.extended.putAll(extended);
        items.identityResponse = asked.identityResponse() == null ? null : identityResponse;
        var answer =
                new Negotiation(
                        1,
                        request.calledTitle(),
                        request.callingTitle(),
                        Negotiation.APPLICATION_CONTEXT,
                        answers,
                        items.build());
        connection.output().write(Pdu.of(Pdu.ASSOCIATE_AC, NegotiationWriter.acceptance(answer)));
        var terms =
                new Terms(
                        request.callingTitle(),
                        request.calledTitle(),
                        address,
                        accepted,
                        refused,
                        roles,
                        window,
                        extended,
                        asked.implementationClass(),
                        asked.implementationVersion(),
                        user.isEmpty() ? Optional.empty() : Optional.of(user));
        return new Association(
                connection,
                terms,
                Association.Side.ACCEPTOR,
                settings.limits(),
                Timeouts.each(settings.limits().idleTimeout()),
                settings.services(),
                settings.log());
    }

    private Context answer(Context context, Negotiation.UserInformation asked) {
        var sopClass = context.abstractSyntax();
        var syntaxes = context.transferSyntaxes().stream().map(TransferSyntax::new).toList();
        var wanted = asked.roles().get(sopClass);
        var proposal =
                new Proposal(
                        sopClass,
                        syntaxes,
                        wanted == null ? Roles.DEFAULT : wanted,
                        asked.extended().getOrDefault(sopClass, new byte[0]));
        TransferSyntax chosen = null;
        var granted = Roles.NONE;
        var known = false;
        for (var service : settings.services()) {
            switch (service.negotiate(proposal)) {
                case Offer.NotMine() -> {}
                case Offer.NoTransferSyntax() -> known = true;
                case Offer.Accepted(var syntax, var offered, var information) -> {
                    chosen = chosen == null ? syntax : chosen;
                    granted = granted.or(offered);
                    if (information.length > 0) {
                        extended.putIfAbsent(sopClass, information);
                    }
                }
            }
        }
        if (chosen == null) {
            var result = known ? Context.TRANSFER_SYNTAXES : Context.ABSTRACT_SYNTAX;
            refused.add(new RefusedContext(sopClass, syntaxes, result));
            return new Context(context.id(), result, "", List.of(UNANSWERED));
        }
        if (wanted != null) {
            roles.merge(sopClass, granted.and(wanted), Roles::or);
        }
        accepted.add(new PresentationContext(context.id(), sopClass, chosen));
        return new Context(context.id(), Context.ACCEPTED, "", List.of(chosen.uid()));
    }
}
