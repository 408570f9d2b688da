package io.meridian.hub;

import com.google.protobuf.ByteString;
import io.meridian.artifact.Digest;
import io.meridian.artifact.Manifest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.Parent;
import io.meridian.artifact.Reference;
import io.meridian.artifact.record.RecordBuilder;
import io.meridian.artifact.record.StoredRecord;
import io.meridian.artifact.signature.SigningKey;
import io.meridian.artifact.store.MemoryStore;
import io.meridian.model.weights.Tensor;
import io.meridian.model.weights.Weights;
import io.meridian.network.identity.EnrolmentClient;
import io.meridian.network.identity.EnrolmentToken;
import io.meridian.network.identity.TlsIdentity;
import io.meridian.network.link.EdgeDesk;
import io.meridian.network.link.EdgeLink;
import io.meridian.network.link.v1.Desired;
import io.meridian.network.link.v1.Event;
import io.meridian.network.link.v1.Item;
import io.meridian.network.link.v1.ItemStatus;
import io.meridian.network.link.v1.Observed;
import io.meridian.network.transfer.Grant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A hospital's edge with the real protocols and no hospital: its "training" adds a constant to the
 * weights that it was given.
 */
final class FakeSite implements EdgeDesk, AutoCloseable {
    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    final String name;
    final TlsIdentity identity;
    final SigningKey key;
    final MemoryStore store = MemoryStore.ofEdge();
    final List<String> acknowledged = new CopyOnWriteArrayList<>();
    final Map<String, JsonNode> verdicts = new ConcurrentHashMap<>();
    final Map<String, Integer> trained = new ConcurrentHashMap<>();

    private final URI hub;
    private final HttpClient http;
    private final EdgeLink link;
    private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, ItemStatus> statuses = new ConcurrentHashMap<>();
    private final Map<String, Event> events = new LinkedHashMap<>();
    private volatile Applied applied = new Applied(0, 0);
    private volatile @Nullable Digest commitment;
    private volatile byte[] journalHead = new byte[0];
    private volatile byte[] consistencyProof = new byte[0];
    volatile float step = 1;
    volatile long examples = 100;
    volatile Lie lie = Lie.NONE;
    volatile long stated;
    volatile boolean silent;
    volatile boolean scoresWell = true;

    /** What this site says wrongly in the records of its updates, correctly signed. */
    enum Lie {
        NONE,
        NO_WEIGHTS,
        ANOTHER_KIND,
        ANOTHER_ROUND,
        ANOTHER_BASE,
        MORE_EXAMPLES
    }

    private FakeSite(EnrolmentClient.Enrolled enrolled, SigningKey key) {
        this.name = enrolled.answer().site();
        this.identity = enrolled.identity();
        this.key = key;
        this.hub = URI.create(enrolled.answer().addresses().get("https"));
        this.http = HttpClient.newBuilder().sslContext(identity.context()).build();
        var grpc = URI.create("tcp://" + enrolled.answer().addresses().get("grpc"));
        this.link =
                EdgeLink.start(
                        new EdgeLink.Settings(
                                name,
                                grpc.getHost(),
                                grpc.getPort(),
                                hub,
                                () -> identity,
                                new Random(name.hashCode())),
                        this);
    }

    static FakeSite enrol(String token) {
        var key = SigningKey.generate();
        return new FakeSite(
                EnrolmentClient.enrol(EnrolmentToken.parse(token), key.verifyingKey().text()), key);
    }

    /** Commits to a data set and tells the hub. */
    void commit(String dataset) {
        var record =
                RecordBuilder.of("dataset-commitment", name, EPOCH)
                        .field("name", dataset)
                        .field("version", 1)
                        .field("site", name)
                        .field("commitment", "hmac-sha256:" + "0".repeat(64))
                        .field("splitUnit", "subject")
                        .field(
                                "statistics",
                                JsonMapper.shared()
                                        .readTree(
                                                """
                                                {"threshold": 5, "units": 405, "total": null,
                                                 "cells": {"train": {"1": 200, "0": 200, "odd": null},
                                                           "validation": {}, "test": {}}}
                                                """))
                        .store(store, key);
        push(name + "/dataset-commitment", record, null);
        commitment = record.digest();
        tell("commit-" + dataset, "dataset-committed", Map.of("digest", record.digest().value()));
    }

    void tell(String id, String kind, Map<String, ?> document) {
        synchronized (events) {
            events.put(
                    id,
                    Event.newBuilder()
                            .setId(id)
                            .setKind(kind)
                            .setDocument(
                                    ByteString.copyFrom(
                                            JsonMapper.shared().writeValueAsBytes(document)))
                            .build());
        }
        link.changed();
    }

    void journal(byte[] head, byte[] proof) {
        journalHead = head;
        consistencyProof = proof;
        link.changed();
    }

    @Override
    public Applied applied() {
        return applied;
    }

    @Override
    public void apply(Desired desired) {
        applied = new Applied(desired.getEpoch(), desired.getGeneration());
        acknowledged.addAll(desired.getAcknowledgedEventsList());
        synchronized (events) {
            desired.getAcknowledgedEventsList().forEach(events::remove);
        }
        for (var item : desired.getItemsList()) {
            switch (item.getKind()) {
                case "verdict" -> verdicts.put(item.getId(), json(item));
                case "train", "evaluate", "release" -> begin(item);
                default -> throw new IllegalStateException(item.getKind());
            }
        }
    }

