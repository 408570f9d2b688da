package io.meridian.dicom.network;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an association agreed on.
 *
 * @param address the peer's
 * @param roles by SOP class, where they were negotiated: what the requestor may be
 * @param window by the requestor's side
 * @param user the name that the requestor's identity gave and the provider's policy accepted
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Terms(
        String callingTitle,
        String calledTitle,
        InetAddress address,
        List<PresentationContext> contexts,
        List<RefusedContext> refused,
        Map<String, Roles> roles,
        OperationsWindow window,
        Map<String, byte[]> extended,
        String peerImplementationClass,
        String peerImplementationVersion,
        Optional<String> user) {
    public Terms {
        contexts = List.copyOf(contexts);
        refused = List.copyOf(refused);
        roles = Map.copyOf(roles);
        extended = Map.copyOf(extended);
    }

    /** Whether the roles let a side invoke this: a provider reports events, a user all else. */
    boolean let(DimseRequest request, boolean byRequestor) {
        var agreed = roles.getOrDefault(request.sopClass(), Roles.DEFAULT);
        return byRequestor == (request instanceof DimseRequest.Report)
                ? agreed.scp()
                : agreed.scu();
    }

    Optional<PresentationContext> context(int id) {
        return contexts.stream().filter(context -> context.id() == id).findFirst();
    }

    /** Names the titles and the number of contexts. */
    @Override
    public String toString() {
        return "Terms[%s to %s, %d contexts]".formatted(callingTitle, calledTitle, contexts.size());
    }
}
