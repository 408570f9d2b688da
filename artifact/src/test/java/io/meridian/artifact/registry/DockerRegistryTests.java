package io.meridian.artifact.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Descriptor;
import io.meridian.artifact.Digest;
import io.meridian.artifact.Disclosure;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.record.RecordBuilder;
import io.meridian.artifact.record.Records;
import io.meridian.artifact.record.Signatures;
import io.meridian.artifact.record.Verification;
import io.meridian.artifact.signature.SigningKey;
import io.meridian.artifact.signature.TrustedKeys;
import io.meridian.artifact.store.MemoryStore;
import io.meridian.artifact.store.NotFoundException;
import io.meridian.artifact.store.OciLayout;
import io.meridian.artifact.store.UploadId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Against a registry from the shelf that has no referrers API: Docker Distribution 2.8. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class DockerRegistryTests {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final int CHUNK = 100_000;

    private final SigningKey key = SigningKey.generate();
    private final MemoryStore store = MemoryStore.ofEdge();
    private HttpClient client;
    private DockerRegistry docker;
    private OciRegistry registry;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        client = HttpClient.newHttpClient();
        docker = DockerRegistry.start(folder);
        registry =
                OciRegistry.at(docker.uri(), client)
                        .limits(
                                new TransferLimits(
                                        CHUNK, Duration.ofSeconds(30), Duration.ofSeconds(30)));
    }

    @AfterAll
    void stop() {
        client.close();
        if (docker != null) {
            docker.close();
        }
    }

    private static byte[] random(int count, int seed) {
        var bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void keepsARecordWithItsBlobsAndSignatures(@TempDir Path folder) {
        var repository = registry.repository("hospital-1/update");
        var bytes = random(350_000, 1);
        var record =
                RecordBuilder.of("update", "hospital-1", NOW)
                        .field("round", 1)
                        .layer("weights.safetensors", MediaType.WEIGHTS, bytes)
                        .store(store, key);
        Signatures.sign(store, record.manifest(), SigningKey.generate());

        var first = repository.push(store, record.digest());
        var second = repository.push(store, record.digest());
        repository.check(record.manifest());
        repository.tag("round-1", record.manifest());

        assertThat(first.present()).isEqualTo(1); // OCI's empty blob, sent with the first signature
        assertThat(second.sent()).isEqualTo(3);
        assertThat(repository.tagged("round-1")).hasValue(record.manifest());
        assertThat(repository.referrers(record.digest())).hasSize(2);
        try (var layout = OciLayout.open(folder, Disclosure.EDGE_ONLY, Clock.systemUTC())) {
            var pulled = repository.pull(record.digest(), layout, 1 << 20);
            assertThat(pulled.manifest().bytes()).isEqualTo(record.manifest().bytes());
            assertThat(layout.read(Digest.of(bytes), bytes.length)).isEqualTo(bytes);
            assertThat(Records.verify(layout, record.digest(), TrustedKeys.of(key.verifyingKey())))
                    .isInstanceOf(Verification.Verified.class);
            assertThat(Signatures.of(layout, record.digest())).hasSize(2);
        }
    }

    @Test
    void goesOnWithAPushAfterBothSidesWereRestarted(@TempDir Path open)
            throws IOException, InterruptedException {
        var blob = store.put(MediaType.WEIGHTS, random(450_000, 2));
        var flaky = new FlakyStore(store, 2 * CHUNK);
        assertThatThrownBy(() ->
                        registry.uploads(OpenUploads.in(open))
                                .repository("hospital-1/update")
                                .push(flaky, blob))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("on purpose");
        docker.kill();
        flaky.offsets.clear();

        var again = registry.uploads(OpenUploads.in(open)).repository("hospital-1/update");
        assertThat(again.push(flaky, blob)).isTrue();

        assertThat(flaky.offsets).containsExactly(200_000L, 300_000L, 400_000L);
        assertThat(again.push(flaky, blob)).isFalse();
        assertThat(again.read(blob.digest(), 450_000))
                .isEqualTo(store.read(blob.digest(), 450_000));
        try (var left = Files.list(open)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void sendsTheRestOfABlob() {
        var repository = registry.repository("hospital-1/update");
        var bytes = random(300_000, 3);
        var blob = store.put(MediaType.WEIGHTS, bytes);
        repository.push(store, blob);
        var other = MemoryStore.ofEdge();
        var id = UploadId.fetching(blob.digest());
        other.uploads().resume(id);
        other.uploads().append(id, 0, new ByteArrayInputStream(bytes, 0, 123_456), 300_000);

        assertThat(repository.pull(blob, other)).isTrue();
        assertThat(other.read(blob.digest(), bytes.length)).isEqualTo(bytes);
    }

    @Test
    void takesStreamsAndEmptyBlobs() {
        var repository = registry.repository("hospital-1/scores");
        var bytes = random(250_000, 4);
        var sent = repository.put(MediaType.SCORES, new ByteArrayInputStream(bytes), 250_000);
        assertThat(sent).isEqualTo(Descriptor.of(MediaType.SCORES, bytes));
        assertThat(repository.size(sent.digest())).hasValue(250_000);

        var nothing = store.put(MediaType.SCORES, new byte[0]);
        repository.push(store, nothing);
        var other = MemoryStore.ofEdge();
        repository.pull(nothing, other);
        assertThat(other.contains(nothing.digest())).isTrue();
    }

    @Test
    void saysWhatItDoesNotHave() {
        var repository = registry.repository("hospital-1/nothing");
        var digest = Digest.of(random(5, 5));

        assertThat(repository.contains(digest)).isFalse();
        assertThat(repository.manifest(digest)).isEmpty();
        assertThat(repository.referrers(digest)).isEmpty();
        assertThatThrownBy(() -> repository.pull(digest, store, 100))
                .isInstanceOf(NotFoundException.class);
    }
}
