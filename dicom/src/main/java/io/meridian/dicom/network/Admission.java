package io.meridian.dicom.network;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Who may open one more association: by number, by address and by rate. Safe for threads. */
final class Admission {
    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MAXIMUM_ADDRESSES = 10_000;

    private final AssociationLimits limits;
    private final LongSupplier nanoTime;
    private final Map<InetAddress, Caller> callers = new HashMap<>();
    private int open;

    private static final class Caller {
        private int open;
        private int recent;
        private long windowBegan;
    }

    Admission(AssociationLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /** Takes a place; the reason why not otherwise. */
    synchronized Optional<String> enter(InetAddress address) {
        var now = nanoTime.getAsLong();
        if (!callers.containsKey(address) && callers.size() >= MAXIMUM_ADDRESSES) {
            forgetOld(now);
            if (callers.size() >= MAXIMUM_ADDRESSES) {
                return Optional.of("more addresses than can be counted open associations");
            }
        }
        var caller = callers.computeIfAbsent(address, _ -> new Caller());
        if (now - caller.windowBegan >= WINDOW_NANOS || caller.recent == 0) {
            caller.windowBegan = now;
            caller.recent = 0;
        }
        if (caller.recent >= limits.maxNewPerMinute()) {
            return Optional.of("an address opens associations faster than allowed");
        }
        caller.recent++;
        if (open >= limits.maxAssociations()) {
            return Optional.of("there are as many associations as allowed");
        }
        if (caller.open >= limits.maxAssociationsPerPeer()) {
            return Optional.of("an address has as many associations as allowed");
        }
        caller.open++;
        open++;
        return Optional.empty();
    }

    synchronized void leave(InetAddress address) {
        open--;
        var caller = callers.get(address);
        if (caller != null) {
            caller.open--;
        }
    }

    private void forgetOld(long now) {
        for (Iterator<Caller> all = callers.values().iterator(); all.hasNext(); ) {
            var caller = all.next();
            if (caller.open == 0 && now - caller.windowBegan >= WINDOW_NANOS) {
                all.remove();
            }
        }
    }
}
