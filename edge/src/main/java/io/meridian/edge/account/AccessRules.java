package io.meridian.edge.account;

import static io.meridian.edge.account.Role.AUDITOR;
import static io.meridian.edge.account.Role.RADIOLOGIST;
import static io.meridian.edge.account.Role.STEWARD;

import io.meridian.edge.http.Problems;
import java.util.Arrays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who may do what: one table, and whatever is not in it is refused. */
@Configuration(proxyBeanMethods = false)
class AccessRules {
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @Bean
    SecurityFilterChain access(HttpSecurity http, Accounts accounts) {
        return http.csrf(AbstractHttpConfigurer::disable) // tokens travel in a header, not a cookie
                .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .anonymous(it -> {})
                .headers(it ->
                        it.contentSecurityPolicy(
                                        csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                                .referrerPolicy(
                                        policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .addFilterBefore(new BearerFilter(accounts), AuthorizationFilter.class)
                .authorizeHttpRequests(it ->
                        it.requestMatchers(HttpMethod.POST, "/api/v1/session")
                                .permitAll()
                                .requestMatchers(
                                        "/api/v1/session", "/api/v1/status", "/api/v1/jobs")
                                .authenticated()
                                .requestMatchers("/api/v1/studies/**", "/api/v1/results/**")
                                .hasAnyRole(names(RADIOLOGIST))
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
                                .hasAnyRole(names(STEWARD, RADIOLOGIST, AUDITOR))
                                .requestMatchers("/api/**")
                                .denyAll()
                                .requestMatchers(
                                        "/actuator/health", "/actuator/health/**", "/error")
                                .permitAll()
                                .requestMatchers("/actuator/**")
                                .denyAll()
                                .requestMatchers(HttpMethod.GET, "/**")
                                .permitAll()
                                .anyRequest()
                                .denyAll())
                .exceptionHandling(it ->
                        it.authenticationEntryPoint((_, response, _) ->
                                        Problems.write(
                                                response,
                                                HttpStatus.UNAUTHORIZED,
                                                "log in first: POST /api/v1/session"))
                                .accessDeniedHandler((_, response, _) ->
                                        Problems.write(
                                                response,
                                                HttpStatus.FORBIDDEN,
                                                "your role does not allow this")))
                .build();
    }

    private static String[] names(Role... roles) {
        return Arrays.stream(roles).map(Role::name).toArray(String[]::new);
    }
}