    private void begin(Item item) {
        if (silent
                || statuses.putIfAbsent(item.getId(), status(item, "admitted", "", null)) != null) {
            return;
        }
        work.execute(() -> {
            try {
                switch (item.getKind()) {
                    case "train" -> train(item, json(item));
                    case "evaluate" -> evaluate(item, json(item));
                    default -> statuses.put(item.getId(), status(item, "running", "", null));
                }
            } catch (IOException e) {
                unsent(item, e);
            } catch (UncheckedIOException e) {
                unsent(item, java.util.Objects.requireNonNull(e.getCause()));
            } catch (RuntimeException e) {
                statuses.put(item.getId(), status(item, "failed", e.toString(), null));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            link.changed();
        });
    }

    private void unsent(Item item, IOException e) {
        var reason = String.valueOf(e.getMessage());
        if (reason.startsWith("HTTP 4")) {
            statuses.put(item.getId(), status(item, "failed", reason, null));
        } else {
            statuses.remove(item.getId()); // the hub is away: the item comes again
        }
    }

    private void train(Item item, JsonNode task) throws IOException, InterruptedException {
        trained.merge(item.getId(), 1, Integer::sum);
        var base = pull("/v2/hub/round/blobs/" + task.path("base").path("digest").asString());
        var moved = new LinkedHashMap<String, Tensor>();
        Weights.parse(base).tensors().forEach((title, tensor) -> moved.put(title, moved(tensor)));
        var builder =
                RecordBuilder.of(lie == Lie.ANOTHER_KIND ? "legal-basis" : "update", name, EPOCH)
                        .field("job", task.path("job").asString())
                        .field(
                                "round",
                                task.path("round").asInt() + (lie == Lie.ANOTHER_ROUND ? 1 : 0))
                        .field("attempt", task.path("attempt").asInt())
                        .field("site", name)
                        .field("examples", lie == Lie.MORE_EXAMPLES ? 406 : examples)
                        .parent(
                                Parent.holding(
                                        "base",
                                        Reference.parse(
                                                lie == Lie.ANOTHER_BASE
                                                        ? Digest.of(new byte[] {1}).value()
                                                        : task.path("parents")
                                                                .path("base")
                                                                .asString())))
                        .parent(
                                Parent.holding(
                                        "dataset-commitment",
                                        Reference.to(
                                                java.util.Objects.requireNonNull(commitment))));
        var record =
                builder.layer(
                                lie == Lie.NO_WEIGHTS ? "other.safetensors" : "weights.safetensors",
                                MediaType.WEIGHTS,
                                new Weights(moved).toBytes())
                        .store(store, key);
        var upload = task.path("upload");
        push(upload.path("repository").asString(), record, upload.path("grant").asString());
        var document = JsonMapper.shared().createObjectNode();
        document.put("update", record.digest().value());
        document.put("examples", stated == 0 ? examples : stated);
        document.putObject("metrics").putArray("loss").add(0.5).add(0.25);
        statuses.put(item.getId(), status(item, "done", "", document));
    }

    private Tensor moved(Tensor tensor) {
        if (!tensor.type().name().equals("F32")) {
            return tensor;
        }
        var values = tensor.floats();
        for (var at = 0; at < values.length; at++) {
            values[at] += step;
        }
        return Tensor.floats(tensor.shape(), values);
    }

    private void evaluate(Item item, JsonNode task) throws IOException, InterruptedException {
        var random = new Random(7);
        var root = JsonMapper.shared().createObjectNode();
        root.put("site", name);
        root.put("commitment", java.util.Objects.requireNonNull(commitment).value());
        var document = JsonMapper.shared().createObjectNode();
        for (var split : List.of("validation", "test")) {
            var cases = root.withObject("/splits/" + split);
            var labels = cases.putArray("labels");
            var groups = cases.putArray("groups");
            for (var at = 0; at < 120; at++) {
                labels.add(at % 2);
                groups.add(at);
            }
            var models = cases.putObject("models");
            var shift = scoresWell ? 0.45 : 0;
            for (var model : task.path("models")) {
                var scores = models.putArray(model.path("name").asString());
                for (var at = 0; at < 120; at++) {
                    scores.add(0.55 * random.nextDouble() + shift * (at % 2));
                }
                shift /= 2;
                document.withObject("/parity/" + model.path("name").asString())
                        .put("maxAbs", 1e-6)
                        .put("maxRel", 1e-6)
                        .put("n", 120);
            }
        }
        var bytes = JsonMapper.shared().writeValueAsBytes(root);
        var upload = task.path("upload");
        pushBlob(
                upload.path("repository").asString(),
                Digest.of(bytes),
                bytes,
                upload.path("grant").asString());
        document.put("scores", Digest.of(bytes).value());
        statuses.put(item.getId(), status(item, "done", "", document));
    }

    @Override
    public Observed observed() {
        var observed =
                Observed.newBuilder()
                        .setSite(name)
                        .setInstance("fake")
                        .setAppliedEpoch(applied.epoch())
                        .setAppliedGeneration(applied.generation())
                        .setJournalHead(ByteString.copyFrom(journalHead))
                        .setConsistencyProof(ByteString.copyFrom(consistencyProof))
                        .addAllStatuses(statuses.values());
        synchronized (events) {
            observed.addAllEvents(events.values());
        }
        return observed.build();
    }

    @Override
    public void connected(boolean online) {}

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

    Optional<Digest> commitment() {
        return Optional.ofNullable(commitment);
    }

    private static JsonNode json(Item item) {
        return JsonMapper.shared().readTree(item.getDocument().toStringUtf8());
    }

    private static ItemStatus status(
            Item item, String phase, String reason, @Nullable ObjectNode document) {
        var status =
                ItemStatus.newBuilder()
                        .setId(item.getId())
                        .setRevision(item.getRevision())
                        .setPhase(phase)
                        .setReason(reason);
        if (document != null) {
            status.setDocument(ByteString.copyFromUtf8(document.toString()));
        }
        return status.build();
    }

    @Override
    public void close() {
        link.close();
        work.shutdownNow();
        http.shutdownNow();
    }
}
