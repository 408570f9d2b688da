package io.meridian.network.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.network.LoopbackHub;
import io.meridian.testing.MovableClock;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clients that a site's identity makes, against servers that are not its hub. */
class TlsIdentityTests {
    private final Path folder;
    private final MovableClock clock = new MovableClock(Instant.now().minus(Duration.ofDays(200)));
    private final LoopbackHub hub;

    TlsIdentityTests(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.hub = LoopbackHub.start(folder.resolve("hub"), clock);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Nested
    class HttpClients {
        @Test
        void speakNoOlderTls() throws IOException {
            clock.move(Duration.ofDays(200));
            var site = hub.enrol("hospital-1");
            try (var old = LoopbackHub.posing(folder.resolve("hub"), hub.server(), "TLSv1.2");
                    var http = site.httpClient().build()) {
                assertThatThrownBy(() ->
                                http.send(
                                        HttpRequest.newBuilder(old.url()).build(),
                                        BodyHandlers.ofString()))
                        .isInstanceOf(SSLException.class);
                assertThat(old.requests).isEqualTo(List.of());
            }
        }

        @Test
        void believeNoSiteThatPosesAsTheHub() throws IOException {
            clock.move(Duration.ofDays(200));
            var site = hub.enrol("hospital-1");
            try (var posing =
                            LoopbackHub.posing(
                                    folder.resolve("hub"), hub.enrol("hospital-2"), "TLSv1.3");
                    var http = site.httpClient().build()) {
                assertThatThrownBy(() ->
                                http.send(
                                        HttpRequest.newBuilder(posing.url()).build(),
                                        BodyHandlers.ofString()))
                        .isInstanceOf(SSLException.class);
            }
        }
    }
}
