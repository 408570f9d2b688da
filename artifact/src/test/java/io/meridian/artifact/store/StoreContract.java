package io.meridian.artifact.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Digest;
import io.meridian.artifact.DisclosureException;
import io.meridian.artifact.Kinds;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.Parent;
import io.meridian.artifact.record.RecordBuilder;
import io.meridian.artifact.record.Records;
import io.meridian.artifact.record.StoredRecord;
import io.meridian.artifact.record.Verification;
import io.meridian.artifact.signature.SigningKey;
import io.meridian.artifact.signature.TrustedKeys;
import io.meridian.testing.MovableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What every store does; run for each. */
interface StoreContract {
    Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    SigningKey KEY = SigningKey.generate();
    Duration DAY = Duration.ofDays(1);

    /** The store under test; takes everything. */
    LocalStore store();

    /** A store that takes what a hub may have. */
    LocalStore hub();

    MovableClock clock();

    static byte[] random(int count, int seed) {
        var bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static StoredRecord update(LocalStore store, int seed, Parent... parents) {
        return RecordBuilder.of("update", "hospital-1", NOW)
                .parents(java.util.List.of(parents))
                .layer("weights.safetensors", MediaType.WEIGHTS, random(300, seed))
                .store(store, KEY);
    }

    private static Digest layer(StoredRecord record) {
        return record.manifest().layers().getFirst().digest();
    }

    /** A stream that breaks off. */
    private static InputStream breaking(byte[] bytes) {
        return new InputStream() {
            private int at;

            @Override
            public int read() throws IOException {
                if (at == bytes.length) {
                    throw new IOException("broken on purpose");
                }
                return bytes[at++] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                if (at == bytes.length) {
                    throw new IOException("broken on purpose");
                }
                var count = Math.min(length, bytes.length - at);
                System.arraycopy(bytes, at, into, offset, count);
                at += count;
                return count;
            }
        };
    }

    @Test
    default void keepsBytesUnderTheirDigest() {
        var bytes = random(200_000, 1);
        var stored = store().put(MediaType.WEIGHTS, bytes);

        assertThat(stored.digest()).isEqualTo(Digest.of(bytes));
        assertThat(store().size(stored.digest())).hasValue(200_000);
        assertThat(store().read(stored.digest(), 200_000)).isEqualTo(bytes);
        try (var in = store().open(stored.digest(), 199_000)) {
            assertThat(in.readAllBytes())
                    .isEqualTo(java.util.Arrays.copyOfRange(bytes, 199_000, 200_000));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThatThrownBy(() -> store().read(stored.digest(), 199_999))
                .isInstanceOf(ArtifactException.class);
        assertThatThrownBy(() -> store().open(Digest.of(random(3, 2))))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    default void leavesNothingOfWhatIsTooLargeOrBreaks() {
        var bytes = random(1000, 3);
        assertThatThrownBy(
                        () -> store().put(MediaType.WEIGHTS, new ByteArrayInputStream(bytes), 999))
                .isInstanceOf(TooLargeException.class);
        assertThatThrownBy(() -> store().put(MediaType.WEIGHTS, breaking(bytes), 5000))
                .isInstanceOf(ArtifactException.class);
        assertThat(store().contains(Digest.of(bytes))).isFalse();
        assertThat(store().collect(Duration.ZERO).kept()).isZero();
    }

    @Test
    default void refusesWhatIsEdgeOnlyAtAHub() {
        var members = random(10, 4);
        assertThatThrownBy(() -> hub().put(MediaType.DATASET_MEMBERS, members))
                .isInstanceOf(DisclosureException.class);
        assertThatThrownBy(() -> hub().put(new MediaType("application/x-unknown"), members))
                .isInstanceOf(DisclosureException.class);
        var dataset = RecordBuilder.of("dataset", "hospital-1", NOW).store(store(), KEY);
        assertThatThrownBy(() -> hub().put(dataset.manifest()))
                .isInstanceOf(DisclosureException.class);
        var smuggled =
                RecordBuilder.of("update", "hospital-1", NOW)
                        .layer("members.jsonl", MediaType.DATASET_MEMBERS, members)
                        .store(store(), KEY);
        assertThatThrownBy(() -> Push.push(store(), smuggled.digest(), hub()))
                .isInstanceOf(DisclosureException.class);
        assertThat(hub().index().all()).isEmpty();
        assertThat(hub().collect(Duration.ZERO).kept()).isZero();
    }

    @Test
    default void pushesARecordWithItsSignatures() {
        var record = update(store(), 5);
        var first = Push.push(store(), record.digest(), hub());
        assertThat(first.sent()).isEqualTo(6);
        assertThat(Records.verify(hub(), record.digest(), TrustedKeys.of(KEY.verifyingKey())))
                .isInstanceOf(Verification.Verified.class);
        assertThat(Push.push(store(), record.digest(), hub()).present()).isEqualTo(4);
    }

    @Test
    default void goesOnWithUploadsThatBroke() {
        var bytes = random(1000, 6);
        var uploads = store().uploads();
        var id = uploads.start();
        assertThatThrownBy(() ->
                        uploads.append(id, 0, breaking(java.util.Arrays.copyOf(bytes, 400)), 1000))
                .isInstanceOf(ArtifactException.class);
        assertThat(uploads.size(id)).hasValue(400);
        assertThatThrownBy(() ->
                        uploads.append(id, 300, new ByteArrayInputStream(bytes, 300, 700), 1000))
                .isInstanceOfSatisfying(
                        OffsetException.class, e -> assertThat(e.expected()).isEqualTo(400));
        assertThat(uploads.append(id, 400, new ByteArrayInputStream(bytes, 400, 600), 1000))
                .isEqualTo(1000);
        assertThat(uploads.finish(id, Digest.of(bytes))).isEqualTo(1000);
        assertThat(store().read(Digest.of(bytes), 1000)).isEqualTo(bytes);
        assertThatThrownBy(() -> uploads.finish(id, Digest.of(bytes)))
                .isInstanceOf(UnknownUploadException.class);
    }

    @Test
    default void dropsUploadsThatAreTooLargeOrNotWhatTheySaid() {
        var bytes = random(1000, 7);
        var uploads = store().uploads();
        var large = uploads.start();
        assertThatThrownBy(() -> uploads.append(large, 0, new ByteArrayInputStream(bytes), 999))
                .isInstanceOf(TooLargeException.class);
        assertThat(uploads.size(large)).isEmpty();
        var wrong = uploads.start();
        uploads.append(wrong, 0, new ByteArrayInputStream(bytes), 1000);
        assertThatThrownBy(() -> uploads.finish(wrong, Digest.of(random(1000, 8))))
                .isInstanceOf(DamagedException.class);
        assertThat(uploads.size(wrong)).isEmpty();
        assertThat(store().contains(Digest.of(bytes))).isFalse();
    }

    @Test
    default void collectsWhatNoRootHolds() {
        var kept = update(store(), 9);
        var gone = update(store(), 10);
        store().root(new RootName("hospital-1/update", "kept"), kept.digest());
        store().root(new RootName("hospital-1/update", "gone"), gone.digest());
        clock().move(DAY);
        assertThat(store().collect(Duration.ofHours(1)).blobs()).isZero();

        store().unroot(new RootName("hospital-1/update", "gone"));
        var collected = store().collect(Duration.ofHours(1));

        // Config, layer, manifest, envelope and its manifest; the empty blob is shared.
        assertThat(collected.blobs()).isEqualTo(5 - sharedConfig(kept, gone));
        assertThat(store().manifest(gone.digest())).isEmpty();
        assertThat(store().contains(layer(gone))).isFalse();
        assertThat(store().index().ofKind(Kinds.standard().named("update")))
                .containsExactly(kept.digest());
        assertThat(Records.verify(store(), kept.digest(), TrustedKeys.of(KEY.verifyingKey())))
                .isInstanceOf(Verification.Verified.class);
    }

    private static int sharedConfig(StoredRecord one, StoredRecord other) {
        return one.manifest().config().equals(other.manifest().config()) ? 1 : 0;
    }

    @Test
    default void keepsWhatIsYoung() {
        var record = update(store(), 11);
        assertThat(store().collect(Duration.ofHours(1)).blobs()).isZero();
        clock().move(DAY);
        assertThat(store().collect(Duration.ofHours(1)).blobs()).isEqualTo(6);
        assertThat(store().contains(layer(record))).isFalse();
    }

    @Test
    default void keepsAHoldingParentsPayloadAndOfAnEvidentialOneTheProof() {
        var base = update(store(), 12);
        var holding = update(store(), 13, Parent.holding("base", base.reference()));
        var evidential = update(store(), 14);
        var above = update(store(), 15);
        var middle = update(store(), 16, Parent.holding("base", above.reference()));
        var child =
                update(
                        store(),
                        17,
                        Parent.holding("base", holding.reference()),
                        Parent.evidential("update", evidential.reference()),
                        Parent.evidential("update", middle.reference()));
        store().root(new RootName("hub/round", "1"), child.digest());
        clock().move(DAY);
        store().collect(Duration.ofHours(1));

        for (var full : new StoredRecord[] {child, holding, base}) {
            assertThat(store().contains(layer(full))).isTrue();
        }
        for (var proof : new StoredRecord[] {evidential, middle, above}) {
            assertThat(store().contains(layer(proof))).isFalse();
            assertThat(Records.verify(store(), proof.digest(), TrustedKeys.of(KEY.verifyingKey())))
                    .isInstanceOf(Verification.Verified.class);
        }
        assertThat(store().index().children(middle.reference())).containsExactly(child.digest());
    }

    @Test
    default void keepsWhatIsLeasedUntilTheLeaseIsOver() {
        var record = update(store(), 18);
        var blob = store().put(MediaType.WEIGHTS, random(50, 19));
        var lease = store().lease(Duration.ofDays(2));
        lease.hold(record.digest());
        lease.hold(blob.digest());
        clock().move(DAY);
        assertThat(store().collect(Duration.ZERO).blobs()).isZero();
        clock().move(DAY);
        assertThat(store().collect(Duration.ZERO).blobs()).isEqualTo(7);

        var closed = store().lease(Duration.ofDays(2));
        var again = store().put(MediaType.WEIGHTS, random(50, 19));
        closed.hold(again.digest());
        closed.close();
        clock().move(DAY);
        store().collect(Duration.ZERO);
        assertThat(store().contains(again.digest())).isFalse();
    }

    @Test
    default void keepsUploadsAndLeasedRecordsThroughCollectionsUnderWay() throws Exception {
        clock().move(DAY); // nothing is young
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Callable<StoredRecord>>();
            for (var i = 0; i < 20; i++) {
                var seed = 100 + i;
                work.add(() -> uploaded(seed));
            }
            var collecting =
                    threads.submit(() -> {
                        for (var i = 0; i < 60; i++) {
                            store().collect(Duration.ZERO);
                        }
                    });
            for (var done : threads.invokeAll(work)) {
                var record = done.get();
                assertThat(
                                Records.verify(
                                        store(),
                                        record.digest(),
                                        TrustedKeys.of(KEY.verifyingKey())))
                        .isInstanceOf(Verification.Verified.class);
                assertThat(store().contains(layer(record))).isTrue();
            }
            collecting.get();
        }
        clock().move(DAY);
        store().collect(Duration.ZERO);
        assertThat(store().index().ofKind(Kinds.standard().named("update"))).hasSize(20);
    }

    /** A record whose payload came through an upload in parts, under a lease, and was rooted. */
    private StoredRecord uploaded(int seed) {
        var bytes = random(3000, seed);
        var digest = Digest.of(bytes);
        try (var lease = store().lease(DAY)) {
            lease.hold(digest);
            var uploads = store().uploads();
            var id = uploads.start();
            for (var at = 0; at < 3000; at += 500) {
                uploads.append(id, at, new ByteArrayInputStream(bytes, at, 500), 3000);
            }
            uploads.finish(id, digest);
            return RecordBuilder.of("update", "hospital-1", NOW)
                    .field("seed", seed)
                    .layer(
                            new io.meridian.artifact.Descriptor(
                                    MediaType.WEIGHTS,
                                    digest,
                                    3000,
                                    java.util.Optional.empty(),
                                    java.util.Map.of()))
                    .store(store(), KEY, new RootName("hospital-1/update", "s" + seed));
        }
    }

    @Test
    default void takesTheSameBlobFromManyWriters() throws Exception {
        var bytes = random(100_000, 20);
        var work = new ArrayList<Callable<Digest>>();
        for (var i = 0; i < 32; i++) {
            work.add(() -> store().put(MediaType.WEIGHTS, bytes).digest());
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(work)) {
                assertThat(store().read(done.get(), 100_000)).isEqualTo(bytes);
            }
        }
        assertThat(store().collect(Duration.ofHours(1)).kept()).isEqualTo(1);
    }

    @Test
    default void rootsOnlyWhatIsThere() {
        var name = new RootName("hub/round", "latest");
        assertThatThrownBy(() -> store().root(name, Digest.of(random(4, 21))))
                .isInstanceOf(NotFoundException.class);
        var one = update(store(), 22);
        var two = update(store(), 23);
        store().root(name, one.digest());
        store().root(name, two.digest());
        assertThat(store().root(name)).hasValue(two.digest());
        assertThat(store().roots()).hasSize(1);
    }

    @Test
    default void showsBlobsInTheirRepositories() {
        var digest = Digest.of("x".getBytes(StandardCharsets.US_ASCII));
        store().links().link("hospital-1/update", digest);
        store().links().link("hospital-1/update", digest);
        assertThat(store().links().linked("hospital-1/update", digest)).isTrue();
        assertThat(store().links().linked("hospital-2/update", digest)).isFalse();
        assertThat(store().links().repositories()).containsExactly("hospital-1/update");
    }
}
