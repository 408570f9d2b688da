package io.meridian.hub;

import io.meridian.artifact.Disclosure;
import io.meridian.artifact.JournalId;
import io.meridian.artifact.journal.Journal;
import io.meridian.artifact.store.OciLayout;
import io.meridian.hub.account.Accounts;
import io.meridian.hub.database.Database;
import io.meridian.hub.home.Home;
import io.meridian.hub.home.HubConfiguration;
import io.meridian.hub.home.HubKeys;
import io.meridian.hub.home.Ports;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
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
        return new Ports(home);
    }

    @Bean
    Database database(Home home) {
        return new Database(home.database(), "migrations/hub");
    }

    @Bean
    Accounts accounts(Database database, Clock clock) {
        return new Accounts(database, clock);
    }

    @Bean
    OciLayout store(Home home, Clock clock) {
        return OciLayout.open(home.layout(), Disclosure.HUB, clock);
    }

    @Bean
    Journal journal(Home home, HubKeys keys, Clock clock) {
        return Journal.open(home.journal(), new JournalId("hub/audit"), keys.journal(), clock);
    }
}
