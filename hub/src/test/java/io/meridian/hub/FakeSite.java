package io.meridian.hub;

import com.google.protobuf.ByteString;
import io.meridian.artifact.Digest;
import io.meridian.artifact.record.RecordBuilder;
import io.meridian.artifact.signature.SigningKey;
import io.meridian.artifact.store.MemoryStore;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
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

/** A hospital's edge with the real protocols and no hospital; {@link FakeWork} does its tasks. */
final class FakeSite implements EdgeDesk, AutoCloseable {
    static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    final String name;
    final TlsIdentity identity;
    final SigningKey key;
    final MemoryStore store = MemoryStore.ofEdge();
    final SiteTransfer transfer;
    final FakeWork work;
    final List<String> acknowledged = new CopyOnWriteArrayList<>();
    final Map<String, JsonNode> verdicts = new ConcurrentHashMap<>();
    final Map<String, Integer> trained = new ConcurrentHashMap<>();

    private final EdgeLink link;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, ItemStatus> statuses = new ConcurrentHashMap<>();
    private final Map<String, Event> events = new LinkedHashMap<>();
    private volatile Applied applied = new Applied(0, 0);
    private volatile byte[] journalHead = new byte[0];
    private volatile byte[] consistencyProof = new byte[0];
    volatile boolean silent;

    private FakeSite(EnrolmentClient.Enrolled enrolled, SigningKey key) {
        this.name = enrolled.answer().site();
        this.identity = enrolled.identity();
        this.key = key;
        this.transfer =
                new SiteTransfer(
                        URI.create(enrolled.answer().addresses().get("https")), identity, store);
        this.work = new FakeWork(name, key, store, transfer);
        var grpc = URI.create("tcp://" + enrolled.answer().addresses().get("grpc"));
        this.link =
                EdgeLink.start(
                        new EdgeLink.Settings(
                                name,
                                grpc.getHost(),
                                grpc.getPort(),
                                transfer.hub(),
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
        transfer.push(name + "/dataset-commitment", record, null);
        work.committed = record.digest();
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
        threads.execute(() -> {
            try {
                switch (item.getKind()) {
                    case "train" -> {
                        trained.merge(item.getId(), 1, Integer::sum);
                        done(item, work.train(json(item)));
                    }
                    case "evaluate" -> done(item, work.evaluate(json(item)));
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

    private void done(Item item, ObjectNode document) {
        statuses.put(item.getId(), status(item, "done", "", document));
    }

    private void unsent(Item item, IOException e) {
        var reason = String.valueOf(e.getMessage());
        if (reason.startsWith("HTTP 4")) {
            statuses.put(item.getId(), status(item, "failed", reason, null));
        } else {
            statuses.remove(item.getId()); // the hub is away: the item comes again
        }
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

    Optional<Digest> commitment() {
        return Optional.ofNullable(work.committed);
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
        threads.shutdownNow();
        transfer.close();
    }
}
