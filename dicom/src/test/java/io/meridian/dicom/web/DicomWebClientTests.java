package io.meridian.dicom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.meridian.dicom.DicomException;
import io.meridian.dicom.Tags;
import io.meridian.dicom.web.DicomWebClient.Settings;
import io.meridian.dicom.web.QidoQuery.Level;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against servers that answer strangely, wrongly or not at all. */
final class DicomWebClientTests {
    private static final Resource.Study STUDY = new Resource.Study("1.2.3");
    private static final MultipartLimits LIMITS = new MultipartLimits(3, 1_000, 10_000);

    @TempDir Path folder;
    private HttpServer server;
    private final List<String> asked = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        ended.countDown();
        server.stop(0);
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private DicomWebClient client(Answer answer) {
        server.createContext(
                "/",
                exchange -> {
                    asked.add(
                            exchange.getRequestMethod()
                                    + " "
                                    + exchange.getRequestURI()
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("Authorization"));
                    try (exchange) {
                        answer.to(exchange);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        return new DicomWebClient(
                HttpClient.newHttpClient(),
                Settings.of(base())
                        .withToken("secret")
                        .withTimeout(Duration.ofMillis(500))
                        .withLimits(20_000, LIMITS));
    }

    private URI base() {
        return URI.create("http://127.0.0.1:%d/pacs".formatted(server.getAddress().getPort()));
    }

    private static Answer says(int status, String type, String body) {
        return exchange -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    @Test
    void sendsTokenAndQueryToTheServiceBelowItsPath() {
        var client = client(says(204, "application/dicom+json", ""));

        assertThat(
                        client.search(
                                        STUDY,
                                        QidoQuery.of(Level.SERIES).matching(Tags.Modality, "CT"))
                                .dataSets())
                .isEmpty();
        assertThat(asked)
                .containsExactly("GET /pacs/studies/1.2.3/series?Modality=CT Bearer secret");
    }

    @Test
    void aRefusalHasItsStatusAndNothingOfItsBody() {
        var client = client(says(403, "text/plain", "Wang^XiaoDong may not be seen"));

        assertThatThrownBy(() -> client.metadata(STUDY))
                .isInstanceOfSatisfying(
                        DicomWebException.Refused.class, e -> assertThat(e.status()).isEqualTo(403))
                .hasMessageNotContaining("Wang");
    }

    @Test
    void readsWarningsOfASearch() {
        var client =
                client(exchange -> {
                    exchange.getResponseHeaders()
                            .add("Warning", "299 host \"There are 3 additional results\"");
                    says(200, "application/dicom+json", "[]").to(exchange);
                });

        assertThat(client.search(QidoQuery.of(Level.STUDIES)).warnings())
                .containsExactly("299 host \"There are 3 additional results\"");
    }

    @Test
    void aStoreThatWasRefusedForEachInstanceIsAnAnswer() throws IOException {
        var file = Files.write(folder.resolve("a.dcm"), new byte[300]);
        var client =
                client(
                        says(
                                409,
                                "application/dicom+json",
                                "{\"00081198\":{\"vr\":\"SQ\",\"Value\":[{\"00081150\":{\"vr\":\"UI\",\"Value\":[\"1.2\"]},"
                                        + "\"00081155\":{\"vr\":\"UI\",\"Value\":[\"1.3\"]},\"00081197\":{\"vr\":\"US\",\"Value\":[272]}}]}}"));

        assertThat(client.store(STUDY, List.of(file)).failed())
                .containsExactly(new StoreResponse.Failed("1.2", "1.3", 0x0110));
        assertThat(asked).containsExactly("POST /pacs/studies/1.2.3 Bearer secret");
    }

    @Test
    void hostileAnswersEndInDicomExceptions() {
        var related = "multipart/related; type=\"application/dicom\"; boundary=b";
        var part = "--b\r\nContent-Type: application/dicom\r\n\r\nx\r\n";
        for (var answer :
                List.of(
                        says(200, related, ""),
                        says(200, related, "no boundary"),
                        says(200, related, part),
                        says(200, related, part.repeat(4) + "--b--"),
                        says(200, related, "--b\r\n\r\n" + "x".repeat(20_000) + "\r\n--b--"),
                        says(200, "multipart/related", part + "--b--"),
                        says(200, "nonsense", part + "--b--"),
                        says(500, related, part + "--b--"),
                        says(302, related, ""))) {
            var client = client(answer);
            assertThatThrownBy(() ->
                            client.retrieve(
                                    STUDY, List.of(), (_, content) -> content.readAllBytes()))
                    .isInstanceOf(DicomException.class);
            server.removeContext("/");
        }
        for (var json :
                List.of(
                        "",
                        "[",
                        "{}}",
                        "[1]",
                        "[".repeat(5_000),
                        "\"" + "x".repeat(30_000) + "\"")) {
            var client = client(says(200, "application/dicom+json", json));
            assertThatThrownBy(() -> client.metadata(STUDY))
                    .as(json.substring(0, Math.min(10, json.length())))
                    .isInstanceOf(DicomException.class);
            server.removeContext("/");
        }
    }

    @Test
    void aServerThatFallsSilentIsGivenUp() {
        var never = client(_ -> ended.await());
        assertThatThrownBy(() -> never.metadata(STUDY))
                .isInstanceOf(DicomWebException.Unreachable.class);
        server.removeContext("/");
        var midway =
                client(exchange -> {
                    exchange.getResponseHeaders()
                            .set("Content-Type", "multipart/related; boundary=b");
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody()
                            .write("--b\r\n\r\nxx".getBytes(StandardCharsets.US_ASCII));
                    exchange.getResponseBody().flush();
                    ended.await();
                });
        assertThatThrownBy(() ->
                        midway.retrieve(STUDY, List.of(), (_, content) -> content.readAllBytes()))
                .isInstanceOf(DicomWebException.Unreachable.class);
    }

    @Test
    void theTokenDoesNotGoToOtherServers() {
        var client = client(says(200, "application/octet-stream", "x"));

        for (var elsewhere :
                List.of(
                        "http://127.0.0.1:1/pacs/bulk",
                        "https://127.0.0.1:%d/bulk".formatted(server.getAddress().getPort()),
                        "http://localhost:%d/bulk".formatted(server.getAddress().getPort()),
                        "//example.org/bulk",
                        "file:/etc/passwd")) {
            assertThatThrownBy(() -> client.bulkData(URI.create(elsewhere), (_, _) -> {}))
                    .as(elsewhere)
                    .isInstanceOf(DicomWebException.class);
        }
        assertThat(asked).isEmpty();
        client.bulkData(URI.create("bulk/1"), (_, _) -> {});
        assertThat(asked).containsExactly("GET /pacs/bulk/1 Bearer secret");
    }

    @Test
    void settingsHideTheTokenAndRefuseOtherSchemes() {
        assertThat(Settings.of(base()).withToken("secret").toString()).doesNotContain("secret");
        assertThatThrownBy(() -> Settings.of(URI.create("ftp://host/")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Settings.of(base()).withToken("a\r\nb"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
