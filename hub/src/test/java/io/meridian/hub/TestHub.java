package io.meridian.hub;

import io.meridian.application.process.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.context.ConfigurableApplicationContext;

/** A real hub in this process, on free ports; it can be stopped and started on the same home. */
final class TestHub implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    static final String PASSWORD = "correct horse battery";

    private final Path home;
    private ConfigurableApplicationContext context;

    private TestHub(Path home) {
        this.home = home;
        this.context = Hub.start(home);
    }

    static TestHub create(Path home) {
        make(home);
        return new TestHub(home);
    }

    static void make(Path home) {
        var request = HubInit.Request.of(home, "Test hub");
        HubInit.create(
                new HubInit.Request(
                        request.home(),
                        request.name(),
                        0,
                        0,
                        0,
                        request.edgeAddress(),
                        request.hosts(),
                        PASSWORD));
    }

    int port(String name) {
        return context.getBean(Ports.class).all().getOrDefault(name, 0);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    HubApi admin() {
        return HubApi.login(port("http"), "admin", PASSWORD);
    }

    FakeSite enrol(String site) {
        try (var admin = admin()) {
            var token =
                    admin.post("/api/v1/enrolment-tokens", Map.of("site", site))
                            .path("token")
                            .asString();
            return FakeSite.enrol(token);
        }
    }

    /** Stops and starts again, as an update of the software does. */
    void restart() {
        context.close();
        context = Hub.start(home);
    }

    static void await(String what, BooleanSupplier condition) {
        var until = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(until)) {
                throw new AssertionError("did not happen in time: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
