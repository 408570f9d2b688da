package io.meridian.network;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.meridian.network.identity.Authority;
import io.meridian.network.identity.Enrolment;
import io.meridian.network.identity.EnrolmentClient;
import io.meridian.network.identity.EnrolmentService;
import io.meridian.network.identity.EnrolmentToken;
import io.meridian.network.identity.TlsIdentity;
import io.meridian.network.link.LongPoll;
import io.meridian.network.link.SiteDesk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The HTTPS port of a hub on loopback, with its authority: real TLS, nothing else of a hub. */
public final class LoopbackHub implements AutoCloseable {
    public static final Duration CERTIFICATE = Duration.ofDays(90);

    public final Authority authority;
    public final Tokens tokens = new Tokens();
    public final EnrolmentService service;

    /** What was asked, oldest first, with the serial number of the client's certificate. */
    public final List<String> requests = new CopyOnWriteArrayList<>();

    public volatile @Nullable SiteDesk desk;
    private final HttpsServer https;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private LoopbackHub(Path folder, Clock clock, @Nullable TlsIdentity poses, String protocol)
            throws IOException {
        authority = Authority.open(folder, clock);
        service =
                new EnrolmentService(
                        authority,
                        tokens,
                        clock,
                        CERTIFICATE,
                        () -> Map.of("https", url().toString()),
                        Map.of("manifest", "ed25519:key"));
        var identity = poses == null ? server() : poses;
        https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(
                new HttpsConfigurator(identity.context()) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        SSLContext context = getSSLContext();
                        var tls = context.getDefaultSSLParameters();
                        tls.setProtocols(new String[] {protocol});
                        tls.setWantClientAuth(true);
                        parameters.setSSLParameters(tls);
                    }
                });
        https.setExecutor(threads);
        https.createContext("/", this::handle);
        https.start();
    }

    public static LoopbackHub start(Path folder, Clock clock) throws IOException {
        return new LoopbackHub(folder, clock, null, "TLSv1.3");
    }

    /** One that shows another identity than a hub's, or speaks another protocol. */
    public static LoopbackHub posing(Path folder, TlsIdentity identity, String protocol)
            throws IOException {
        return new LoopbackHub(folder, Clock.systemUTC(), identity, protocol);
    }

    public TlsIdentity server() {
        return authority.issueServer(List.of("127.0.0.1", "localhost"), Duration.ofDays(825));
    }

    public URI url() {
        return URI.create("https://127.0.0.1:" + https.getAddress().getPort());
    }

    public EnrolmentToken invite(String site) {
        return service.invite(url(), site, Duration.ofHours(1));
    }

    public TlsIdentity enrol(String site) {
        return EnrolmentClient.enrol(invite(site), "ed25519:site").identity();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var certificate = certificate((HttpsExchange) exchange);
            var path = exchange.getRequestURI().getPath();
            requests.add(path + " " + (certificate == null ? "" : certificate.getSerialNumber()));
            var body = exchange.getRequestBody().readAllBytes();
            var json = JsonMapper.shared();
            switch (path) {
                case "/enrol/v1/enrol" ->
                        answer(
                                exchange,
                                service.enrol(json.readValue(body, Enrolment.Request.class)));
                case "/enrol/v1/renew" ->
                        answer(
                                exchange,
                                service.renew(json.readValue(body, Enrolment.Renewal.class)));
                default -> answer(exchange, certificate, body);
            }
        }
    }

    private void answer(HttpExchange exchange, @Nullable X509Certificate certificate, byte[] body)
            throws IOException {
        var present = desk;
        if (certificate == null) {
            send(exchange, 401, new byte[0]);
        } else if (present == null) {
            send(exchange, 200, TlsIdentity.nameOf(certificate).getBytes(StandardCharsets.UTF_8));
        } else {
            try {
                send(
                        exchange,
                        200,
                        LongPoll.answer(present, TlsIdentity.nameOf(certificate), body));
            } catch (NetworkException e) {
                send(exchange, 400, new byte[0]);
            }
        }
    }

    private static void answer(HttpExchange exchange, Enrolment.Outcome outcome)
            throws IOException {
        var json = JsonMapper.shared();
        switch (outcome) {
            case Enrolment.Outcome.Granted(_, _, var answer) ->
                    send(exchange, 200, json.writeValueAsBytes(answer));
            case Enrolment.Outcome.Refused(var reason) ->
                    send(exchange, 403, json.writeValueAsBytes(Map.of("detail", reason)));
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static @Nullable X509Certificate certificate(HttpsExchange exchange) {
        try {
            return (X509Certificate) exchange.getSSLSession().getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException _) {
            return null;
        }
    }

    @Override
    public void close() {
        https.stop(0);
        threads.close();
    }
}
