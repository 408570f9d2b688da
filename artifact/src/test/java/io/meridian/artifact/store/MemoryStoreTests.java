package io.meridian.artifact.store;

import io.meridian.artifact.Disclosure;
import io.meridian.testing.MovableClock;

class MemoryStoreTests implements StoreContract {
    private final MovableClock clock = MovableClock.atNow();
    private final MemoryStore store = new MemoryStore(Disclosure.EDGE_ONLY, clock);
    private final MemoryStore hub = new MemoryStore(Disclosure.HUB, clock);

    @Override
    public LocalStore store() {
        return store;
    }

    @Override
    public LocalStore hub() {
        return hub;
    }

    @Override
    public MovableClock clock() {
        return clock;
    }
}
