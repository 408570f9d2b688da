package io.meridian.edge.research;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.application.process.Ports;
import io.meridian.edge.Edge;
import io.meridian.edge.EdgeInit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The research zone's interface, as a client sees it, in the whole edge. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ResearchHttpTests {
    private static final String JSON = "application/json";
    private static final String BASIS =
            """
            {"purpose": "training", "basis": "consent", "approvalNumber": "1", "scope": "all", "expires": null}\
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> tokens = new HashMap<>();
    private ConfigurableApplicationContext edge;
    private String address;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException {
        var passwords = EdgeInit.create(EdgeInit.Request.of(folder, "qingshan"));
        edge = Edge.start(folder);
        address = "http://127.0.0.1:" + edge.getBean(Ports.class).all().get("http");
        for (var each : passwords.entrySet()) {
            var answer =
                    send(
                            "",
                            "POST",
                            "/api/v1/session",
                            JSON,
                            "{\"username\": \"%s\", \"password\": \"%s\"}"
                                    .formatted(each.getKey(), each.getValue()));
            tokens.put(each.getKey(), json(answer).path("token").asString());
        }
    }

    @AfterAll
    void stop() {
        client.close();
        edge.close();
    }

    private HttpResponse<String> send(
            String role, String method, String path, String type, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Authorization", "Bearer " + tokens.getOrDefault(role, ""))
                        .header("Content-Type", type)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String role, String path)
            throws IOException, InterruptedException {
        return send(role, "GET", path, JSON, "");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    @Test
    void recordsALegalBasisAndShowsIt() throws IOException, InterruptedException {
        var made = send("steward", "POST", "/api/v1/legal-bases", JSON, BASIS);

        assertThat(made.statusCode()).isEqualTo(201);
        var shown = json(get("auditor", "/api/v1/legal-bases")).get(0);
        assertThat(shown.path("digest").asString()).isEqualTo(json(made).path("digest").asString());
        assertThat(shown.path("expires").isNull()).isTrue();
    }

    @Test
    void saysWhyNothingCanBeFrozenYet() throws IOException, InterruptedException {
        var basis = json(send("steward", "POST", "/api/v1/legal-bases", JSON, BASIS));

        var answer =
                send(
                        "steward",
                        "POST",
                        "/api/v1/datasets",
                        JSON,
                        "{\"name\": \"chest\", \"legalBasis\": \"%s\", \"purpose\": \"training\"}"
                                .formatted(basis.path("digest").asString()));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).path("detail").asString()).contains("upload labels");
        assertThat(get("auditor", "/api/v1/datasets").body()).isEqualTo("[]");
    }

    @Test
    void countsLabelsThatFindNoImage() throws IOException, InterruptedException {
        var answer =
                send(
                        "steward",
                        "POST",
                        "/api/v1/labels",
                        "text/csv",
                        "SOPInstanceUID,label\n1.2.3,1\n1.2.x,0\n");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("unmatched").asInt()).isEqualTo(1);
        assertThat(json(answer).path("problems").get(0).asString()).startsWith("line 3");
    }

    @Test
    void refusesAFileThatHoldsNoLabels() throws IOException, InterruptedException {
        var answer = send("steward", "POST", "/api/v1/labels", "text/csv", "what,ever\n1,2\n");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
    }

    @Test
    void erasesOnlyForTheStewardAndOnlyWhomItKnows() throws IOException, InterruptedException {
        var body = "{\"patientId\": \"SECRET-17\", \"reason\": \"consent withdrawn\"}";

        var unknown = send("steward", "POST", "/api/v1/subjects/erasure", JSON, body);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).doesNotContain("SECRET");
        assertThat(send("radiologist", "POST", "/api/v1/subjects/erasure", JSON, body).statusCode())
                .isEqualTo(403);
        edge.getBean(io.meridian.governance.identity.IdentityIndex.class)
                .resolve(
                        new io.meridian.governance.identity.PatientIdentifier(
                                "qingshan", "SECRET-17"),
                        java.time.Instant.EPOCH);
        assertThat(send("steward", "POST", "/api/v1/subjects/erasure", JSON, body).statusCode())
                .isEqualTo(204);
        assertThat(send("steward", "POST", "/api/v1/subjects/erasure", JSON, "{}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void isForThoseWhoMay() throws IOException, InterruptedException {
        assertThat(get("steward", "/api/v1/quarantine").body()).isEqualTo("[]");
        assertThat(get("radiologist", "/api/v1/quarantine").statusCode()).isEqualTo(403);
        assertThat(get("administrator", "/api/v1/datasets").statusCode()).isEqualTo(403);
        assertThat(send("auditor", "POST", "/api/v1/legal-bases", JSON, BASIS).statusCode())
                .isEqualTo(403);
        assertThat(get("", "/api/v1/legal-bases").statusCode()).isEqualTo(401);
    }
}
