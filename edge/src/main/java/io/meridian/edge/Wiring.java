package io.meridian.edge;

import io.meridian.application.account.Accounts;
import io.meridian.application.account.SessionController;
import io.meridian.application.database.Database;
import io.meridian.application.http.BodyLimit;
import io.meridian.application.http.Pages;
import io.meridian.application.http.Problems;
import io.meridian.application.process.Ports;
import io.meridian.edge.account.Role;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.home.Home;
import io.meridian.edge.home.ZoneKeys;
import io.meridian.edge.work.Memory;
import io.meridian.governance.ResearchKeys;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** What everything else in the edge is built on. */
@Configuration(proxyBeanMethods = false)
class Wiring {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Memory memory() {
        return Memory.ofThisProcess();
    }

    @Bean
    Home home(@Value("${meridian.home}") Path root) {
        return new Home(root);
    }

    @Bean
    EdgeConfiguration edgeConfiguration(Home home) {
        return EdgeConfiguration.read(home);
    }

    @Bean
    ZoneKeys zoneKeys(Home home) {
        return ZoneKeys.open(home);
    }

    @Bean
    ResearchKeys researchKeys(ZoneKeys zoneKeys) {
        return ResearchKeys.of(zoneKeys.derive("research zone"));
    }

    @Bean
    Ports ports(Home home) {
        return new Ports(home.ports());
    }

    @Bean
    Database edgeDatabase(Home home) {
        return new Database(home.edgeDatabase(), "migrations/edge");
    }

    @Bean
    Database clinicalDatabase(Home home) {
        return new Database(home.clinicalDatabase(), "migrations/clinical");
    }

    @Bean
    Database researchDatabase(Home home) {
        return new Database(home.researchDatabase(), "migrations/research");
    }

    @Bean
    Accounts accounts(Database edgeDatabase, Clock clock) {
        return new Accounts(edgeDatabase, clock, Role::valueOf);
    }

    @Bean
    SessionController sessionController(Accounts accounts, EdgeConfiguration configuration) {
        return new SessionController(accounts, configuration.organisationName(), () -> {});
    }

    @Bean
    Problems problems() {
        return new Problems();
    }

    @Bean
    Pages pages() {
        return new Pages("edge");
    }

    @Bean
    BodyLimit bodyLimit() {
        return new BodyLimit(path ->
                switch (path) {
                    case "/api/v1/session" -> BodyLimit.SMALL;
                    case "/api/v1/labels" -> BodyLimit.LARGE;
                    // Whoever reads the parts of a store counts them.
                    case String it when it.startsWith("/dicom-web/") -> Long.MAX_VALUE;
                    default -> BodyLimit.USUAL;
                });
    }

    @Bean
    WebPort webPort(Ports ports) {
        return new WebPort(ports);
    }

    /** Notes the port when the server has bound it. */
    static final class WebPort {
        private final Ports ports;

        WebPort(Ports ports) {
            this.ports = ports;
        }

        @EventListener
        void bound(ServletWebServerInitializedEvent event) {
            ports.note("http", event.getWebServer().getPort());
        }
    }
}
