package io.meridian.edge.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.application.account.Accounts;
import io.meridian.application.database.Database;
import io.meridian.application.process.Ports;
import io.meridian.artifact.Reference;
import io.meridian.artifact.journal.Journal;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.edge.Archive;
import io.meridian.edge.Edge;
import io.meridian.edge.FakeInference;
import io.meridian.edge.Hospital;
import io.meridian.edge.Modality;
import io.meridian.edge.account.Role;
import io.meridian.edge.home.Home;
import io.meridian.edge.link.Releases;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole application with its web server, asked over HTTP. */
final class StudyApiTests {
    @TempDir Path folder;

    private final Hospital.SetReleases releases = new Hospital.SetReleases();
    private final HttpClient http = HttpClient.newHttpClient();
    private String base = "";
    private String token = "";

    @Test
    void showsStudiesResultsAndReviewsToADoctorOnly() throws Exception {
        var release = Hospital.release("first", "clinical");
        releases.set(Optional.of(release));
        try (var inference = new FakeInference(release.release().value());
                var archive = new Archive(0)) {
            Hospital.prepare(folder, archive.port());
            inference.announce(new Home(folder));
            try (var edge = boot()) {
                base =
                        "http://127.0.0.1:"
                                + Ports.last(new Home(folder).ports(), "http")
                                + "/api/v1";
                edge.getBean(Accounts.class)
                        .put("doctor", "a long password 1", List.of(Role.RADIOLOGIST));
                edge.getBean(Accounts.class)
                        .put("steward", "a long password 2", List.of(Role.STEWARD));
                try (var modality = new Modality(Ports.last(new Home(folder).ports(), "dicom"))) {
                    modality.send(Modality.image("PLANTED-ID-4711", 555, 1, 240));
                    modality.send(Modality.image("PLANTED-ID-4712", 556, 1, 10));
                }
                assertThat(get("/studies").statusCode()).isEqualTo(401);
                token = login("steward", "a long password 2");
                assertThat(get("/studies").statusCode()).isEqualTo(403);
                token = login("doctor", "a long password 1");
                Hospital.await("both are sent", () -> archive.received.size() == 2);

                studies();
                pictures();
                var result = results();
                reviews(edge, result);
                shadow(release.release().value(), edge);
                looksAreInTheJournal(edge);
            }
        }
        assertThat(filesWith(folder)).isEmpty();
    }

    private void studies() throws Exception {
        var newest = json(get("/studies?limit=1"));
        assertThat(newest.size()).isEqualTo(1);
        assertThat(newest.get(0).path("patientId").asString()).isEqualTo("PLANTED-ID-4712");
        var older = json(get("/studies?before=" + newest.get(0).path("id").asString()));
        assertThat(older.size()).isEqualTo(1);
        var study = older.get(0);
        assertThat(study.path("patientName").asString()).isEqualTo(Modality.NAME);
        assertThat(study.path("accessionNumber").asString()).isEqualTo("ACC-PLANTED-555");
        assertThat(study.path("instances").asInt()).isEqualTo(1);
        assertThat(study.path("outcome").path("state").asString()).isEqualTo("evaluated");
        assertThat(study.path("outcome").path("finding").asString()).isEqualTo("positive");
        assertThat(study.path("review").isNull()).isTrue();
        var detail = json(get("/studies/" + study.path("id").asString()));
        assertThat(detail.path("study")).isEqualTo(study);
        assertThat(detail.path("instances").size()).isEqualTo(1);
        assertThat(get("/studies/unknown").statusCode()).isEqualTo(404);
        assertThat(get("/studies?limit=0").statusCode()).isEqualTo(400);
    }

    private JsonNode positive() throws Exception {
        return json(get("/studies")).get(1);
    }

    private void pictures() throws Exception {
        var detail = json(get("/studies/" + positive().path("id").asString()));
        var path = detail.path("instances").get(0).path("rendered").asString();
        var answer = get(path.substring("/api/v1".length()));
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        var image = ImageIO.read(new ByteArrayInputStream(answer.body()));
        assertThat(image.getWidth()).isEqualTo(16);
        assertThat(get(path.substring("/api/v1".length()).replace("/1/", "/2/")).statusCode())
                .isEqualTo(404);
    }

