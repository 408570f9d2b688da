package io.meridian.artifact.registry;

import static io.meridian.artifact.registry.TestRegistry.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.meridian.artifact.Descriptor;
import io.meridian.artifact.Digest;
import io.meridian.artifact.Disclosure;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.registry.RegistryException.Trouble;
import io.meridian.artifact.store.DamagedException;
import io.meridian.artifact.store.NotFoundException;
import io.meridian.artifact.store.OciLayout;
import io.meridian.artifact.store.TooLargeException;
import io.meridian.artifact.store.UploadId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching a blob from a registry. */
class BlobPullTests {
    @AutoClose private final TestRegistry at = new TestRegistry();

    private static Descriptor weights(byte[] bytes) {
        return Descriptor.of(MediaType.WEIGHTS, bytes);
    }

    @Test
    void goesOnWhereItStoppedAlsoAfterARestart(@TempDir Path folder) {
        var bytes = random(500_000);
        at.fake.hold(bytes);
        var blob = weights(bytes);
        at.fake.cutDownloadAfter = 300_000;
        long kept;
        try (var layout = OciLayout.open(folder, Disclosure.EDGE_ONLY, Clock.systemUTC())) {
            var broken =
                    catchThrowableOfType(
                            RegistryException.class, () -> at.repository().pull(blob, layout));
            assertThat(broken.retryable()).isTrue();
            kept = layout.uploads().size(UploadId.fetching(blob.digest())).orElseThrow();
        }
        assertThat(kept).isPositive().isLessThanOrEqualTo(300_000);

        try (var layout = OciLayout.open(folder, Disclosure.EDGE_ONLY, Clock.systemUTC())) {
            assertThat(at.repository().pull(blob, layout)).isTrue();
            assertThat(layout.read(blob.digest(), bytes.length)).isEqualTo(bytes);
            assertThat(at.repository().pull(blob, layout)).isFalse();
        }
        assertThat(at.fake.headers.getLast().get("Range"))
                .containsExactly("bytes=%d-".formatted(kept));
        assertThat(at.fake.count("GET")).isEqualTo(2);
    }

    @Test
    void keepsWhatCameWhenTheServerKnowsNoRanges() {
        var bytes = random(400_000);
        at.fake.hold(bytes);
        at.fake.knowsRanges = false;
        at.fake.cutDownloadAfter = 250_000;
        var blob = weights(bytes);
        assertThatThrownBy(() -> at.repository().pull(blob, at.store))
                .isInstanceOf(RegistryException.class);
        var kept = at.store.uploads().size(UploadId.fetching(blob.digest())).orElseThrow();
        assertThat(kept).isPositive();

        assertThat(at.repository().pull(blob, at.store)).isTrue();
        assertThat(at.store.read(blob.digest(), bytes.length)).isEqualTo(bytes);
    }

    @Test
    void refusesOtherBytesAndTriesAfreshNextTime() {
        var bytes = random(5000);
        var blob = weights(bytes);
        var forged = bytes.clone();
        forged[4999] ^= 1;
        at.fake.blobs.put(blob.digest().value(), forged);

        assertThatThrownBy(() -> at.repository().pull(blob, at.store))
                .isInstanceOf(DamagedException.class);
        assertThat(at.store.contains(blob.digest())).isFalse();

        at.fake.hold(bytes);
        assertThat(at.repository().pull(blob, at.store)).isTrue();
    }

    @Test
    void refusesMoreBytesThanTheDescriptorSays() {
        var bytes = random(5000);
        at.fake.hold(bytes);
        var blob = Descriptor.of(MediaType.WEIGHTS, Digest.of(bytes), 4000);

        assertThatThrownBy(() -> at.repository().pull(blob, at.store))
                .isInstanceOf(TooLargeException.class);
        assertThat(at.store.contains(blob.digest())).isFalse();
    }

    @Test
    void refusesAPartThatBeginsElsewhere() {
        var bytes = random(400_000);
        at.fake.hold(bytes);
        at.fake.cutDownloadAfter = 250_000;
        var blob = weights(bytes);
        assertThatThrownBy(() -> at.repository().pull(blob, at.store))
                .isInstanceOf(RegistryException.class);

        at.fake.rangeShift = 1;
        var wrong =
                catchThrowableOfType(
                        RegistryException.class, () -> at.repository().pull(blob, at.store));
        assertThat(wrong.trouble()).isEqualTo(Trouble.PROTOCOL);

        at.fake.rangeShift = 0;
        assertThat(at.repository().pull(blob, at.store)).isTrue();
    }

    @Test
    void givesUpOnALineThatBringsNothing() {
        var bytes = random(5000);
        at.fake.hold(bytes);
        at.fake.stalls = true;
        at.fake.cutDownloadAfter = 1000;
        var impatient =
                at.registry.limits(
                        new TransferLimits(1000, Duration.ofSeconds(10), Duration.ofMillis(200)));

        var stalled =
                catchThrowableOfType(
                        RegistryException.class,
                        () ->
                                impatient
                                        .repository("hospital-1/update")
                                        .pull(weights(bytes), at.store));

        assertThat(stalled.retryable()).isTrue();
        assertThat(at.store.uploads().size(UploadId.fetching(Digest.of(bytes)))).hasValue(1000);
    }

    @Test
    void saysWhatIsNotThere() {
        assertThatThrownBy(() -> at.repository().pull(weights(random(10)), at.store))
                .isInstanceOf(NotFoundException.class);
        assertThat(at.repository().size(Digest.of(random(10)))).isEmpty();
    }

    @Test
    void takesNoLoginAlongToAnotherServer() throws IOException {
        var bytes = random(3000);
        at.fake.hold(bytes);
        try (var elsewhere = new FakeRegistry()) {
            elsewhere.hold(bytes);
            at.fake.redirectBlobsTo = elsewhere.uri() + "/v2/bucket/blobs/";

            at.registry
                    .login(new Login.Basic("edge", "secret"))
                    .repository("hospital-1/update")
                    .header("Meridian-Grant", "grant")
                    .pull(weights(bytes), at.store);

            assertThat(at.fake.headers.getFirst().get("Authorization"))
                    .containsExactly(
                            "Basic "
                                    + Base64.getEncoder()
                                            .encodeToString(
                                                    "edge:secret"
                                                            .getBytes(StandardCharsets.UTF_8)));
            assertThat(at.fake.headers.getFirst()).containsKey("Meridian-grant");
            assertThat(elsewhere.headers.getFirst())
                    .doesNotContainKeys("Authorization", "Meridian-grant");
        }
    }

    @Test
    void tellsABusyRegistryFromOneThatRefuses() {
        at.fake.status = 503;
        var busy =
                catchThrowableOfType(
                        RegistryException.class,
                        () -> at.repository().pull(weights(random(10)), at.store));
        assertThat(busy.trouble()).isEqualTo(Trouble.BUSY);
        at.fake.status = 403;
        var refused =
                catchThrowableOfType(
                        RegistryException.class,
                        () -> at.repository().pull(weights(random(10)), at.store));
        assertThat(refused.trouble()).isEqualTo(Trouble.REFUSED);
        assertThat(refused.code()).isEqualTo("DENIED");
        assertThat(refused).hasMessageContaining("because");
    }
}
