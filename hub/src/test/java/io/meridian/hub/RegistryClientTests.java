package io.meridian.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.meridian.artifact.MediaType;
import io.meridian.artifact.record.RecordBuilder;
import io.meridian.artifact.record.Records;
import io.meridian.artifact.record.Verification;
import io.meridian.artifact.registry.OciRegistry;
import io.meridian.artifact.registry.RegistryException;
import io.meridian.artifact.registry.TransferLimits;
import io.meridian.artifact.signature.TrustedKeys;
import io.meridian.artifact.store.MemoryStore;
import io.meridian.hub.home.HubKeys;
import io.meridian.network.transfer.Grant;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client that edges use, over TLS with a site's certificate and under a grant. */
class RegistryClientTests {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void movesARecordInPartsUnderAGrant(@TempDir Path folder) {
        try (var hub = TestHub.create(folder);
                var site = hub.enrol("hospital-1");
                var client = HttpClient.newBuilder().sslContext(site.identity.context()).build()) {
            var bytes = new byte[250_000];
            new Random(3).nextBytes(bytes);
            var record =
                    RecordBuilder.of("update", site.name, NOW)
                            .field("round", 1)
                            .layer("weights.safetensors", MediaType.WEIGHTS, bytes)
                            .store(site.store, site.key);
            var repository =
                    OciRegistry.at(site.transfer.hub(), client)
                            .limits(
                                    new TransferLimits(
                                            64 << 10,
                                            Duration.ofSeconds(30),
                                            Duration.ofSeconds(30)))
                            .repository("hospital-1/update");

            var refused =
                    catchThrowableOfType(
                            RegistryException.class,
                            () -> repository.push(site.store, record.digest()));
            assertThat(refused.code()).isEqualTo("DENIED");

            var grant =
                    new Grant(
                                    "hospital-1",
                                    "hospital-1/update",
                                    1 << 20,
                                    Instant.now().plus(Duration.ofHours(1)))
                            .sign(hub.bean(HubKeys.class).grant());
            var granted = repository.header(Grant.HEADER, grant);
            granted.push(site.store, record.digest());
            granted.check(record.manifest());

            var other = MemoryStore.ofEdge();
            assertThat(repository.pull(record.digest(), other, 1 << 20).bytes())
                    .isGreaterThan(bytes.length);
            assertThat(
                            Records.verify(
                                    other,
                                    record.digest(),
                                    TrustedKeys.of(site.key.verifyingKey())))
                    .isInstanceOf(Verification.Verified.class);
        }
    }
}
