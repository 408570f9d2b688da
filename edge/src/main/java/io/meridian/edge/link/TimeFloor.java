package io.meridian.edge.link;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * A time that never goes back, over restarts too: a clock that was set back, or that lost its
 * battery, prolongs no lease. It goes on by the machine's monotonic time, and a connected hub's
 * clock raises it. Thread-safe.
 */
@Component
final class TimeFloor {
    private static final String FACT = "time.floor";
    private static final Duration PERSIST_EVERY = Duration.ofSeconds(30);

    private static final Duration BELIEVED = Duration.ofHours(24);

    /** How far monotonic time and a clock that is kept right drift apart. */
    private static final Duration DRIFT = Duration.ofMinutes(10);

    /** No such edge ran before; a clock that says so lost its battery. */
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    private static final Logger LOG = LoggerFactory.getLogger(TimeFloor.class);

    private final Facts facts;
    private final Clock clock;
    private final LongSupplier nanos;
    private Instant base;
    private long baseNanos;
    private Instant persisted;

    @Autowired
    TimeFloor(Facts facts, Clock clock) {
        this(facts, clock, System::nanoTime);
    }

    TimeFloor(Facts facts, Clock clock, LongSupplier nanos) {
        this.facts = facts;
        this.clock = clock;
        this.nanos = nanos;
        this.persisted = facts.find(FACT).map(Instant::parse).orElse(Instant.EPOCH);
        this.base = persisted;
        this.baseNanos = nanos.getAsLong();
    }

    /** The latest of the clock, and of what was known plus what has passed since. */
    synchronized Instant now() {
        var passed = nanos.getAsLong();
        var floor = base.plusNanos(passed - baseNanos);
        var said = clock.instant();
        base = said.isAfter(floor) ? said : floor;
        baseNanos = passed;
        return base;
    }

    /**
     * It is at least this late, as the hub says; unless that is so far ahead of a local clock that
     * can be trusted that rather the hub's is wrong, since a floor never comes down again.
     */
    synchronized void raise(Instant known) {
        var floor = now();
        if (!clockIsWrong(floor) && known.isAfter(floor.plus(BELIEVED))) {
            LOG.error("hub's clock is more than a day ahead and is passed over hub={}", known);
        } else if (known.isAfter(floor)) {
            base = known;
        }
    }

    /** A clock behind what is certain says nothing about the hub's. */
    private boolean clockIsWrong(Instant floor) {
        var said = clock.instant();
        return said.isBefore(FIRST) || said.isBefore(floor.minus(DRIFT));
    }

    /** Writes the floor down, now and then. */
    synchronized void persist() {
        var now = now();
        if (Duration.between(persisted, now).compareTo(PERSIST_EVERY) >= 0) {
            facts.put(FACT, now.toString());
            persisted = now;
        }
    }
}