    private String results() throws Exception {
        var id = positive().path("outcome").path("resultId").asString();
        var result = json(get("/results/" + id));
        assertThat(result.path("pacs").asString()).isIn("sent", "waiting");
        assertThat(result.path("instance").asInt()).isEqualTo(1);
        assertThat(result.path("study").path("patientId").asString()).isEqualTo("PLANTED-ID-4711");
        assertThat(Reference.parse(result.path("reference").asString()))
                .isInstanceOf(Reference.OfEntry.class);
        var report = get("/results/" + id + "/sr");
        assertThat(report.headers().firstValue("Content-Type")).contains("application/dicom");
        assertThat(Part10.read(report.body()).dataSet().first(Tags.PatientName))
                .isEqualTo(Modality.NAME);
        var fhir = get("/results/" + id + "/fhir");
        assertThat(fhir.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/fhir+json");
        assertThat(json(fhir).path("status").asString()).isEqualTo("preliminary");
        assertThat(get("/results/unknown").statusCode()).isEqualTo(404);
        return id;
    }

    private void reviews(ConfigurableApplicationContext edge, String result) throws Exception {
        assertThat(review(result, Map.of("verdict", "maybe")).statusCode()).isEqualTo(400);
        assertThat(review(result, Map.of("verdict", "correct")).statusCode()).isEqualTo(400);
        assertThat(review("unknown", Map.of("verdict", "agree")).statusCode()).isEqualTo(404);
        var first = review(result, Map.of("verdict", "agree"));
        assertThat(first.statusCode()).isEqualTo(201);
        var second =
                review(
                        result,
                        Map.of(
                                "verdict",
                                "correct",
                                "finding",
                                "negative",
                                "comment",
                                "PLANTED-ID-4711 has 小植 no infiltrate"));
        assertThat(second.statusCode()).isEqualTo(201);
        var shown = json(get("/results/" + result)).path("review");
        assertThat(shown.path("verdict").asString()).isEqualTo("correct");
        assertThat(shown.path("reviewer").asString()).isEqualTo("doctor");
        assertThat(shown.path("comment").asString()).contains("infiltrate");
        var entry = json(second).path("entry").asString();
        assertThat(shown.path("entry").asString()).isEqualTo(entry);
        var written =
                edge.getBean(Journal.class)
                        .find((Reference.OfEntry) Reference.parse(entry))
                        .orElseThrow()
                        .entry();
        var json = JsonMapper.shared().readTree(written.bytes());
        assertThat(json.path("parents").path(0).path("role").asString()).isEqualTo("result");
        assertThat(json.path("parents").path(1).path("reference").asString())
                .isEqualTo(json(first).path("entry").asString());
        assertThat(
                        edge.getBean("edgeDatabase", Database.class)
                                .read()
                                .sql(
                                        "SELECT document FROM event WHERE kind = 'review-notice' ORDER BY rowid")
                                .query(String.class)
                                .list())
                .containsExactly(
                        "{\"result\":\"%s\",\"verdict\":\"agree\"}".formatted(result),
                        "{\"result\":\"%s\",\"verdict\":\"correct\"}".formatted(result));
    }

    /** An answer in shadow is not for doctors, whichever way they ask. */
    private void shadow(String release, ConfigurableApplicationContext edge) throws Exception {
        var database = edge.getBean("clinicalDatabase", Database.class);
        var result = positive().path("outcome").path("resultId").asString();
        database.update(jdbc ->
                jdbc.sql("UPDATE result SET channel = 'shadow' WHERE id = ?")
                        .param(result)
                        .update());
        assertThat(release).isNotEmpty();
        assertThat(positive().path("outcome").path("state").asString()).isEqualTo("not-evaluated");
        assertThat(positive().path("outcome").path("score").isNull()).isTrue();
        for (var path : List.of("", "/sr", "/fhir")) {
            assertThat(get("/results/" + result + path).statusCode()).isEqualTo(404);
        }
        assertThat(review(result, Map.of("verdict", "agree")).statusCode()).isEqualTo(404);
    }

    private static void looksAreInTheJournal(ConfigurableApplicationContext edge) {
        var journal = edge.getBean(Journal.class);
        var looks = new ArrayList<String>();
        for (var each : journal.read(0, 500)) {
            if (each.entry().kind().name().equals("access")) {
                var json = JsonMapper.shared().readTree(each.entry().bytes());
                assertThat(json.path("who").asString()).isEqualTo("doctor");
                looks.add(json.path("what").asString());
            }
        }
        assertThat(looks).contains("studies", "study", "rendered", "result", "sr", "fhir");
    }

    private ConfigurableApplicationContext boot() {
        var home = new Home(folder);
        home.create();
        var application = new SpringApplication(Edge.class);
        application.addInitializers(context ->
                ((GenericApplicationContext) context)
                        .registerBean(
                                "setReleases",
                                Releases.class,
                                () -> releases,
                                it -> it.setPrimary(true)));
        application.setDefaultProperties(
                Map.of(
                        "meridian.home",
                        home.root().toString(),
                        "meridian.logs",
                        home.logs().toString(),
                        "server.address",
                        "127.0.0.1",
                        "server.port",
                        "0"));
        return application.run();
    }

    private String login(String name, String password) throws Exception {
        return json(post("/session", Map.of("username", name, "password", password)))
                .path("token")
                .asString();
    }

    private HttpResponse<byte[]> review(String result, Map<String, String> body) throws Exception {
        return post("/results/" + result + "/review", body);
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return http.send(request(path).GET().build(), BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> post(String path, Map<String, String> body) throws Exception {
        return http.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofByteArray(
                                        JsonMapper.shared().writeValueAsBytes(body)))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(base + path));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private static JsonNode json(HttpResponse<byte[]> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    /** Files of the home, logs and databases too, that hold something of a patient in plain. */
    private static List<String> filesWith(Path folder) throws IOException {
        var planted =
                List.of(
                        latin("王^小植", Charset.forName("GB18030")),
                        latin("小植", StandardCharsets.UTF_8),
                        latin("小植", Charset.forName("GB18030")),
                        "Planted^Patient",
                        "PLANTED",
                        "19530917",
                        "1.2.826.0.1.77.55",
                        "1.2.826.0.1.88.55",
                        "1.2.826.0.1.99.55");
        var found = new ArrayList<String>();
        try (var all = Files.walk(folder)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                planted.stream()
                        .filter(text::contains)
                        .forEach(_ -> found.add(folder.relativize(file).toString()));
            }
        }
        return found;
    }

    private static String latin(String text, Charset charset) {
        return new String(text.getBytes(charset), StandardCharsets.ISO_8859_1);
    }
}
