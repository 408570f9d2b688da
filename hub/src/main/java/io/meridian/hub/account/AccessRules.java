package io.meridian.hub.account;

import static io.meridian.hub.account.Role.ADMIN;
import static io.meridian.hub.account.Role.AUDITOR;
import static io.meridian.hub.account.Role.DEVELOPER;
import static io.meridian.hub.account.Role.OPERATOR;

import io.meridian.hub.http.Problems;
import io.meridian.hub.site.SiteRegister;
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
    /** The role of a hospital's edge, given by its certificate. */
    static final String SITE = "SITE";

    // A report is one page with its own style and pictures; it is shown in a frame that can run
    // nothing.
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self';"
                    + " frame-src blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @Bean
    SecurityFilterChain accessRulesChain(HttpSecurity http, Accounts accounts, SiteRegister sites) {
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
                .addFilterBefore(new SiteFilter(sites), AuthorizationFilter.class)
                .authorizeHttpRequests(it ->
                        it.requestMatchers(HttpMethod.POST, "/api/v1/session")
                                .permitAll()
                                .requestMatchers(HttpMethod.POST, "/enrol/v1/**")
                                .permitAll()
                                .requestMatchers(HttpMethod.POST, "/link/v1/exchange")
                                .hasRole(SITE)
                                .requestMatchers(HttpMethod.GET, "/v2/**")
                                .hasAnyRole(SITE, "ADMIN", "OPERATOR", "DEVELOPER", "AUDITOR")
                                .requestMatchers(HttpMethod.HEAD, "/v2/**")
                                .hasAnyRole(SITE, "ADMIN", "OPERATOR", "DEVELOPER", "AUDITOR")
                                .requestMatchers("/v2/**")
                                .hasAnyRole(SITE, "ADMIN", "DEVELOPER")
                                .requestMatchers(
                                        HttpMethod.POST,
                                        "/api/v1/enrolment-tokens",
                                        "/api/v1/sites/*/revoke")
                                .hasAnyRole(names(ADMIN, OPERATOR))
                                .requestMatchers(
                                        HttpMethod.POST, "/api/v1/jobs/**", "/api/v1/validations")
                                .hasAnyRole(names(ADMIN, DEVELOPER))
                                .requestMatchers(HttpMethod.POST, "/api/v1/releases")
                                .hasAnyRole(names(ADMIN, OPERATOR))
                                .requestMatchers(HttpMethod.DELETE, "/api/v1/session")
                                .authenticated()
                                .requestMatchers(HttpMethod.GET, "/api/v1/**")
                                .hasAnyRole(names(ADMIN, OPERATOR, DEVELOPER, AUDITOR))
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
                        it.authenticationEntryPoint(
                                        (request, response, _) -> {
                                            // Registry clients log in when they are asked to.
                                            if (request.getRequestURI().startsWith("/v2")) {
                                                response.setHeader(
                                                        "WWW-Authenticate",
                                                        "Basic realm=\"Meridian\"");
                                            }
                                            Problems.write(
                                                    response,
                                                    HttpStatus.UNAUTHORIZED,
                                                    "log in first: POST /api/v1/session");
                                        })
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
