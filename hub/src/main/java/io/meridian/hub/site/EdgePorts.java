package io.meridian.hub.site;

import io.meridian.application.process.Ports;
import io.meridian.hub.home.Home;
import io.meridian.hub.home.HubConfiguration;
import io.meridian.hub.home.HubException;
import io.meridian.hub.home.HubKeys;
import io.meridian.network.identity.EnrolmentService;
import io.meridian.network.identity.TlsIdentity;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The ports for edges: TLS 1.3 from the hub's own authority. HTTPS asks for a client certificate
 * and leaves it to each path whether one is needed; the stream's port demands it.
 */
@Configuration(proxyBeanMethods = false)
class EdgePorts {
    private static final Duration SERVER_CERTIFICATE = Duration.ofDays(825);
    private static final Duration SITE_CERTIFICATE = Duration.ofDays(90);
    private static final String TLS = "TLSv1.3";

    @Bean
    TlsIdentity serverIdentity(HubKeys keys, HubConfiguration configuration) {
        return keys.authority().issueServer(configuration.hosts(), SERVER_CERTIFICATE);
    }

    @Bean
    EnrolmentService enrolmentService(
            HubKeys keys,
            SiteRegister sites,
            Clock clock,
            HubConfiguration configuration,
            Ports ports) {
        return new EnrolmentService(
                keys.authority(),
                sites,
                clock,
                SITE_CERTIFICATE,
                () -> addresses(configuration, ports),
                keys.publicKeys());
    }

    /** Where edges find this hub. */
    static URI https(HubConfiguration configuration, Ports ports) {
        return URI.create(
                "https://%s:%d"
                        .formatted(
                                configuration.hosts().getFirst(),
                                ports.all().getOrDefault("https", 0)));
    }

    private static Map<String, String> addresses(HubConfiguration configuration, Ports ports) {
        return Map.of(
                "https",
                https(configuration, ports).toString(),
                "grpc",
                "%s:%d"
                        .formatted(
                                configuration.hosts().getFirst(),
                                ports.all().getOrDefault("grpc", 0)));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> edgeConnector(
            Home home, HubConfiguration configuration, TlsIdentity serverIdentity) {
        return factory ->
                factory.addAdditionalConnectors(connector(home, configuration, serverIdentity));
    }

    private static Connector connector(
            Home home, HubConfiguration configuration, TlsIdentity identity) {
        var tls = new SSLHostConfig();
        tls.setProtocols(TLS);
        tls.setCertificateVerification("optional");
        tls.setTrustStore(identity.trustStore());
        var certificate =
                new SSLHostConfigCertificate(tls, SSLHostConfigCertificate.Type.UNDEFINED);
        try {
            certificate.setCertificateKeystore(identity.keyStore());
            certificate.setCertificateKeystorePassword("");
        } catch (IllegalArgumentException e) {
            throw new HubException("the hub's certificate cannot be used", e);
        }
        tls.addCertificate(certificate);
        var connector = new Connector(TomcatServletWebServerFactory.DEFAULT_PROTOCOL);
        connector.setPort(
                Ports.choose(
                        configuration.edgeAddress(),
                        configuration.httpsPort(),
                        Ports.last(home.ports(), "https")));
        connector.setScheme("https");
        connector.setSecure(true);
        connector.setProperty("address", configuration.edgeAddress());
        connector.setProperty("SSLEnabled", "true");
        connector.setProperty("maxThreads", "32");
        connector.addSslHostConfig(tls);
        return connector;
    }

    /** Notes the ports when the server has bound them. */
    @Bean
    ApplicationListener<ServletWebServerInitializedEvent> boundPorts(Ports ports) {
        return event -> {
            var server = (TomcatWebServer) event.getWebServer();
            ports.note("http", server.getPort());
            for (var connector : server.getTomcat().getService().findConnectors()) {
                if (connector.getSecure()) {
                    ports.note("https", connector.getLocalPort());
                }
            }
        };
    }
}
