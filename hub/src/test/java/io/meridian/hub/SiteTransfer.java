package io.meridian.hub;

import io.meridian.artifact.Digest;
import io.meridian.artifact.Manifest;
import io.meridian.artifact.record.StoredRecord;
import io.meridian.artifact.store.MemoryStore;
import io.meridian.network.identity.TlsIdentity;
import io.meridian.network.transfer.Grant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;

/** What a site sends to the hub's registry and fetches from it, over its own certificate. */
final class SiteTransfer implements AutoCloseable {
    private final URI hub;
    private final HttpClient http;
    private final MemoryStore store;

    SiteTransfer(URI hub, TlsIdentity identity, MemoryStore store) {
        this.hub = hub;
        this.http = HttpClient.newBuilder().sslContext(identity.context()).build();
        this.store = store;
    }

    byte[] pull(String path) throws IOException, InterruptedException {
        var answer = send(HttpRequest.newBuilder(hub.resolve(path)).GET());
        if (answer.statusCode() != 200) {
            throw new IOException("HTTP " + answer.statusCode());
        }
        return answer.body();
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    URI hub() {
        return hub;
    }

    /** Pushes a record with its signature, as an edge does. */
    void push(String repository, StoredRecord record, @Nullable String grant) {
        try {
            pushManifest(repository, record.manifest(), grant);
            for (var referrer : store.referrers(record.digest())) {
                pushManifest(repository, store.manifest(referrer.digest()).orElseThrow(), grant);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void pushManifest(String repository, Manifest manifest, @Nullable String grant)
            throws IOException, InterruptedException {
        var blobs = new java.util.ArrayList<>(manifest.layers());
        manifest.config().ifPresent(blobs::add);
        for (var blob : blobs) {
            pushBlob(repository, blob.digest(), store.read(blob.digest(), 1 << 28), grant);
        }
        require(201, put(repository, manifest, grant));
    }

    HttpResponse<byte[]> put(String repository, Manifest manifest, @Nullable String grant)
            throws IOException, InterruptedException {
        return send(
                granted(
                                "/v2/%s/manifests/%s"
                                        .formatted(repository, manifest.digest().value()),
                                grant)
                        .header("Content-Type", manifest.mediaType().value())
                        .PUT(BodyPublishers.ofByteArray(manifest.bytes())));
    }

    void pushBlob(String repository, Digest digest, byte[] bytes, @Nullable String grant)
            throws IOException, InterruptedException {
        var begun =
                send(
                        granted("/v2/%s/blobs/uploads/".formatted(repository), grant)
                                .POST(BodyPublishers.noBody()));
        require(202, begun);
        var location = begun.headers().firstValue("Location").orElseThrow();
        require(
                201,
                send(
                        granted(location + "?digest=" + digest.value(), grant)
                                .PUT(BodyPublishers.ofByteArray(bytes))));
    }

    HttpRequest.Builder granted(String path, @Nullable String grant) {
        var request = HttpRequest.newBuilder(hub.resolve(path));
        return grant == null ? request : request.header(Grant.HEADER, grant);
    }

    private static void require(int status, HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException(
                    "HTTP %d: %s"
                            .formatted(
                                    answer.statusCode(),
                                    new String(
                                            answer.body(),
                                            java.nio.charset.StandardCharsets.UTF_8)));
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
