package io.meridian.artifact.signature;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Whose signatures count, and for whom each key may speak.
 *
 * <p>A key with an owner vouches for that organisation's records only: a hospital's key cannot sign
 * in the name of the hub.
 */
public final class TrustedKeys {
    /** A key and the organisation for which it speaks; nobody's key speaks for all. */
    public record Trusted(VerifyingKey key, Optional<String> owner) {}

    private final List<Trusted> keys;

    private TrustedKeys(List<Trusted> keys) {
        this.keys = List.copyOf(keys);
    }

    /** No key at all. */
    public static TrustedKeys none() {
        return new TrustedKeys(List.of());
    }

    /** Keys that speak for every organisation. */
    public static TrustedKeys of(VerifyingKey... keys) {
        return none().andAll(List.of(keys));
    }

    /** Also this key, for this organisation. */
    public TrustedKeys and(VerifyingKey key, String owner) {
        return plus(List.of(new Trusted(key, Optional.of(owner))));
    }

    /** Also these keys, for every organisation. */
    public TrustedKeys andAll(Collection<VerifyingKey> more) {
        return plus(more.stream().map(key -> new Trusted(key, Optional.empty())).toList());
    }

    /** The keys. */
    public List<Trusted> keys() {
        return keys;
    }

    /** The keys whose signatures on the envelope hold and that may speak for the organisation. */
    public List<VerifyingKey> signers(Envelope envelope, String organisation) {
        return keys.stream()
                .filter(each -> each.owner().map(organisation::equals).orElse(true))
                .map(Trusted::key)
                .filter(envelope::isSignedBy)
                .toList();
    }

    private TrustedKeys plus(List<Trusted> more) {
        var all = new ArrayList<>(keys);
        all.addAll(more);
        return new TrustedKeys(all);
    }
}
