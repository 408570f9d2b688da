package io.meridian.artifact.registry;

import static io.meridian.artifact.registry.TestRegistry.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.artifact.Digest;
import io.meridian.artifact.DisclosureException;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.record.RecordBuilder;
import io.meridian.artifact.record.Records;
import io.meridian.artifact.record.Signatures;
import io.meridian.artifact.record.Verification;
import io.meridian.artifact.signature.SigningKey;
import io.meridian.artifact.signature.TrustedKeys;
import io.meridian.artifact.store.DamagedException;
import io.meridian.artifact.store.MemoryStore;
import io.meridian.artifact.store.TooLargeException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Records on their way to a registry and back. */
class RecordTransferTests {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final SigningKey key = SigningKey.generate();
    @AutoClose private final TestRegistry at = new TestRegistry();

    @Test
    void travelWithTheirBlobsAndSignatures() {
        var record =
                RecordBuilder.of("update", "hospital-1", NOW)
                        .field("round", 1)
                        .layer("weights.safetensors", MediaType.WEIGHTS, random(2500))
                        .store(at.store, key);
        Signatures.sign(at.store, record.manifest(), SigningKey.generate());

        var copied = at.repository().push(at.store, record.digest());
        at.repository().check(record.manifest());
        assertThat(copied.sent()).isEqualTo(3 + 2 + 3);
        assertThat(at.repository().push(at.store, record.digest()).sent()).isEqualTo(3);

        var other = MemoryStore.ofEdge();
        var pulled = at.repository().pull(record.digest(), other, 1 << 20);
        assertThat(pulled.blobs()).isEqualTo(5);
        assertThat(Records.verify(other, record.digest(), TrustedKeys.of(key.verifyingKey())))
                .isInstanceOf(Verification.Verified.class);
        assertThat(Signatures.of(other, record.digest())).hasSize(2);
        assertThat(at.repository().pull(record.digest(), other, 1 << 20).blobs()).isZero();
    }

    @Test
    void areVerifiedWhereTheyLie() {
        var record =
                RecordBuilder.of("legal-basis", "hospital-1", NOW)
                        .field("purpose", "training")
                        .store(at.store, key);
        at.repository().push(at.store, record.digest());

        assertThat(
                        Records.verify(
                                at.repository(),
                                record.digest(),
                                TrustedKeys.of(key.verifyingKey())))
                .isInstanceOf(Verification.Verified.class);
    }

    @Test
    void thatAreEdgeOnlyStay() {
        var record =
                RecordBuilder.of("dataset", "hospital-1", NOW)
                        .field("name", "chest")
                        .layer("members.jsonl", MediaType.DATASET_MEMBERS, random(100))
                        .store(at.store, key);

        assertThatThrownBy(() -> at.repository().push(at.store, record.digest()))
                .isInstanceOf(DisclosureException.class);
        assertThatThrownBy(() -> at.repository().put(record.manifest()))
                .isInstanceOf(DisclosureException.class);
        assertThatThrownBy(() -> at.repository().tag("latest", record.manifest()))
                .isInstanceOf(DisclosureException.class);
        assertThat(at.fake.requests).isEmpty();
    }

    @Test
    void thatAreTooLargeAreNotFetched() {
        var record =
                RecordBuilder.of("update", "hospital-1", NOW)
                        .layer("weights.safetensors", MediaType.WEIGHTS, random(2500))
                        .store(at.store, key);
        at.repository().push(at.store, record.digest());
        at.fake.requests.clear();

        assertThatThrownBy(() -> at.repository().pull(record.digest(), MemoryStore.ofEdge(), 2499))
                .isInstanceOf(TooLargeException.class);
        assertThat(at.fake.requests).noneMatch(each -> each.contains("/blobs/"));
    }

    @Test
    void areRefusedWhenAManifestIsNotWhatItsDigestNames() {
        var digest = Digest.of(random(3));
        at.fake.manifests.put(digest.value(), "{}".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> at.repository().pull(digest, at.store, 1 << 20))
                .isInstanceOf(DamagedException.class);
    }

    @Test
    void areFoundByTag() {
        var record = RecordBuilder.of("legal-basis", "hospital-1", NOW).store(at.store, key);
        at.repository().push(at.store, record.digest());
        at.repository().tag("v1", record.manifest());

        assertThat(at.repository().tagged("v1")).hasValue(record.manifest());
        assertThat(at.repository().tagged("v2")).isEmpty();
    }
}
