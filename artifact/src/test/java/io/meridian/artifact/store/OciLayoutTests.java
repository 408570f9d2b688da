package io.meridian.artifact.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Digest;
import io.meridian.artifact.Disclosure;
import io.meridian.artifact.Kinds;
import io.meridian.artifact.Manifest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.Parent;
import io.meridian.artifact.record.RecordBuilder;
import io.meridian.artifact.record.Records;
import io.meridian.artifact.record.Signatures;
import io.meridian.artifact.record.Verification;
import io.meridian.artifact.signature.TrustedKeys;
import io.meridian.testing.MovableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

@SuppressWarnings("NullAway.Init")
class OciLayoutTests implements StoreContract {
    @TempDir private Path folder;
    @TempDir private Path hubFolder;
    private final MovableClock clock = MovableClock.atNow();
    private OciLayout store;
    private OciLayout hub;

    @BeforeEach
    void open() {
        store = OciLayout.open(folder, Disclosure.EDGE_ONLY, clock);
        hub = OciLayout.open(hubFolder, Disclosure.HUB, clock);
    }

    @AfterEach
    void close() {
        store.close();
        hub.close();
    }

    private void restart() {
        store.close();
        store = OciLayout.open(folder, Disclosure.EDGE_ONLY, clock);
    }

    private Path blob(Digest digest) {
        return folder.resolve("blobs/sha256").resolve(digest.hex());
    }

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

    @Nested
    class OnDisk {
        @Test
        void isWhatTheImageLayoutSpecificationSays() throws IOException {
            var record = RecordBuilder.of("job", "hub", NOW).store(store, KEY);
            store.root(new RootName("hub/job", "1"), record.digest());

            assertThat(folder.resolve("oci-layout"))
                    .hasContent("{\"imageLayoutVersion\":\"1.0.0\"}");
            var index = JsonMapper.shared().readTree(folder.resolve("index.json").toFile());
            assertThat(index.path("schemaVersion").asInt()).isEqualTo(2);
            assertThat(index.path("manifests")).hasSize(1);
            var root = index.path("manifests").path(0);
            assertThat(root.path("digest").asString()).isEqualTo(record.digest().value());
            assertThat(
                            root.path("annotations")
                                    .path("org.opencontainers.image.ref.name")
                                    .asString())
                    .isEqualTo("hub/job:1");
            assertThat(Files.readAllBytes(blob(record.digest())))
                    .isEqualTo(record.manifest().bytes());
        }

        @Test
        void belongsToOneProcess() {
            assertThatThrownBy(() -> OciLayout.open(folder, Disclosure.EDGE_ONLY, clock))
                    .isInstanceOf(ArtifactException.class)
                    .hasMessageContaining("one process");
        }

        @Test
        void readsNoDamagedBlob() throws IOException {
            var bytes = StoreContract.random(1000, 1);
            var stored = store.put(MediaType.WEIGHTS, bytes);
            var damaged = bytes.clone();
            damaged[500] ^= 4;
            Files.write(blob(stored.digest()), damaged);
            assertThatThrownBy(() -> store.read(stored.digest(), 1000))
                    .isInstanceOf(DamagedException.class);
        }

        @Test
        void replacesATruncatedBlobThatComesAgain() throws IOException {
            var bytes = StoreContract.random(1000, 1);
            var stored = store.put(MediaType.WEIGHTS, bytes);
            Files.write(blob(stored.digest()), Arrays.copyOf(bytes, 10));
            store.put(MediaType.WEIGHTS, bytes);
            assertThat(store.read(stored.digest(), 1000)).isEqualTo(bytes);
        }
    }

