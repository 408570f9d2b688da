package io.meridian.edge.dicomweb;

import io.meridian.application.account.Accounts;
import io.meridian.application.database.Database;
import io.meridian.application.process.Ports;
import io.meridian.artifact.journal.Journal;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.web.DicomWebClient;
import io.meridian.edge.Edge;
import io.meridian.edge.Hospital;
import io.meridian.edge.account.Role;
import io.meridian.edge.home.Home;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole edge with its web server on loopback, an account for each role, and clients of it. */
final class WebSite implements AutoCloseable {
    private static final String PASSWORD = "a long password 1";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext edge;
    private final Path folder;
    final URI base;

    WebSite(Path folder) throws IOException {
        this.folder = folder;
        if (!Files.exists(folder.resolve("edge.yaml"))) {
            Hospital.prepare(folder, 0);
        }
        edge = Edge.start(folder);
        base = address(folder);
        for (var role : Role.values()) {
            edge.getBean(Accounts.class).put(role.word(), PASSWORD, List.of(role));
        }
    }

    static URI address(Path folder) {
        return URI.create(
                "http://127.0.0.1:%d/dicom-web"
                        .formatted(Ports.last(new Home(folder).ports(), "http")));
    }

    /** A token of the account of a role. */
    String token(Role role) throws IOException, InterruptedException {
        return token(http, base, role);
    }

    static String token(HttpClient http, URI base, Role role)
            throws IOException, InterruptedException {
        var credentials = Map.of("username", role.word(), "password", PASSWORD);
        var request =
                HttpRequest.newBuilder(base.resolve("/api/v1/session"))
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofByteArray(
                                        JsonMapper.shared().writeValueAsBytes(credentials)))
                        .build();
        return JsonMapper.shared()
                .readTree(http.send(request, BodyHandlers.ofByteArray()).body())
                .path("token")
                .asString();
    }

    DicomWebClient client(Role role) throws IOException, InterruptedException {
        return new DicomWebClient(http, DicomWebClient.Settings.of(base).withToken(token(role)));
    }

    HttpResponse<byte[]> get(Role role, String path, String accept)
            throws IOException, InterruptedException {
        return http.send(
                request(path)
                        .header("Authorization", "Bearer " + token(role))
                        .header("Accept", accept)
                        .build(),
                BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> post(Role role, String path, String type, byte[] body)
            throws IOException, InterruptedException {
        return http.send(
                request(path)
                        .header("Authorization", "Bearer " + token(role))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    HttpClient http() {
        return http;
    }

    <T> T bean(Class<T> type) {
        return edge.getBean(type);
    }

    int count(String sql) {
        return edge.getBean("clinicalDatabase", Database.class)
                .read()
                .sql(sql)
                .query((rs, _) -> rs.getInt(1))
                .single();
    }

    Database clinical() {
        return edge.getBean("clinicalDatabase", Database.class);
    }

    /** The journal's entries of looks and stores over DICOMweb. */
    List<JsonNode> accesses() {
        var all = new ArrayList<JsonNode>();
        var journal = edge.getBean(Journal.class);
        for (var at = 0L; at < journal.size(); ) {
            var page = journal.read(at, 500);
            for (var each : page) {
                if (each.entry().kind().name().equals("access")) {
                    all.add(JsonMapper.shared().readTree(each.entry().bytes()));
                }
            }
            at += page.size();
        }
        return all;
    }

    /** Writes an object as a file. */
    Path file(DataSet object) throws IOException {
        return file(folder, object, TransferSyntax.EXPLICIT_LITTLE);
    }

    static Path file(Path home, DataSet object, TransferSyntax syntax) throws IOException {
        var folder = Files.createDirectories(home.resolveSibling("sent"));
        var file = folder.resolve(object.first(Tags.SOPInstanceUID) + ".dcm");
        Part10.write(DicomFile.of(object, syntax), file);
        return file;
    }

    @Override
    public void close() {
        edge.close();
    }

    /** The same in a process of its own, for tests that kill it. */
    public static void main(String[] arguments) throws Exception {
        try (var _ = new WebSite(Path.of(arguments[0]))) {
            Files.createFile(Path.of(arguments[0]).resolve("ready"));
            TimeUnit.HOURS.sleep(1);
        }
    }
}
