package io.meridian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Which paths the hub serves on which port, and that they are documented. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ServedPathsTests {
    private TestHub hub;

    @BeforeAll
    void start(@TempDir Path folder) {
        hub = TestHub.create(folder);
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    void servesEdgesPathsOverTlsOnlyAndPeoplesPathsWithoutIt() throws Exception {
        var authority = hub.bean(io.meridian.hub.home.HubKeys.class).authority().certificate();
        try (var nobody = new HubApi(hub.port("http"), null);
                var tls = HttpClient.newBuilder().sslContext(trusting(authority)).build()) {
            for (var path : List.of("/enrol/v1/enrol", "/link/v1/exchange")) {
                assertThat(nobody.send("POST", path, "application/json", new byte[0]).statusCode())
                        .isEqualTo(404);
            }
            assertThat(overTls(tls, "/api/v1/status")).isEqualTo(404);
            assertThat(overTls(tls, "/")).isEqualTo(404);
            assertThat(overTls(tls, "/v2/")).isEqualTo(401);
        }
    }

    @Test
    void servesTheConsoleAndItsRoutesWithStrictHeaders() {
        try (var nobody = new HubApi(hub.port("http"), null)) {
            for (var path : List.of("/", "/jobs", "/index.html")) {
                var page = nobody.send("GET", path, "text/html", new byte[0]);
                assertThat(page.statusCode()).as(path).isEqualTo(200);
                assertThat(new String(page.body(), java.nio.charset.StandardCharsets.UTF_8))
                        .contains("Console for tests");
                assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                        .contains("default-src 'none'")
                        .contains("script-src 'self'");
            }
            assertThat(nobody.send("GET", "/missing.js", "text/html", new byte[0]).statusCode())
                    .isEqualTo(404);
            assertThat(nobody.send("GET", "/openapi.yaml", "text/html", new byte[0]).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void documentsEveryPathThatItServes() throws Exception {
        var documented = new TreeSet<String>();
        try (var in = Hub.class.getResourceAsStream("/static/openapi.yaml")) {
            var document = new YAMLMapper().readTree(in);
            for (var path : document.path("paths").properties()) {
                path.getValue()
                        .propertyStream()
                        .forEach(method ->
                                documented.add(
                                        method.getKey().toUpperCase(java.util.Locale.ROOT)
                                                + " "
                                                + path.getKey()));
            }
        }
        var served = new TreeSet<String>();
        hub.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping ->
                        mapping.getPatternValues()
                                .forEach(path -> {
                                    var methods = mapping.getMethodsCondition().getMethods();
                                    if (methods.isEmpty() && path.equals("/v2/**")) {
                                        List.of("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE")
                                                .forEach(each -> served.add(each + " " + path));
                                    }
                                    methods.forEach(each -> served.add(each + " " + path));
                                }));
        assertThat(served).hasSizeGreaterThan(20);
        assertThat(documented).isEqualTo(served);
    }

    /** A client that trusts the hub and has no certificate. */
    private static SSLContext trusting(X509Certificate authority)
            throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        store.setCertificateEntry("authority", authority);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLSv1.3");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private int overTls(HttpClient tls, String path) throws IOException, InterruptedException {
        var address = URI.create("https://127.0.0.1:%d%s".formatted(hub.port("https"), path));
        return tls.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
