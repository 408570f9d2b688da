package io.meridian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.artifact.Digest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.record.RecordBuilder;
import io.meridian.hub.home.HubKeys;
import io.meridian.network.transfer.Grant;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class RegistryTests {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private TestHub hub;
    private FakeSite site;

    @BeforeAll
    void start(@TempDir Path folder) {
        hub = TestHub.create(folder);
        site = hub.enrol("hospital-1");
    }

    @AfterAll
    void stop() {
        site.close();
        hub.close();
    }

    @Test
    void servesWhatWasPushedInPartsWholeAndInRanges() throws Exception {
        var bytes = new byte[100_000];
        new Random(5).nextBytes(bytes);
        var digest = Digest.of(bytes);
        var location =
                header(
                        person("POST", "/v2/lab/model/blobs/uploads/", null, new byte[0]),
                        "Location");

        assertThat(person("PATCH", location, "0-39999", part(bytes, 0, 40_000)).statusCode())
                .isEqualTo(202);
        assertThat(
                        person("PATCH", location, "70000-99999", part(bytes, 70_000, 100_000))
                                .statusCode())
                .isEqualTo(416);
        assertThat(header(person("GET", location, null, new byte[0]), "Range"))
                .isEqualTo("0-39999");
        assertThat(
                        person("PATCH", location, "40000-99999", part(bytes, 40_000, 100_000))
                                .statusCode())
                .isEqualTo(202);
        assertThat(
                        person("PUT", location + "?digest=" + digest.value(), null, new byte[0])
                                .statusCode())
                .isEqualTo(201);

        var path = "/v2/lab/model/blobs/" + digest.value();
        assertThat(person("GET", path, null, new byte[0]).body()).isEqualTo(bytes);
        var tail = hub.admin().send(request(path).header("Range", "bytes=99990-").GET());
        assertThat(tail.statusCode()).isEqualTo(206);
        assertThat(tail.body()).isEqualTo(part(bytes, 99_990, 100_000));
        assertThat(header(tail, "Content-Range")).isEqualTo("bytes 99990-99999/100000");
        assertThat(
                        person("GET", "/v2/lab/other/blobs/" + digest.value(), null, new byte[0])
                                .statusCode())
                .isEqualTo(404);
    }

    @Test
    void refusesBytesThatAreNotWhatTheirDigestSays() throws Exception {
        var location =
                header(
                        person("POST", "/v2/lab/model/blobs/uploads/", null, new byte[0]),
                        "Location");
        var wrong = Digest.of("something else".getBytes(StandardCharsets.UTF_8));

        var answer =
                person(
                        "PUT",
                        location + "?digest=" + wrong.value(),
                        null,
                        "bytes".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("DIGEST_INVALID");
    }

    @Test
    void refusesAManifestWhoseBlobsDidNotCome() throws Exception {
        var record =
                RecordBuilder.of("legal-basis", site.name, NOW)
                        .field("purpose", "never pushed")
                        .store(site.store, site.key);

        var answer = site.transfer.put("hospital-1/legal-basis", record.manifest(), null);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("MANIFEST_BLOB_UNKNOWN");
    }

    @Test
    void listsTheSignatureOfARecordAmongItsReferrers() throws Exception {
        var record =
                RecordBuilder.of("legal-basis", site.name, NOW)
                        .field("purpose", "training")
                        .store(site.store, site.key);
        site.transfer.push("hospital-1/legal-basis", record, null);

        var referrers =
                JsonMapper.shared()
                        .readTree(
                                site.transfer.pull(
                                        "/v2/hospital-1/legal-basis/referrers/"
                                                + record.digest().value()));

        assertThat(referrers.path("manifests")).hasSize(1);
    }

    @Test
    void letsASitePushIntoItsOwnRepositoriesUnderAGrantOnly() throws Exception {
        var bytes = new byte[1_000];
        assertThat(begin("hospital-2/legal-basis", null)).isEqualTo(403);
        assertThat(begin("hub/round", null)).isEqualTo(403);
        assertThat(begin("hospital-1/update", null)).isEqualTo(403);
        assertThat(begin("hospital-1/update", grant("hospital-1/scores", 10_000))).isEqualTo(403);
        assertThat(begin("hospital-1/update", "forged.grant")).isEqualTo(403);
        assertThat(begin("hospital-1/update", grant("hospital-1/update", 10_000))).isEqualTo(202);

        var expired =
                new Grant("hospital-1", "hospital-1/update", 10_000, Instant.now().minusSeconds(5))
                        .sign(hub.bean(HubKeys.class).grant());
        assertThat(begin("hospital-1/update", expired)).isEqualTo(403);
        site.transfer.pushBlob(
                "hospital-1/update", Digest.of(bytes), bytes, grant("hospital-1/update", 10_000));
    }

    @Test
    void stopsAtTheGrantsQuotaOverAllUploads() throws Exception {
        var grant = grant("hospital-1/update", 1_500);
        var bytes = new byte[1_000];
        site.transfer.pushBlob("hospital-1/update", Digest.of(bytes), bytes, grant);

        var more =
                site.transfer.send(
                        site.transfer
                                .granted(
                                        "/v2/hospital-1/update/blobs/uploads/?digest="
                                                + Digest.of(new byte[1_001]).value(),
                                        grant)
                                .POST(BodyPublishers.ofByteArray(new byte[1_001])));

        assertThat(more.statusCode()).isEqualTo(413);
    }

    @Test
    void takesNoMoreThanAMebibyteIntoOneUploadWithoutAGrant() throws Exception {
        var location = started("hospital-1/legal-basis");
        var half = new byte[600_000];
        assertThat(patch(location, half)).isEqualTo(202);
        assertThat(patch(location, half)).isEqualTo(413);
        assertThat(patch(location, new byte[400_000])).isEqualTo(202);
        assertThat(patch(location, half)).isEqualTo(413);
    }

    @Test
    void endsTheOldestUploadOfASiteThatOpensTooMany() throws Exception {
        var first = started("hospital-1/legal-basis");
        var second = started("hospital-1/legal-basis");
        for (var more = 0; more < 7; more++) {
            started("hospital-1/legal-basis");
        }

        assertThat(patch(first, new byte[1])).isEqualTo(404);
        assertThat(patch(second, new byte[1])).isEqualTo(202);
    }

    private String started(String repository) throws Exception {
        return site.transfer
                .send(
                        site.transfer
                                .granted("/v2/%s/blobs/uploads/".formatted(repository), null)
                                .POST(BodyPublishers.noBody()))
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private int patch(String location, byte[] bytes) throws Exception {
        return site.transfer
                .send(
                        site.transfer
                                .granted(location, null)
                                .method("PATCH", BodyPublishers.ofByteArray(bytes)))
                .statusCode();
    }

    @Test
    void refusesWhatIsEdgeOnly() throws Exception {
        var members = "{}".getBytes(StandardCharsets.UTF_8);
        var record =
                RecordBuilder.of("dataset", site.name, NOW)
                        .field("name", "chest")
                        .layer("members.jsonl", MediaType.DATASET_MEMBERS, members)
                        .store(site.store, site.key);
        var grant = grant("hospital-1/update", 100_000);
        for (var blob : record.manifest().layers()) {
            site.transfer.pushBlob(
                    "hospital-1/update",
                    blob.digest(),
                    site.store.read(blob.digest(), 1 << 20),
                    grant);
        }
        var config = record.manifest().config().orElseThrow().digest();
        site.transfer.pushBlob(
                "hospital-1/update", config, site.store.read(config, 1 << 20), grant);

        var answer = site.transfer.put("hospital-1/update", record.manifest(), grant);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("edge-only");
    }

    @Test
    void letsAPersonInWithANameAndAPassword() {
        try (var anyone = new HubApi(hub.port("http"), null)) {
            assertThat(anyone.send(basic(anyone, "admin", TestHub.PASSWORD)).statusCode())
                    .isEqualTo(200);
            assertThat(anyone.send(basic(anyone, "admin", "wrong")).statusCode()).isEqualTo(401);
        }
    }

    private static HttpRequest.Builder basic(HubApi api, String name, String password) {
        var pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(api.base().resolve("/v2/"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    private String grant(String repository, long quota) {
        return new Grant(
                        "hospital-1",
                        repository,
                        quota,
                        Instant.now()
                                .plus(Duration.ofHours(1))
                                .plusMillis(new Random().nextInt(1_000_000)))
                .sign(hub.bean(HubKeys.class).grant());
    }

    private int begin(String repository, @Nullable String grant) throws Exception {
        return site.transfer
                .send(
                        site.transfer
                                .granted("/v2/%s/blobs/uploads/".formatted(repository), grant)
                                .POST(BodyPublishers.noBody()))
                .statusCode();
    }

    private HttpRequest.Builder request(String path) {
        try (var api = hub.admin()) {
            var pair = ("admin:" + TestHub.PASSWORD).getBytes(StandardCharsets.UTF_8);
            return HttpRequest.newBuilder(api.base().resolve(path))
                    .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        }
    }

    private HttpResponse<byte[]> person(
            String method, String path, @Nullable String range, byte[] body) {
        var request =
                request(path)
                        .method(
                                method,
                                body.length == 0
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(body));
        if (range != null) {
            request.header("Content-Range", range);
        }
        try (var api = new HubApi(hub.port("http"), null)) {
            return api.send(request);
        }
    }

    private static byte[] part(byte[] bytes, int from, int to) {
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String code(HttpResponse<byte[]> answer) {
        return JsonMapper.shared()
                .readTree(answer.body())
                .path("errors")
                .path(0)
                .path("code")
                .asString("");
    }
}
