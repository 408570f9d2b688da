package io.meridian.benchmarks.suite;

import io.meridian.benchmarks.harness.Benchmark;
import io.meridian.benchmarks.harness.BenchmarkException;
import io.meridian.benchmarks.harness.Case;
import io.meridian.benchmarks.harness.Figure;
import io.meridian.benchmarks.harness.Peer;
import io.meridian.benchmarks.harness.Resources;
import io.meridian.benchmarks.harness.Setting;
import io.meridian.benchmarks.harness.Side;
import io.meridian.benchmarks.harness.Trial;
import io.meridian.benchmarks.suite.Receiver.Durability;
import io.meridian.dicom.network.StorageScu;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Associations that are opened, used once and then held. */
final class IdleAssociations implements Benchmark {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "idle-associations";
    }

    @Override
    public String summary() {
        return "opens 1,000 associations, has each answer an echo, and holds them";
    }

    @Override
    public Peer peer(Setting setting) {
        return new CStore().peer(setting);
    }

    @Override
    public Trial open(Setting setting) throws IOException {
        var resources = new Resources();
        Path folder = setting.work();
        var ours = resources.add(ReceiverProcess.ours(folder.resolve("ours"), Durability.WRITTEN));
        Path program = setting.programs().find("storescp").orElse(folder.resolve("storescp"));
        var peer = resources.add(ReceiverProcess.storescp(program, folder.resolve("peer")));
        int count = setting.pick(1_000, 5);
        var one =
                new Case(
                        "%d associations".formatted(count),
                        new Held(ours, count),
                        new Held(peer, count),
                        List.of(Figure.seconds(), Figure.millisEach("association", count)));
        return new Trial(List.of(one), List.of(), resources);
    }

    /** All of them open at once; the memory is that of the processes while they idle. */
    private static final class Held implements Side {
        private final ReceiverProcess receiver;
        private final int count;
        private OptionalLong resident = OptionalLong.empty();

        Held(ReceiverProcess receiver, int count) {
            this.receiver = receiver;
            this.count = count;
        }

        @Override
        public double seconds() throws IOException {
            var peers = receiver.peers();
            var open = new ArrayList<StorageScu>();
            try {
                long begin = System.nanoTime();
                for (int i = 0; i < count; i++) {
                    open.add(StorageScu.open(peers, Set.of(), TIMEOUT));
                    echo(open.getLast());
                }
                double seconds = (System.nanoTime() - begin) / 1e9;
                resident = receiver.residentBytes();
                echo(open.getFirst()); // the first is still held
                return seconds;
            } finally {
                open.forEach(StorageScu::close);
            }
        }

        private static void echo(StorageScu scu) {
            if (!scu.echo().isSuccess()) {
                throw new BenchmarkException("an association does not answer");
            }
        }

        @Override
        public OptionalLong peakBytes() {
            return resident;
        }
    }
}
