package io.meridian.artifact.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.meridian.artifact.Descriptor;
import io.meridian.artifact.Digest;
import io.meridian.artifact.Disclosure;
import io.meridian.artifact.DisclosureException;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.record.RecordBuilder;
import io.meridian.artifact.record.Records;
import io.meridian.artifact.record.Signatures;
import io.meridian.artifact.record.Verification;
import io.meridian.artifact.registry.RegistryException.Trouble;
import io.meridian.artifact.signature.SigningKey;
import io.meridian.artifact.signature.TrustedKeys;
import io.meridian.artifact.store.DamagedException;
import io.meridian.artifact.store.MemoryStore;
import io.meridian.artifact.store.NotFoundException;
import io.meridian.artifact.store.OciLayout;
import io.meridian.artifact.store.TooLargeException;
import io.meridian.artifact.store.UploadId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class OciRegistryTests {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TransferLimits SMALL =
            new TransferLimits(1000, Duration.ofSeconds(10), Duration.ofSeconds(10));

    private final SigningKey key = SigningKey.generate();
    private final MemoryStore store = MemoryStore.ofEdge();
    private HttpClient client;
    private FakeRegistry fake;
    private OciRegistry registry;

    @BeforeEach
    void start() throws IOException {
        client = HttpClient.newHttpClient();
        fake = new FakeRegistry();
        registry = OciRegistry.at(fake.uri(), client).limits(SMALL);
    }

    @AfterEach
    void stop() {
        fake.close();
        client.close();
    }

    private OciRepository repository() {
        return registry.repository("hospital-1/update");
    }

    private static byte[] random(int count) {
        var bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static Descriptor weights(byte[] bytes) {
        return Descriptor.of(MediaType.WEIGHTS, bytes);
    }

    @Nested
    class PullingABlob {
        @Test
        void goesOnWhereItStoppedAlsoAfterARestart(@TempDir Path folder) {
            var bytes = random(500_000);
            fake.hold(bytes);
            var blob = weights(bytes);
            fake.cutDownloadAfter = 300_000;
            long kept;
            try (var layout = OciLayout.open(folder, Disclosure.EDGE_ONLY, Clock.systemUTC())) {
                var broken =
                        catchThrowableOfType(
                                RegistryException.class, () -> repository().pull(blob, layout));
                assertThat(broken.retryable()).isTrue();
                kept = layout.uploads().size(UploadId.fetching(blob.digest())).orElseThrow();
            }
            assertThat(kept).isPositive().isLessThanOrEqualTo(300_000);

            try (var layout = OciLayout.open(folder, Disclosure.EDGE_ONLY, Clock.systemUTC())) {
                assertThat(repository().pull(blob, layout)).isTrue();
                assertThat(layout.read(blob.digest(), bytes.length)).isEqualTo(bytes);
                assertThat(repository().pull(blob, layout)).isFalse();
            }
            assertThat(fake.headers.getLast().get("Range"))
                    .containsExactly("bytes=%d-".formatted(kept));
            assertThat(fake.count("GET")).isEqualTo(2);
        }

        @Test
        void keepsWhatCameWhenTheServerKnowsNoRanges() {
            var bytes = random(400_000);
            fake.hold(bytes);
            fake.knowsRanges = false;
            fake.cutDownloadAfter = 250_000;
            var blob = weights(bytes);
            assertThatThrownBy(() -> repository().pull(blob, store))
                    .isInstanceOf(RegistryException.class);
            var kept = store.uploads().size(UploadId.fetching(blob.digest())).orElseThrow();
            assertThat(kept).isPositive();

            assertThat(repository().pull(blob, store)).isTrue();
            assertThat(store.read(blob.digest(), bytes.length)).isEqualTo(bytes);
        }

        @Test
        void refusesOtherBytesAndTriesAfreshNextTime() {
            var bytes = random(5000);
            var blob = weights(bytes);
            var forged = bytes.clone();
            forged[4999] ^= 1;
            fake.blobs.put(blob.digest().value(), forged);

            assertThatThrownBy(() -> repository().pull(blob, store))
                    .isInstanceOf(DamagedException.class);
            assertThat(store.contains(blob.digest())).isFalse();

            fake.hold(bytes);
            assertThat(repository().pull(blob, store)).isTrue();
        }

        @Test
        void refusesMoreBytesThanTheDescriptorSays() {
            var bytes = random(5000);
            fake.hold(bytes);
            var blob = Descriptor.of(MediaType.WEIGHTS, Digest.of(bytes), 4000);

            assertThatThrownBy(() -> repository().pull(blob, store))
                    .isInstanceOf(TooLargeException.class);
            assertThat(store.contains(blob.digest())).isFalse();
        }

        @Test
        void refusesAPartThatBeginsElsewhere() {
            var bytes = random(400_000);
            fake.hold(bytes);
            fake.cutDownloadAfter = 250_000;
            var blob = weights(bytes);
            assertThatThrownBy(() -> repository().pull(blob, store))
                    .isInstanceOf(RegistryException.class);

            fake.rangeShift = 1;
            var wrong =
                    catchThrowableOfType(
                            RegistryException.class, () -> repository().pull(blob, store));
            assertThat(wrong.trouble()).isEqualTo(Trouble.PROTOCOL);

            fake.rangeShift = 0;
            assertThat(repository().pull(blob, store)).isTrue();
        }

        @Test
        void givesUpOnALineThatBringsNothing() {
            var bytes = random(5000);
            fake.hold(bytes);
            fake.stalls = true;
            fake.cutDownloadAfter = 1000;
            var impatient =
                    registry.limits(
                            new TransferLimits(
                                    1000, Duration.ofSeconds(10), Duration.ofMillis(200)));

            var stalled =
                    catchThrowableOfType(
                            RegistryException.class,
                            () ->
                                    impatient
                                            .repository("hospital-1/update")
                                            .pull(weights(bytes), store));

            assertThat(stalled.retryable()).isTrue();
            assertThat(store.uploads().size(UploadId.fetching(Digest.of(bytes)))).hasValue(1000);
        }

        @Test
        void saysWhatIsNotThere() {
            assertThatThrownBy(() -> repository().pull(weights(random(10)), store))
                    .isInstanceOf(NotFoundException.class);
            assertThat(repository().size(Digest.of(random(10)))).isEmpty();
        }

        @Test
        void takesNoLoginAlongToAnotherServer() throws IOException {
            var bytes = random(3000);
            fake.hold(bytes);
            try (var elsewhere = new FakeRegistry()) {
                elsewhere.hold(bytes);
                fake.redirectBlobsTo = elsewhere.uri() + "/v2/bucket/blobs/";

                registry.login(new Login.Basic("edge", "secret"))
                        .repository("hospital-1/update")
                        .header("Meridian-Grant", "grant")
                        .pull(weights(bytes), store);

                assertThat(fake.headers.getFirst().get("Authorization"))
                        .containsExactly(
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        "edge:secret"
                                                                .getBytes(StandardCharsets.UTF_8)));
                assertThat(fake.headers.getFirst()).containsKey("Meridian-grant");
                assertThat(elsewhere.headers.getFirst())
                        .doesNotContainKeys("Authorization", "Meridian-grant");
            }
        }

        @Test
        void tellsABusyRegistryFromOneThatRefuses() {
            fake.status = 503;
            var busy =
                    catchThrowableOfType(
                            RegistryException.class,
                            () -> repository().pull(weights(random(10)), store));
            assertThat(busy.trouble()).isEqualTo(Trouble.BUSY);
            fake.status = 403;
            var refused =
                    catchThrowableOfType(
                            RegistryException.class,
                            () -> repository().pull(weights(random(10)), store));
            assertThat(refused.trouble()).isEqualTo(Trouble.REFUSED);
            assertThat(refused.code()).isEqualTo("DENIED");
            assertThat(refused).hasMessageContaining("because");
        }
    }

    @Nested
    class PushingABlob {
        private final byte[] bytes = random(4500);
        private final Descriptor blob = store.put(MediaType.WEIGHTS, bytes);

        @Test
        void sendsItInPartsOnce() {
            assertThat(repository().push(store, blob)).isTrue();
            assertThat(fake.blobs.get(blob.digest().value())).isEqualTo(bytes);
            assertThat(fake.count("PATCH")).isEqualTo(5);
            assertThat(repository().push(store, blob)).isFalse();
            assertThat(fake.count("POST")).isEqualTo(1);
        }

        @Test
        void goesOnWhereTheRegistryStoppedAlsoAfterARestart(@TempDir Path folder) {
            fake.cutUploadAfter = 700;
            var first = registry.uploads(OpenUploads.in(folder)).repository("hospital-1/update");
            var broken =
                    catchThrowableOfType(RegistryException.class, () -> first.push(store, blob));
            assertThat(broken.retryable()).isTrue();

            var second = registry.uploads(OpenUploads.in(folder)).repository("hospital-1/update");
            assertThat(second.push(store, blob)).isTrue();

            assertThat(fake.blobs.get(blob.digest().value())).isEqualTo(bytes);
            assertThat(fake.count("POST")).isEqualTo(1);
            assertThat(fake.headers.stream().flatMap(each -> ranges(each).stream()))
                    .contains("0-999", "700-1699", "3700-4499");
            assertThat(folder).isEmptyDirectory();
        }

        @Test
        void beginsAgainWhenTheUploadIsGone() {
            fake.cutUploadAfter = 700;
            var repository = repository();
            assertThatThrownBy(() -> repository.push(store, blob))
                    .isInstanceOf(RegistryException.class);
            fake.uploads.clear();

            assertThat(repository.push(store, blob)).isTrue();
            assertThat(fake.count("POST")).isEqualTo(2);
        }

        @Test
        void refusesAnUploadThatIsSentElsewhere() {
            fake.uploadLocation = "http://127.0.0.1:1/v2/a/blobs/uploads/u1";

            var refused =
                    catchThrowableOfType(
                            RegistryException.class, () -> repository().push(store, blob));

            assertThat(refused.trouble()).isEqualTo(Trouble.PROTOCOL);
        }

        @Test
        void sendsAStreamWhoseDigestIsKnownAtItsEnd() {
            var sent = repository().put(MediaType.WEIGHTS, new ByteArrayInputStream(bytes), 10_000);

            assertThat(sent).isEqualTo(blob);
            assertThat(fake.blobs).containsOnlyKeys(blob.digest().value());
            assertThatThrownBy(() ->
                            repository()
                                    .put(MediaType.WEIGHTS, new ByteArrayInputStream(bytes), 4499))
                    .isInstanceOf(TooLargeException.class);
            assertThat(fake.uploads).isEmpty();
        }

        @Test
        void refusesWhatIsEdgeOnlyBeforeAByteIsSent() {
            var members = store.put(MediaType.DATASET_MEMBERS, bytes);

            assertThatThrownBy(() -> repository().push(store, members))
                    .isInstanceOf(DisclosureException.class);
            assertThatThrownBy(() -> repository().put(MediaType.DATASET_MEMBERS, bytes))
                    .isInstanceOf(DisclosureException.class);
            assertThatThrownBy(() ->
                            registry.reach(Disclosure.PUBLIC)
                                    .repository("hospital-1/update")
                                    .push(store, blob))
                    .isInstanceOf(DisclosureException.class);
            assertThatThrownBy(() -> registry.reach(Disclosure.EDGE_ONLY))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(fake.requests).isEmpty();
        }

        private static java.util.List<String> ranges(
                java.util.Map<String, java.util.List<String>> headers) {
            return headers.getOrDefault("Content-range", java.util.List.of());
        }
    }

    @Nested
    class ARecord {
        @Test
        void travelWithTheirBlobsAndSignatures() {
            var record =
                    RecordBuilder.of("update", "hospital-1", NOW)
                            .field("round", 1)
                            .layer("weights.safetensors", MediaType.WEIGHTS, random(2500))
                            .store(store, key);
            Signatures.sign(store, record.manifest(), SigningKey.generate());

            var copied = repository().push(store, record.digest());
            repository().check(record.manifest());
            assertThat(copied.sent()).isEqualTo(3 + 2 + 3);
            assertThat(repository().push(store, record.digest()).sent()).isEqualTo(3);

            var other = MemoryStore.ofEdge();
            var pulled = repository().pull(record.digest(), other, 1 << 20);
            assertThat(pulled.blobs()).isEqualTo(5);
            assertThat(Records.verify(other, record.digest(), TrustedKeys.of(key.verifyingKey())))
                    .isInstanceOf(Verification.Verified.class);
            assertThat(Signatures.of(other, record.digest())).hasSize(2);
            assertThat(repository().pull(record.digest(), other, 1 << 20).blobs()).isZero();
        }

        @Test
        void areVerifiedWhereTheyLie() {
            var record =
                    RecordBuilder.of("legal-basis", "hospital-1", NOW)
                            .field("purpose", "training")
                            .store(store, key);
            repository().push(store, record.digest());

            assertThat(
                            Records.verify(
                                    repository(),
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
                            .store(store, key);

            assertThatThrownBy(() -> repository().push(store, record.digest()))
                    .isInstanceOf(DisclosureException.class);
            assertThatThrownBy(() -> repository().put(record.manifest()))
                    .isInstanceOf(DisclosureException.class);
            assertThatThrownBy(() -> repository().tag("latest", record.manifest()))
                    .isInstanceOf(DisclosureException.class);
            assertThat(fake.requests).isEmpty();
        }

        @Test
        void thatAreTooLargeAreNotFetched() {
            var record =
                    RecordBuilder.of("update", "hospital-1", NOW)
                            .layer("weights.safetensors", MediaType.WEIGHTS, random(2500))
                            .store(store, key);
            repository().push(store, record.digest());
            fake.requests.clear();

            assertThatThrownBy(() -> repository().pull(record.digest(), MemoryStore.ofEdge(), 2499))
                    .isInstanceOf(TooLargeException.class);
            assertThat(fake.requests).noneMatch(each -> each.contains("/blobs/"));
        }

        @Test
        void areRefusedWhenAManifestIsNotWhatItsDigestNames() {
            var digest = Digest.of(random(3));
            fake.manifests.put(digest.value(), "{}".getBytes(StandardCharsets.UTF_8));

            assertThatThrownBy(() -> repository().pull(digest, store, 1 << 20))
                    .isInstanceOf(DamagedException.class);
        }

        @Test
        void areFoundByTag() {
            var record = RecordBuilder.of("legal-basis", "hospital-1", NOW).store(store, key);
            repository().push(store, record.digest());
            repository().tag("v1", record.manifest());

            assertThat(repository().tagged("v1")).hasValue(record.manifest());
            assertThat(repository().tagged("v2")).isEmpty();
        }
    }

    @Test
    void refusesAClientThatFollowsRedirectsItself() {
        try (var follows =
                HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build()) {
            var wrong = OciRegistry.at(URI.create("http://127.0.0.1:1"), follows);

            assertThatThrownBy(() -> wrong.repository("a/b"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void doesNotTellAPassword() {
        assertThat(new Login.Basic("edge", "hush").toString()).doesNotContain("hush");
        assertThat(new Login.Bearer("hush").toString()).doesNotContain("hush");
    }
}
