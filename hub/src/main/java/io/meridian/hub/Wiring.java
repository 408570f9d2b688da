package io.meridian.hub;

import io.meridian.application.account.Accounts;
import io.meridian.application.account.SessionController;
import io.meridian.application.database.Database;
import io.meridian.application.http.BodyLimit;
import io.meridian.application.http.Pages;
import io.meridian.application.http.Problems;
import io.meridian.application.process.Ports;
import io.meridian.artifact.Disclosure;
import io.meridian.artifact.JournalId;
import io.meridian.artifact.journal.Journal;
import io.meridian.artifact.store.OciLayout;
import io.meridian.hub.account.Role;
import io.meridian.hub.audit.AuditJournal;
import io.meridian.hub.home.Home;
import io.meridian.hub.home.HubConfiguration;
import io.meridian.hub.home.HubKeys;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What everything else in the hub is built on. */
@Configuration(proxyBeanMethods = false)
class Wiring {

    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Bean
    Home home(@Value("${meridian.home}") Path root) {
        return new Home(root);
    }

    @Bean
    HubConfiguration hubConfiguration(Home home) {
        return HubConfiguration.read(home);
    }

    @Bean
    HubKeys hubKeys(Home home, Clock clock) {
        return HubKeys.open(home, clock);
    }

    @Bean
    Ports ports(Home home) {
        return new Ports(home.ports());
    }

    @Bean
    Database database(Home home) {
        return new Database(home.database(), "migrations/hub");
    }

    @Bean
    Accounts accounts(Database database, Clock clock) {
        return new Accounts(database, clock, Role::valueOf);
    }

    @Bean
    OciLayout store(Home home, Clock clock) {
        return OciLayout.open(home.layout(), Disclosure.HUB, clock);
    }

    @Bean
    Journal journal(Home home, HubKeys keys, Clock clock) {
        return Journal.open(home.journal(), new JournalId("hub/audit"), keys.journal(), clock);
    }

    @Bean
    SessionController sessionController(
            Accounts accounts, HubConfiguration configuration, AuditJournal audit) {
        return new SessionController(
                accounts,
                configuration.name(),
                () -> audit.noteSometimes("login-refused", Map.of()));
    }

    @Bean
    Problems problems() {
        return new Problems();
    }

    @Bean
    Pages pages() {
        return new Pages("hub");
    }

    /** The registry streams, and counts by its own quotas. */
    @Bean
    BodyLimit bodyLimit() {
        return new BodyLimit(path -> {
            if (path.equals("/api/v1/session") || path.startsWith("/enrol/")) {
                return BodyLimit.SMALL;
            }
            if (path.startsWith("/v2/")) {
                return Long.MAX_VALUE;
            }
            return path.equals("/link/v1/exchange") ? BodyLimit.LARGE : BodyLimit.USUAL;
        });
    }
}
