package io.meridian.network;

import io.meridian.network.identity.TokenRegister;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A hub's register in memory. */
public final class Tokens implements TokenRegister {
    private record Row(String site, Instant expires) {}

    private final Map<String, Row> rows = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private final Set<String> revoked = new HashSet<>();

    @Override
    public synchronized void add(String secretHash, String site, Instant expires) {
        rows.put(secretHash, new Row(site, expires));
    }

    @Override
    public synchronized Use use(String secretHash, Instant now) {
        var row = rows.get(secretHash);
        if (row == null) {
            return new Use.Unknown();
        }
        if (used.contains(secretHash)) {
            return new Use.AlreadyUsed();
        }
        if (now.isAfter(row.expires())) {
            return new Use.Expired();
        }
        used.add(secretHash);
        return new Use.Accepted(row.site());
    }

    @Override
    public synchronized boolean mayRenew(String site, Instant since) {
        return !revoked.contains(site);
    }

    public synchronized void revoke(String site) {
        revoked.add(site);
    }

    /** Whether a secret itself is kept anywhere: it must not be. */
    public synchronized boolean holds(String secret) {
        return rows.keySet().stream().anyMatch(key -> key.contains(secret));
    }
}
