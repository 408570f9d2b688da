package io.meridian.network.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.meridian.network.link.v1.Event;
import io.meridian.network.link.v1.Observed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTests {
    /** A log of lines: "+id kind document" and "-id"; all that survives is the file. */
    private record FileStorage(Path file) implements OutboxStorage {
        private Map<String, OutboxEvent> read(Set<String> ever) {
            var events = new LinkedHashMap<String, OutboxEvent>();
            try {
                for (var line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                    var parts = line.substring(1).split("\t", -1);
                    if (line.startsWith("+")) {
                        ever.add(parts[0]);
                        events.put(parts[0], new OutboxEvent(parts[0], parts[1], parts[2]));
                    } else {
                        events.remove(parts[0]);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return events;
        }

        private void write(String line) {
            try {
                Files.writeString(
                        file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void append(OutboxEvent event) {
            var ever = new HashSet<String>();
            read(ever);
            if (!ever.contains(event.id())) {
                write("+%s\t%s\t%s".formatted(event.id(), event.kind(), event.document()));
            }
        }

        @Override
        public List<OutboxEvent> oldest(int limit) {
            return read(new HashSet<>()).values().stream().limit(limit).toList();
        }

        @Override
        public void remove(Collection<String> ids) {
            ids.forEach(id -> write("-" + id));
        }
    }

    /** A hub's memory of events, with the effects in the order in which they were had. */
    private static final class HubMemory implements Inbox.Storage {
        private final Set<String> seen = new HashSet<>();
        final List<String> effects = new ArrayList<>();

        @Override
        public void once(String site, OutboxEvent event, Runnable effect) {
            if (seen.add(site + "/" + event.id())) {
                effect.run();
            }
        }

        List<String> receive(String site, List<Event> events) {
            return new Inbox(this)
                    .receive(site, events, (from, event) -> effects.add(from + "/" + event.id()));
        }
    }

    private final Path file;

    OutboxTests(@TempDir Path folder) {
        this.file = folder.resolve("outbox");
    }

    private Outbox open() {
        return new Outbox(new FileStorage(file), () -> {});
    }

    private static OutboxEvent event(int number) {
        return new OutboxEvent("e" + number, "result", "{\"n\":%d}".formatted(number));
    }

    @Test
    void keepsEventsInOrderUntilTheyAreAcknowledged() {
        var outbox = open();
        for (var i = 0; i < 3; i++) {
            outbox.add(event(i));
        }
        assertThat(outbox.pending().stream().map(Event::getId)).containsExactly("e0", "e1", "e2");
        outbox.acknowledged(List.of("e1", "never-there"));

        assertThat(open().pending().stream().map(Event::getId)).containsExactly("e0", "e2");
        assertThat(open().pending().getFirst().getDocument().toStringUtf8()).isEqualTo("{\"n\":0}");
    }

    @Test
    void tellsTheLinkAfterTheEventIsStored() {
        var storage = new FileStorage(file);
        var storedWhenTold = new AtomicInteger(-1);
        new Outbox(storage, () -> storedWhenTold.set(storage.oldest(10).size())).add(event(1));

        assertThat(storedWhenTold).hasValue(1);
    }

    @Test
    void doesNotSendAgainWhatWasAddedAgainAfterItsAcknowledgement() {
        var outbox = open();
        outbox.add(event(1));
        outbox.acknowledged(List.of("e1"));
        outbox.add(event(1));

        assertThat(outbox.pending()).isEmpty();
    }

    @Test
    void sendsNoMoreThanAMessageHolds() {
        var outbox = open();
        var large = "x".repeat(1 << 20);
        for (var i = 0; i < 10; i++) {
            outbox.add(new OutboxEvent("large-" + i, "result", large));
        }
        var sent = Observed.newBuilder().addAllEvents(outbox.pending()).build();

        assertThat(sent.getEventsCount()).isBetween(1, 4);
        assertThat(sent.getSerializedSize()).isLessThan(5 << 20);
    }

    @Test
    void refusesEventsThatNoMessageMayHold() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new OutboxEvent("x".repeat(201), "k", "{}"));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new OutboxEvent(" ", "k", "{}"));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new OutboxEvent("a", "k", "界".repeat(400_000)));
    }

    /** Either side is killed, messages and acknowledgements are lost and doubled, at random. */
    @Test
    void everyEventHasItsEffectOnceInOrder() {
        for (var seed = 1; seed <= 20; seed++) {
            var random = new Random(seed);
            var storage = new FileStorage(file.resolveSibling("outbox-" + seed));
            var hub = new HubMemory();
            var expected = new ArrayList<String>();
            var next = 0;
            for (var step = 0; step < 200 || !storage.oldest(1).isEmpty(); step++) {
                // Opened anew each time: an edge that restarts has nothing but its file.
                var outbox = new Outbox(storage, () -> {});
                if (step < 150 && random.nextInt(3) == 0) {
                    outbox.add(event(next));
                    expected.add("hospital-1/e" + next++);
                }
                var message = outbox.pending();
                for (var copy = random.nextInt(3); copy > 0; copy--) {
                    var acknowledged = hub.receive("hospital-1", message);
                    if (random.nextInt(3) == 0) {
                        outbox.acknowledged(acknowledged);
                    }
                }
            }
            assertThat(hub.effects).as("seed %d", seed).isEqualTo(expected);
            assertThat(expected).as("seed %d", seed).hasSizeGreaterThan(20);
        }
    }

    @Test
    void sitesMayUseTheSameId() {
        var hub = new HubMemory();
        var events = List.of(Event.newBuilder().setId("e1").setKind("k").build());

        assertThat(hub.receive("hospital-1", events)).containsExactly("e1");
        assertThat(hub.receive("hospital-2", events)).containsExactly("e1");
        assertThat(hub.receive("hospital-1", events)).containsExactly("e1");
        assertThat(hub.effects).containsExactly("hospital-1/e1", "hospital-2/e1");
    }

    @Test
    void anEventWhoseEffectFailsIsNotAcknowledged() {
        var hub = new HubMemory();
        var event = Event.newBuilder().setId("e1").setKind("k").build();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() ->
                        new Inbox(hub)
                                .receive(
                                        "hospital-1",
                                        List.of(event),
                                        (_, _) -> {
                                            throw new IllegalStateException("no room");
                                        }));
    }
}
