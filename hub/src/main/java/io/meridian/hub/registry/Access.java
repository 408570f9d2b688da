package io.meridian.hub.registry;

import io.meridian.artifact.Digest;
import io.meridian.artifact.store.LocalStore;
import io.meridian.hub.home.HubKeys;
import io.meridian.network.NetworkException;
import io.meridian.network.transfer.Grant;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Which visitor may do what in which repository. */
@Component
class Access {
    /** What the hub itself makes. */
    private static final String HUB = "hub/";

    private static final List<String> HUB_REPOSITORIES =
            List.of("hub/job", "hub/round", "hub/package", "hub/report", "hub/release");

    /** Small records that a site pushes of its own accord; everything else needs a grant. */
    private static final Set<String> FREE_KINDS = Set.of("dataset-commitment", "legal-basis");

    /** The largest blob or manifest without a grant, in bytes. */
    static final long FREE_BYTES = 1 << 20;

    private final LocalStore store;
    private final HubKeys keys;
    private final Clock clock;

    Access(LocalStore store, HubKeys keys, Clock clock) {
        this.store = store;
        this.keys = keys;
        this.clock = clock;
    }

    /** Reads and verifies the grant of a request. */
    Visitor.Granted grant(String text) {
        try {
            return new Visitor.Granted(Grant.verify(text, keys.grant(), clock.instant()), text);
        } catch (NetworkException e) {
            throw RegistryException.denied(String.valueOf(e.getMessage()));
        }
    }

    /** Whether this visitor may see a blob or manifest in a repository; if not, it is not there. */
    boolean sees(Visitor visitor, String repository, Digest digest) {
        return switch (visitor) {
            case Visitor.Person _ ->
                    store.links().linked(repository, digest)
                            || (repository.startsWith(HUB) && ofHub(digest));
            case Visitor.Site(var site, var _) ->
                    (own(site, repository) && store.links().linked(repository, digest))
                            || ((own(site, repository) || repository.startsWith(HUB))
                                    && ofHub(digest));
        };
    }

    /** Whether a repository may be listed by this visitor. */
    boolean lists(Visitor visitor, String repository) {
        return switch (visitor) {
            case Visitor.Person _ -> true;
            case Visitor.Site(var site, var _) ->
                    own(site, repository) || repository.startsWith(HUB);
        };
    }

    /** Refuses a push that is not this visitor's to make. */
    void requirePush(Visitor visitor, String repository) {
        switch (visitor) {
            case Visitor.Person(var _, var push) -> {
                if (push == Visitor.Push.REFUSED || HUB_REPOSITORIES.contains(repository)) {
                    throw RegistryException.denied("your role does not allow this");
                }
            }
            case Visitor.Site(var site, var granted) -> {
                if (!own(site, repository)) {
                    throw RegistryException.denied("a site pushes into its own repositories only");
                }
                if (granted.isPresent()) {
                    var grant = granted.get().grant();
                    if (!grant.site().equals(site) || !grant.repository().equals(repository)) {
                        throw RegistryException.denied(
                                "the grant is for another site or repository");
                    }
                } else if (!FREE_KINDS.contains(repository.substring(site.length() + 1))) {
                    throw RegistryException.denied(
                            "a push into this repository needs the header " + Grant.HEADER);
                }
            }
        }
    }

    private boolean ofHub(Digest digest) {
        return HUB_REPOSITORIES.stream().anyMatch(each -> store.links().linked(each, digest));
    }

    private static boolean own(String site, String repository) {
        return repository.startsWith(site + "/");
    }
}
