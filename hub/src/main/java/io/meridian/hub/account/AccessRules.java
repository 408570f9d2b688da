package io.meridian.hub.account;

import static io.meridian.hub.account.Role.ADMIN;
import static io.meridian.hub.account.Role.AUDITOR;
import static io.meridian.hub.account.Role.DEVELOPER;
import static io.meridian.hub.account.Role.OPERATOR;

import io.meridian.application.account.AccessGround;
import io.meridian.application.account.Accounts;
import io.meridian.hub.site.SiteRegister;
import java.util.Arrays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

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
        return AccessGround.lay(http, accounts, CONTENT_SECURITY_POLICY)
                .addFilterBefore(new RegistryLoginFilter(accounts), AuthorizationFilter.class)
                .addFilterBefore(new SiteFilter(sites), AuthorizationFilter.class)
                .authorizeHttpRequests(rules -> {
                    rules.requestMatchers(HttpMethod.POST, "/api/v1/session")
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
                            .hasAnyRole(names(ADMIN, OPERATOR, DEVELOPER, AUDITOR));
                    AccessGround.close(rules);
                })
                .exceptionHandling(it ->
                        it.authenticationEntryPoint((request, response, _) -> {
                            // Registry clients log in when they are asked to.
                            if (request.getRequestURI().startsWith("/v2")) {
                                response.setHeader("WWW-Authenticate", "Basic realm=\"Meridian\"");
                            }
                            AccessGround.askForLogin(response);
                        }))
                .build();
    }

    private static String[] names(Role... roles) {
        return Arrays.stream(roles).map(Role::name).toArray(String[]::new);
    }
}
