package io.meridian.dicom.network;

import io.meridian.dicom.TransferSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a requestor asks for. Immutable; {@link #to} begins one.
 *
 * @param services perform what the provider requests, where roles allow it
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record AssociationRequest(
        Route route,
        List<Proposed> proposed,
        Map<String, Roles> roles,
        Map<String, byte[]> extended,
        OperationsWindow window,
        @Nullable UserIdentity identity,
        List<DimseService> services,
        Timeouts timeouts,
        AssociationLimits limits,
        SocketFactory sockets) {
    /** One presentation context: a SOP class in one of these encodings, the best first. */
    public record Proposed(String sopClass, List<TransferSyntax> transferSyntaxes) {
        public Proposed {
            transferSyntaxes = List.copyOf(transferSyntaxes);
            if (transferSyntaxes.isEmpty()) {
                throw new IllegalArgumentException(
                        "a presentation context needs a transfer syntax; there is none");
            }
        }
    }

    public AssociationRequest {
        proposed = List.copyOf(proposed);
        roles = Map.copyOf(roles);
        extended = Map.copyOf(extended);
        services = List.copyOf(services);
        if (proposed.size() > Negotiation.MAXIMUM_CONTEXTS) {
            throw new IllegalArgumentException(
                    "an association has at most %d presentation contexts; %d are needed"
                            .formatted(Negotiation.MAXIMUM_CONTEXTS, proposed.size()));
        }
    }

    public static Builder to(Route route) {
        return new Builder(route);
    }

    /** Collects a request. */
    public static final class Builder {
        private final Route route;
        private final List<Proposed> proposed = new ArrayList<>();
        private final Map<String, Roles> roles = new TreeMap<>();
        private final Map<String, byte[]> extended = new TreeMap<>();
        private final List<DimseService> services = new ArrayList<>();
        private OperationsWindow window = OperationsWindow.SYNCHRONOUS;
        private @Nullable UserIdentity identity;
        private Timeouts timeouts = Timeouts.DEFAULT;
        private AssociationLimits limits = AssociationLimits.DEFAULT;
        private SocketFactory sockets = SocketFactory.getDefault();

        private Builder(Route route) {
            this.route = route;
        }

        /** One context; without syntaxes, explicit and implicit little endian. */
        public Builder propose(String sopClass, TransferSyntax... syntaxes) {
            var list =
                    syntaxes.length == 0
                            ? List.of(
                                    TransferSyntax.EXPLICIT_LITTLE, TransferSyntax.IMPLICIT_LITTLE)
                            : List.of(syntaxes);
            proposed.add(new Proposed(sopClass, list));
            return this;
        }

        /** A context for each encoding, so that each can be accepted. */
        public Builder proposeEach(String sopClass, Iterable<TransferSyntax> syntaxes) {
            syntaxes.forEach(syntax -> propose(sopClass, syntax));
            return this;
        }

        /** Negotiates what we may be for a SOP class. */
        public Builder roles(String sopClass, Roles wanted) {
            roles.put(sopClass, wanted);
            return this;
        }

        /** SOP class extended negotiation. */
        public Builder extended(String sopClass, byte... information) {
            extended.put(sopClass, information.clone());
            return this;
        }

        /** Asks for several outstanding operations. */
        public Builder window(OperationsWindow wanted) {
            window = wanted;
            return this;
        }

        public Builder identity(UserIdentity user) {
            identity = user;
            return this;
        }

        /** Performs requests of the provider: C-STORE of a C-GET, event reports. */
        public Builder serve(DimseService service) {
            services.add(service);
            return this;
        }

        public Builder timeouts(Timeouts wanted) {
            timeouts = wanted;
            return this;
        }

        public Builder limits(AssociationLimits wanted) {
            limits = wanted;
            return this;
        }

        /** Sockets of a factory, for instance of {@link Tls#client}. */
        public Builder sockets(SocketFactory factory) {
            sockets = factory;
            return this;
        }

        public AssociationRequest build() {
            return new AssociationRequest(
                    route, proposed, roles, extended, window, identity, services, timeouts, limits,
                    sockets);
        }

        /** Builds and opens. */
        public Association open() {
            return Association.open(build());
        }
    }
}
