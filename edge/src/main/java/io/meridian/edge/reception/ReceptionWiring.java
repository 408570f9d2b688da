package io.meridian.edge.reception;

import io.meridian.edge.home.ZoneKeys;
import io.meridian.governance.ResearchKeys;
import io.meridian.governance.identity.IdentityIndex;
import io.meridian.governance.identity.IdentityStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The library's parts that reception runs on. */
@Configuration(proxyBeanMethods = false)
class ReceptionWiring {

    @Bean
    IdentityIndex identityIndex(ResearchKeys researchKeys, IdentityStore store) {
        return IdentityIndex.of(researchKeys, store);
    }

    @Bean
    Lookups lookups(ZoneKeys zoneKeys) {
        return new Lookups(zoneKeys);
    }

    @Bean
    Sealed sealed(ZoneKeys zoneKeys) {
        return new Sealed(zoneKeys);
    }
}
