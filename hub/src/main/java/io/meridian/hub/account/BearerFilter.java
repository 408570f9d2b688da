package io.meridian.hub.account;

import io.meridian.hub.http.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Turns a bearer token, or a registry client's name and password, into the account behind it. */
final class BearerFilter extends OncePerRequestFilter {
    private static final String PREFIX = "Bearer ";
    private static final String BASIC = "Basic ";
    private final Accounts accounts;

    BearerFilter(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var header = request.getHeader("Authorization");
        if (header != null && header.startsWith(PREFIX)) {
            accounts.find(header.substring(PREFIX.length())).ifPresent(BearerFilter::enter);
        }
        // Browsers send a stored name and password by themselves, so they count for registry
        // clients only.
        if (header != null
                && header.startsWith(BASIC)
                && request.getServletPath().startsWith("/v2/")) {
            switch (basic(request.getRemoteAddr(), header.substring(BASIC.length()))) {
                case Accounts.Check.Right(var account) -> enter(account);
                case Accounts.Check.Wrong() -> {}
                case Accounts.Check.Locked(), Accounts.Check.Busy() -> {
                    Problems.write(
                            response,
                            HttpStatus.TOO_MANY_REQUESTS,
                            "too many logins; try again later");
                    return;
                }
            }
        }
        chain.doFilter(request, response);
    }

    private static void enter(Account account) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(
                        account.username(),
                        "",
                        account.roles().stream()
                                .map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                                .toList()));
        SecurityContextHolder.setContext(context);
    }

    private Accounts.Check basic(String address, String encoded) {
        try {
            var pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            var colon = pair.indexOf(':');
            return colon < 0
                    ? new Accounts.Check.Wrong()
                    : accounts.check(address, pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException _) {
            return new Accounts.Check.Wrong();
        }
    }
}
