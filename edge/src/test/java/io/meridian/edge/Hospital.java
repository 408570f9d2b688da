package io.meridian.edge;

import io.meridian.application.database.Database;
import io.meridian.application.process.Ports;
import io.meridian.artifact.Digest;
import io.meridian.edge.home.Home;
import io.meridian.edge.link.ActiveRelease;
import io.meridian.edge.link.Releases;
import io.meridian.model.packaging.Code;
import io.meridian.model.packaging.Label;
import io.meridian.model.packaging.Labels;
import io.meridian.model.preprocessing.Preprocessing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * The clinical side of an edge on a temporary home, wired as the application wires it, without its
 * web server and its link; the release is whatever the test says.
 */
public final class Hospital implements AutoCloseable {
    public static final String MODALITY = "MODALITY";
    public static final String EDGE = "EDGE";

    public final Home home;
    private final AnnotationConfigApplicationContext context;

    /** A release as the test sets it. */
    public static final class SetReleases implements Releases {
        private final AtomicReference<Optional<ActiveRelease>> active =
                new AtomicReference<>(Optional.empty());
        private final AtomicBoolean known = new AtomicBoolean(true);

        public void set(Optional<ActiveRelease> release) {
            active.set(release);
            known.set(true);
        }

        /** As an edge that has just started: what runs is not known until a release is set. */
        public void forget() {
            known.set(false);
            active.set(Optional.empty());
        }

        @Override
        public boolean known() {
            return known.get();
        }

        @Override
        public Optional<ActiveRelease> active() {
            return active.get();
        }

        @Override
        public String reason() {
            return active.get().isEmpty() ? "no release was rolled out yet" : "";
        }
    }

    public Hospital(Path folder, Releases releases) {
        home = new Home(folder);
        home.create();
        context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(
                        new MapPropertySource(
                                "test", Map.of("meridian.home", home.root().toString())));
        context.register(Wiring.class);
        context.registerBean(
                "setReleases", Releases.class, () -> releases, it -> it.setPrimary(true));
        context.scan(
                "io.meridian.edge.reception",
                "io.meridian.edge.inference",
                "io.meridian.edge.study",
                "io.meridian.edge.ledger");
        context.refresh();
    }

    /** Writes {@code edge.yaml}; a PACS port of 0 means that there is no archive. */
    public static void prepare(Path folder, int pacsPort) throws IOException {
        Files.createDirectories(folder);
        var pacs =
                pacsPort == 0
                        ? ""
                        : "pacs: {aeTitle: PACS, host: 127.0.0.1, port: %d}%n".formatted(pacsPort);
        Files.writeString(
                folder.resolve("edge.yaml"),
                """
                site: h1
                title: First hospital
                organisation: First hospital
                httpPort: 0
                quietPeriodMillis: 300
                dicom:
                  port: 0
                  aeTitle: EDGE
                  accept: [{aeTitle: MODALITY, address: 127.0.0.1}]
                """
                        + pacs);
    }

    /** A release of 8 × 8 grey inputs with threshold 0.5. */
    public static ActiveRelease release(String name, String channel) {
        return new ActiveRelease(
                Digest.of(name.getBytes(StandardCharsets.UTF_8)),
                Digest.of(("package " + name).getBytes(StandardCharsets.UTF_8)),
                channel,
                "1.0",
                Instant.now().plus(Duration.ofDays(1)),
                "pneumonia",
                Preprocessing.of(1, 8, 8),
                new Labels(
                        Labels.BINARY,
                        new Label("pneumonia", new Code("233604007", "SCT", "Pneumonia")),
                        new Label("normal", null),
                        0.5));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Database database(String name) {
        return context.getBean(name, Database.class);
    }

    public int dicomPort() {
        return Ports.last(home.ports(), "dicom");
    }

    /** One number from the clinical database. */
    public int count(String sql) {
        return count("clinicalDatabase", sql);
    }

    public int count(String database, String sql) {
        return database(database).read().sql(sql).query((rs, _) -> rs.getInt(1)).single();
    }

    /** Waits until something holds, at most half a minute. */
    public static void await(String what, BooleanSupplier holds) throws InterruptedException {
        var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("this did not come to hold: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    /** The same in a process of its own, for tests that kill it; with one clinical release. */
    public static void main(String[] arguments) throws InterruptedException {
        var releases = new SetReleases();
        releases.set(Optional.of(release("first", "clinical")));
        try (var _ = new Hospital(Path.of(arguments[0]), releases)) {
            TimeUnit.HOURS.sleep(1);
        }
    }
}