    @Nested
    class AfterARestart {
        @Test
        void knowsItsRecordsParentsReferrersAndRootsAgain() {
            var base = RecordBuilder.of("job", "hub", NOW).store(store, KEY);
            var record =
                    RecordBuilder.of("round", "hub", NOW)
                            .parent(Parent.holding("job", base.reference()))
                            .store(store, KEY, new RootName("hub/round", "1"));
            var before = store.index().all();
            restart();

            assertThat(store.index().all()).isEqualTo(before).hasSize(4);
            assertThat(store.index().children(base.reference())).containsExactly(record.digest());
            assertThat(store.index().ofKind(Kinds.standard().named("round")))
                    .containsExactly(record.digest());
            assertThat(Signatures.of(store, record.digest())).hasSize(1);
            assertThat(store.root(new RootName("hub/round", "1"))).hasValue(record.digest());
            assertThat(Records.verify(store, base.digest(), TrustedKeys.of(KEY.verifyingKey())))
                    .isInstanceOf(Verification.Verified.class);
        }

        @Test
        void knowsAManifestThatOthersWroteWithSpaces() {
            var record = RecordBuilder.of("job", "hub", NOW).store(store, KEY);
            var spaced =
                    Manifest.parse(
                            ("\n  " + new String(record.manifest().bytes(), StandardCharsets.UTF_8))
                                    .getBytes(StandardCharsets.UTF_8));
            store.put(spaced);
            restart();
            assertThat(store.manifest(spaced.digest()).orElseThrow().bytes())
                    .isEqualTo(spaced.bytes());
        }

        @Test
        void hasNothingOfWhatAKillLeftHalfWritten() throws IOException {
            var record = RecordBuilder.of("job", "hub", NOW).store(store, KEY);
            store.root(new RootName("hub/job", "1"), record.digest());
            var half = StoreContract.random(100, 2);
            var left =
                    new Path[] {
                        folder.resolve("blobs/sha256/.6f9619ff-8b86-d011-b42d-00c04fc964ff.tmp"),
                        folder.resolve(".6f9619ff-8b86-d011-b42d-00c04fc964fe.tmp"),
                        folder.resolve("leases/.6f9619ff-8b86-d011-b42d-00c04fc964fd.tmp")
                    };
            for (var file : left) {
                Files.write(file, half);
            }
            restart();
            for (var file : left) {
                assertThat(file).doesNotExist();
            }
            assertThat(store.contains(Digest.of(half))).isFalse();
            assertThat(store.root(new RootName("hub/job", "1"))).hasValue(record.digest());
        }

        @Test
        void leavesAStrangersFileAlone() throws IOException {
            var file = Files.writeString(folder.resolve("blobs/sha256/README"), "not ours");
            restart();
            clock.move(DAY);
            store.collect(Duration.ZERO);
            assertThat(file).hasContent("not ours");
        }

        @Test
        void treatsADamagedManifestAsNone() throws IOException {
            var record = RecordBuilder.of("job", "hub", NOW).store(store, KEY);
            var damaged = record.manifest().bytes();
            damaged[damaged.length - 3] ^= 1;
            Files.write(blob(record.digest()), damaged);
            restart();
            assertThat(store.manifest(record.digest())).isEmpty();
        }

        @Test
        void goesOnWithUploadsAndKeepsLeases() {
            var bytes = StoreContract.random(1000, 3);
            var id = store.uploads().start();
            store.uploads().append(id, 0, new ByteArrayInputStream(bytes, 0, 600), 1000);
            var leased = store.put(MediaType.WEIGHTS, StoreContract.random(10, 4));
            store.lease(Duration.ofDays(2)).hold(leased.digest());
            restart();
            clock.move(DAY);
            store.collect(Duration.ZERO);

            assertThat(store.contains(leased.digest())).isTrue();
            assertThat(store.uploads().resume(id)).isEqualTo(600);
            store.uploads().append(id, 600, new ByteArrayInputStream(bytes, 600, 400), 1000);
            store.uploads().finish(id, Digest.of(bytes));
            assertThat(store.read(Digest.of(bytes), 1000)).isEqualTo(bytes);
        }

        @Test
        void dropsUploadsThatNobodyTouchedForAWeek() throws IOException {
            var id = store.uploads().start();
            Files.setLastModifiedTime(
                    folder.resolve("uploads").resolve(id.value()),
                    FileTime.from(clock.instant().minus(Duration.ofDays(8))));
            store.collect(Duration.ZERO);
            assertThat(store.uploads().size(id)).isEmpty();
        }
    }
}
