package io.meridian.artifact.store;

import io.meridian.artifact.Disclosure;
import io.meridian.artifact.TestClock;

class MemoryStoreTests implements StoreContract {
    private final TestClock clock = new TestClock();
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
    public TestClock clock() {
        return clock;
    }
}
