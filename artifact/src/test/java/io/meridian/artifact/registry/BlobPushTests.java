package io.meridian.artifact.registry;

import static io.meridian.artifact.registry.TestRegistry.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.meridian.artifact.Descriptor;
import io.meridian.artifact.Disclosure;
import io.meridian.artifact.DisclosureException;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.registry.RegistryException.Trouble;
import io.meridian.artifact.store.TooLargeException;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sending a blob to a registry. */
class BlobPushTests {
    @AutoClose private final TestRegistry at = new TestRegistry();

    private final byte[] bytes = random(4500);
    private final Descriptor blob = at.store.put(MediaType.WEIGHTS, bytes);

    @Test
    void sendsItInPartsOnce() {
        assertThat(at.repository().push(at.store, blob)).isTrue();
        assertThat(at.fake.blobs.get(blob.digest().value())).isEqualTo(bytes);
        assertThat(at.fake.count("PATCH")).isEqualTo(5);
        assertThat(at.repository().push(at.store, blob)).isFalse();
        assertThat(at.fake.count("POST")).isEqualTo(1);
    }

    @Test
    void goesOnWhereTheRegistryStoppedAlsoAfterARestart(@TempDir Path folder) {
        at.fake.cutUploadAfter = 700;
        var first = at.registry.uploads(OpenUploads.in(folder)).repository("hospital-1/update");
        var broken =
                catchThrowableOfType(RegistryException.class, () -> first.push(at.store, blob));
        assertThat(broken.retryable()).isTrue();

        var second = at.registry.uploads(OpenUploads.in(folder)).repository("hospital-1/update");
        assertThat(second.push(at.store, blob)).isTrue();

        assertThat(at.fake.blobs.get(blob.digest().value())).isEqualTo(bytes);
        assertThat(at.fake.count("POST")).isEqualTo(1);
        assertThat(at.fake.headers.stream().flatMap(each -> ranges(each).stream()))
                .contains("0-999", "700-1699", "3700-4499");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void beginsAgainWhenTheUploadIsGone() {
        at.fake.cutUploadAfter = 700;
        var repository = at.repository();
        assertThatThrownBy(() -> repository.push(at.store, blob))
                .isInstanceOf(RegistryException.class);
        at.fake.uploads.clear();

        assertThat(repository.push(at.store, blob)).isTrue();
        assertThat(at.fake.count("POST")).isEqualTo(2);
    }

    @Test
    void refusesAnUploadThatIsSentElsewhere() {
        at.fake.uploadLocation = "http://127.0.0.1:1/v2/a/blobs/uploads/u1";

        var refused =
                catchThrowableOfType(
                        RegistryException.class, () -> at.repository().push(at.store, blob));

        assertThat(refused.trouble()).isEqualTo(Trouble.PROTOCOL);
    }

    @Test
    void sendsAStreamWhoseDigestIsKnownAtItsEnd() {
        var sent = at.repository().put(MediaType.WEIGHTS, new ByteArrayInputStream(bytes), 10_000);

        assertThat(sent).isEqualTo(blob);
        assertThat(at.fake.blobs).containsOnlyKeys(blob.digest().value());
        assertThatThrownBy(() ->
                        at.repository()
                                .put(MediaType.WEIGHTS, new ByteArrayInputStream(bytes), 4499))
                .isInstanceOf(TooLargeException.class);
        assertThat(at.fake.uploads).isEmpty();
    }

    @Test
    void refusesWhatIsEdgeOnlyBeforeAByteIsSent() {
        var members = at.store.put(MediaType.DATASET_MEMBERS, bytes);

        assertThatThrownBy(() -> at.repository().push(at.store, members))
                .isInstanceOf(DisclosureException.class);
        assertThatThrownBy(() -> at.repository().put(MediaType.DATASET_MEMBERS, bytes))
                .isInstanceOf(DisclosureException.class);
        assertThatThrownBy(() ->
                        at.registry
                                .reach(Disclosure.PUBLIC)
                                .repository("hospital-1/update")
                                .push(at.store, blob))
                .isInstanceOf(DisclosureException.class);
        assertThatThrownBy(() -> at.registry.reach(Disclosure.EDGE_ONLY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(at.fake.requests).isEmpty();
    }

    private static java.util.List<String> ranges(
            java.util.Map<String, java.util.List<String>> headers) {
        return headers.getOrDefault("Content-range", java.util.List.of());
    }
}
