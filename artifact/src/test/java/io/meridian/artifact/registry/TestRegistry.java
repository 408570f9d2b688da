package io.meridian.artifact.registry;

import io.meridian.artifact.store.MemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Random;

/** Our client of a registry that tests lead astray, with small parts and a store to copy from. */
final class TestRegistry implements AutoCloseable {
    private static final TransferLimits SMALL =
            new TransferLimits(1000, Duration.ofSeconds(10), Duration.ofSeconds(10));

    final MemoryStore store = MemoryStore.ofEdge();
    final FakeRegistry fake;
    final OciRegistry registry;
    private final HttpClient client = HttpClient.newHttpClient();

    TestRegistry() {
        try {
            fake = new FakeRegistry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        registry = OciRegistry.at(fake.uri(), client).limits(SMALL);
    }

    OciRepository repository() {
        return registry.repository("hospital-1/update");
    }

    static byte[] random(int count) {
        var bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        fake.close();
        client.close();
    }
}
