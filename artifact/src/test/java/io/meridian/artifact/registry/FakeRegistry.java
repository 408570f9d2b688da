package io.meridian.artifact.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.meridian.artifact.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** A small registry that breaks lines, lies and forgets on demand. */
final class FakeRegistry implements AutoCloseable {
    private static final Pattern BLOB = Pattern.compile("/v2/(.+)/blobs/(sha256:[0-9a-f]{64})");
    private static final Pattern UPLOADS = Pattern.compile("/v2/(.+)/blobs/uploads/");
    private static final Pattern UPLOAD = Pattern.compile("/v2/(.+)/blobs/uploads/([a-z0-9]+)");
    private static final Pattern MANIFEST = Pattern.compile("/v2/(.+)/manifests/([^/]+)");
    private static final int NEVER = Integer.MAX_VALUE;

    final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
    final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();
    final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    final List<Map<String, List<String>>> headers = Collections.synchronizedList(new ArrayList<>());

    /** The next blob breaks off after so many bytes. */
    volatile int cutDownloadAfter = NEVER;

    /** The next part of an upload breaks off after so many bytes. */
    volatile int cutUploadAfter = NEVER;

    volatile boolean knowsRanges = true;
    volatile boolean stalls;
    volatile int status;
    volatile String uploadLocation = "";
    volatile String redirectBlobsTo = "";
    volatile int rangeShift;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger names = new AtomicInteger();

    FakeRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void hold(byte[] blob) {
        blobs.put(Digest.of(blob).value(), blob.clone());
    }

    long count(String request) {
        return requests.stream().filter(each -> each.startsWith(request)).count();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            requests.add(exchange.getRequestMethod() + " " + path);
            headers.add(Map.copyOf(exchange.getRequestHeaders()));
            if (status != 0) {
                answer(
                        exchange,
                        status,
                        "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"because\"}]}");
                return;
            }
            var blob = BLOB.matcher(path);
            var uploadsPath = UPLOADS.matcher(path);
            var upload = UPLOAD.matcher(path);
            var manifest = MANIFEST.matcher(path);
            if (blob.matches()) {
                blob(exchange, blob.group(2));
            } else if (uploadsPath.matches()) {
                begin(exchange, path);
            } else if (upload.matches()) {
                upload(exchange, path, upload.group(2));
            } else if (manifest.matches()) {
                manifest(exchange, manifest.group(2));
            } else {
                answer(exchange, 404, "");
            }
        }
    }

    private void blob(HttpExchange exchange, String digest) throws IOException {
        var bytes = blobs.get(digest);
        if (bytes == null) {
            answer(exchange, 404, "");
            return;
        }
        if (!redirectBlobsTo.isEmpty()) {
            exchange.getResponseHeaders().set("Location", redirectBlobsTo + digest);
            exchange.sendResponseHeaders(307, -1);
            return;
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        var range = exchange.getRequestHeaders().getFirst("Range");
        var from = 0;
        if (range != null && knowsRanges) {
            from = Integer.parseInt(range.replaceAll("bytes=([0-9]+)-", "$1")) + rangeShift;
            exchange.getResponseHeaders()
                    .set(
                            "Content-Range",
                            "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length));
        }
        exchange.sendResponseHeaders(range != null && knowsRanges ? 206 : 200, bytes.length - from);
        var count = Math.min(bytes.length - from, cutDownloadAfter);
        cutDownloadAfter = NEVER;
        exchange.getResponseBody().write(bytes, from, count);
        if (stalls) {
            exchange.getResponseBody().flush();
            try {
                Thread.sleep(20_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void begin(HttpExchange exchange, String path) throws IOException {
        var name = "u" + names.incrementAndGet();
        uploads.put(name, new ByteArrayOutputStream());
        exchange.getResponseHeaders()
                .set("Location", uploadLocation.isEmpty() ? path + name : uploadLocation);
        exchange.sendResponseHeaders(202, -1);
    }

    private void upload(HttpExchange exchange, String path, String name) throws IOException {
        var upload = uploads.get(name);
        if (upload == null) {
            answer(exchange, 404, "{\"errors\":[{\"code\":\"BLOB_UPLOAD_UNKNOWN\"}]}");
            return;
        }
        exchange.getResponseHeaders().set("Location", path);
        switch (exchange.getRequestMethod()) {
            case "GET" -> progress(exchange, upload, 204);
            case "PATCH" -> {
                var range = exchange.getRequestHeaders().getFirst("Content-Range").split("-", 2);
                if (Long.parseLong(range[0]) != upload.size()) {
                    progress(exchange, upload, 416);
                    return;
                }
                if (cutUploadAfter != NEVER) {
                    upload.write(exchange.getRequestBody().readNBytes(cutUploadAfter));
                    cutUploadAfter = NEVER;
                    throw new IOException("cut on purpose");
                }
                upload.write(exchange.getRequestBody().readAllBytes());
                progress(exchange, upload, 202);
            }
            case "PUT" -> finish(exchange, name, upload);
            case "DELETE" -> {
                uploads.remove(name);
                exchange.sendResponseHeaders(204, -1);
            }
            default -> answer(exchange, 405, "");
        }
    }

    private static void progress(HttpExchange exchange, ByteArrayOutputStream upload, int status)
            throws IOException {
        exchange.getResponseHeaders().set("Range", "0-" + Math.max(0, upload.size() - 1));
        exchange.sendResponseHeaders(status, -1);
    }

    private void finish(HttpExchange exchange, String name, ByteArrayOutputStream upload)
            throws IOException {
        var wanted = exchange.getRequestURI().getQuery().replace("digest=", "");
        uploads.remove(name);
        if (!Digest.of(upload.toByteArray()).value().equals(wanted)) {
            answer(exchange, 400, "{\"errors\":[{\"code\":\"DIGEST_INVALID\"}]}");
            return;
        }
        blobs.put(wanted, upload.toByteArray());
        exchange.sendResponseHeaders(201, -1);
    }

    private void manifest(HttpExchange exchange, String reference) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            var bytes = exchange.getRequestBody().readAllBytes();
            manifests.put(reference, bytes);
            manifests.put(Digest.of(bytes).value(), bytes);
            exchange.sendResponseHeaders(201, -1);
            return;
        }
        var bytes = manifests.get(reference);
        if (bytes == null) {
            answer(exchange, 404, "");
            return;
        }
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
