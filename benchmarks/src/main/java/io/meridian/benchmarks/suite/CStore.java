package io.meridian.benchmarks.suite;

import io.meridian.benchmarks.harness.Benchmark;
import io.meridian.benchmarks.harness.BenchmarkException;
import io.meridian.benchmarks.harness.Case;
import io.meridian.benchmarks.harness.CheckedSide;
import io.meridian.benchmarks.harness.Figure;
import io.meridian.benchmarks.harness.Peer;
import io.meridian.benchmarks.harness.Programs;
import io.meridian.benchmarks.harness.Resources;
import io.meridian.benchmarks.harness.Setting;
import io.meridian.benchmarks.harness.Side;
import io.meridian.benchmarks.harness.Trial;
import io.meridian.benchmarks.suite.Receiver.Durability;
import io.meridian.dicom.Part10;
import io.meridian.dicom.SopClass;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.network.StorageScu;
import io.meridian.dicom.network.StorageScu.Presentation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Objects received over the network and written to files, both driven by our sender. */
final class CStore implements Benchmark {
    private static final String STORESCP = "storescp";
    private static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_LITTLE;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @SuppressWarnings("ArrayRecordComponent") // never changed nor compared
    private record Sent(String uid, byte[] dataSet) {}

    @Override
    public String name() {
        return "c-store";
    }

    @Override
    public String summary() {
        return "receives objects by C-STORE and writes each to a file, on 1 and 16 associations";
    }

    @Override
    public Peer peer(Setting setting) {
        var program = setting.programs().find(STORESCP);
        if (program.isEmpty()) {
            return new Peer.Missing(
                    STORESCP, "storescp is not on PATH (Debian/Ubuntu: apt-get install dcmtk)");
        }
        var said = Programs.run(List.of(program.get().toString(), "--version")).text();
        var version = said.lines().findFirst().orElse("").replaceAll("[$]|dcmtk: storescp v", "");
        return new Peer.Found("dcmtk storescp --fork", version.strip());
    }

    @Override
    public Trial open(Setting setting) throws IOException {
        var resources = new Resources();
        Path folder = setting.work();
        var written =
                resources.add(ReceiverProcess.ours(folder.resolve("written"), Durability.WRITTEN));
        var synced =
                resources.add(ReceiverProcess.ours(folder.resolve("synced"), Durability.SYNCED));
        Path program = setting.programs().find(STORESCP).orElse(folder.resolve(STORESCP));
        var storescp = resources.add(ReceiverProcess.storescp(program, folder.resolve("storescp")));
        List<Sent> small = objects(setting.pick(400, 8), 28);
        List<Sent> large = objects(setting.pick(60, 4), 1024);
        var cases = new ArrayList<Case>();
        for (int associations : new int[] {1, 16}) {
            cases.add(one("28x28", small, associations, "", written, storescp));
            cases.add(one("28x28", small, associations, ", ours synced", synced, storescp));
            cases.add(one("1 MiB", large, associations, "", written, storescp));
            cases.add(one("1 MiB", large, associations, ", ours synced", synced, storescp));
        }
        return new Trial(cases, List.of(), resources);
    }

    private static List<Sent> objects(int count, int side) {
        var objects = new ArrayList<Sent>();
        for (int i = 0; i < count; i++) {
            var bytes = Part10.dataSetBytes(Captures.square(i, side), SYNTAX);
            objects.add(new Sent(Captures.uid(i), bytes));
        }
        return objects;
    }

    private static Case one(
            String size,
            List<Sent> objects,
            int associations,
            String remark,
            ReceiverProcess ours,
            ReceiverProcess peer) {
        long bytes = objects.stream().mapToLong(object -> object.dataSet.length).sum();
        return new Case(
                "%d objects of %s, %d association%s%s"
                        .formatted(
                                objects.size(),
                                size,
                                associations,
                                associations == 1 ? "" : "s",
                                remark),
                side(ours, objects, associations),
                side(peer, objects, associations),
                List.of(Figure.rate("objects", objects.size()), Figure.rate("MB", bytes / 1e6)));
    }

    /** Before it is timed, what is in the files is compared with what was sent. */
    private static Side side(ReceiverProcess receiver, List<Sent> objects, int associations) {
        return new CheckedSide(
                timed(receiver, objects, associations),
                () -> {
                    sendAll(receiver.peers(), objects, associations);
                    var expected = new HashMap<String, byte[]>();
                    objects.forEach(object -> expected.put(object.uid, object.dataSet));
                    receiver.checkReceived(expected, SYNTAX);
                });
    }

    private static Side timed(ReceiverProcess receiver, List<Sent> objects, int associations) {
        return () -> {
            var peers = receiver.peers();
            int before = receiver.takeReceived();
            long begin = System.nanoTime();
            sendAll(peers, objects, associations);
            double seconds = (System.nanoTime() - begin) / 1e9;
            int received = receiver.takeReceived();
            if (before != 0 || received != objects.size()) {
                throw new BenchmarkException(
                        "%d objects were sent and %d files are there"
                                .formatted(objects.size(), received + before));
            }
            return seconds;
        };
    }

    private static void sendAll(StorageScu.Peers peers, List<Sent> objects, int associations) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var shares = new ArrayList<Future<?>>();
            for (int share = 0; share < associations; share++) {
                int first = share;
                shares.add(threads.submit(() -> send(peers, objects, first, associations)));
            }
            for (Future<?> share : shares) {
                share.get();
            }
        } catch (ExecutionException e) {
            throw new BenchmarkException("sending failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }

    private static void send(StorageScu.Peers peers, List<Sent> objects, int first, int step) {
        var sopClass = SopClass.SECONDARY_CAPTURE.uid();
        try (var scu =
                StorageScu.open(peers, Set.of(new Presentation(sopClass, SYNTAX)), TIMEOUT)) {
            for (int i = first; i < objects.size(); i += step) {
                var object = objects.get(i);
                var stream = new ByteArrayInputStream(object.dataSet);
                var response = scu.store(sopClass, object.uid, SYNTAX, stream);
                if (!response.isSuccess()) {
                    throw new BenchmarkException(
                            "an object was answered with status %04X".formatted(response.status()));
                }
            }
        }
    }
}
