package io.meridian.application.account;

import io.meridian.application.http.Problems;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** What the access rules of both applications stand on; each lays its own table over it. */
public final class AccessGround {
    private AccessGround() {}

    /** Bearer tokens and nothing else; strict headers; refusals as problem documents. */
    public static HttpSecurity lay(
            HttpSecurity http, Accounts accounts, String contentSecurityPolicy) {
        return http.csrf(AbstractHttpConfigurer::disable) // tokens travel in a header, not a cookie
                .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .anonymous(it -> {})
                .headers(it ->
                        it.contentSecurityPolicy(csp -> csp.policyDirectives(contentSecurityPolicy))
                                .referrerPolicy(
                                        policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .addFilterBefore(new BearerFilter(accounts), AuthorizationFilter.class)
                .exceptionHandling(it ->
                        it.authenticationEntryPoint((_, response, _) -> askForLogin(response))
                                .accessDeniedHandler((_, response, _) ->
                                        Problems.write(
                                                response,
                                                HttpStatus.FORBIDDEN,
                                                "your role does not allow this")));
    }

    /** The answer to whoever is not logged in and has to be. */
    public static void askForLogin(HttpServletResponse response) throws IOException {
        Problems.write(response, HttpStatus.UNAUTHORIZED, "log in first: POST /api/v1/session");
    }

    /** The end of each table: no other interface, health for everyone, pages for everyone. */
    public static void close(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
                    rules) {
        rules.requestMatchers("/api/**")
                .denyAll()
                .requestMatchers("/actuator/health", "/actuator/health/**", "/error")
                .permitAll()
                .requestMatchers("/actuator/**")
                .denyAll()
                .requestMatchers(HttpMethod.GET, "/**")
                .permitAll()
                .anyRequest()
                .denyAll();
    }
}
