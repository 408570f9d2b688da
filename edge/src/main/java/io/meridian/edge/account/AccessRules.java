package io.meridian.edge.account;

import static io.meridian.edge.account.Role.AUDITOR;
import static io.meridian.edge.account.Role.MODALITY;
import static io.meridian.edge.account.Role.RADIOLOGIST;
import static io.meridian.edge.account.Role.STEWARD;

import io.meridian.application.account.AccessGround;
import io.meridian.application.account.Accounts;
import java.util.Arrays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Who may do what: one table, and whatever is not in it is refused. */
@Configuration(proxyBeanMethods = false)
class AccessRules {
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @Bean
    SecurityFilterChain access(HttpSecurity http, Accounts accounts) {
        return AccessGround.lay(http, accounts, CONTENT_SECURITY_POLICY)
                .authorizeHttpRequests(rules -> {
                    rules.requestMatchers(HttpMethod.POST, "/api/v1/session")
                            .permitAll()
                            .requestMatchers("/api/v1/session", "/api/v1/status", "/api/v1/jobs")
                            .authenticated()
                            .requestMatchers("/api/v1/studies/**", "/api/v1/results/**")
                            .hasAnyRole(names(RADIOLOGIST))
                            .requestMatchers(HttpMethod.GET, "/dicom-web/**")
                            .hasAnyRole(names(RADIOLOGIST))
                            .requestMatchers(
                                    HttpMethod.POST, "/dicom-web/studies", "/dicom-web/studies/*")
                            .hasAnyRole(names(MODALITY))
                            .requestMatchers("/dicom-web/**")
                            .denyAll()
                            .requestMatchers(
                                    "/api/v1/quarantine",
                                    "/api/v1/labels",
                                    "/api/v1/subjects/erasure")
                            .hasAnyRole(names(STEWARD))
                            .requestMatchers(
                                    HttpMethod.GET, "/api/v1/datasets", "/api/v1/legal-bases")
                            .hasAnyRole(names(STEWARD, AUDITOR))
                            .requestMatchers("/api/v1/datasets", "/api/v1/legal-bases")
                            .hasAnyRole(names(STEWARD))
                            .requestMatchers("/api/v1/lineage")
                            .hasAnyRole(names(STEWARD, RADIOLOGIST, AUDITOR));
                    AccessGround.close(rules);
                })
                .build();
    }

    private static String[] names(Role... roles) {
        return Arrays.stream(roles).map(Role::name).toArray(String[]::new);
    }
}
