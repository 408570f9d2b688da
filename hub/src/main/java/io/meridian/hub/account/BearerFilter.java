package io.meridian.hub.account;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
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
        if (header != null) {
            account(header)
                    .ifPresent(account -> {
                        var context = SecurityContextHolder.createEmptyContext();
                        context.setAuthentication(
                                UsernamePasswordAuthenticationToken.authenticated(
                                        account.username(),
                                        "",
                                        account.roles().stream()
                                                .map(role ->
                                                        new SimpleGrantedAuthority(
                                                                "ROLE_" + role.name()))
                                                .toList()));
                        SecurityContextHolder.setContext(context);
                    });
        }
        chain.doFilter(request, response);
    }

    private Optional<Account> account(String header) {
        if (header.startsWith(PREFIX)) {
            return accounts.find(header.substring(PREFIX.length()));
        }
        if (!header.startsWith(BASIC)) {
            return Optional.empty();
        }
        try {
            var pair =
                    new String(
                            Base64.getDecoder().decode(header.substring(BASIC.length())),
                            StandardCharsets.UTF_8);
            var colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : accounts.verify(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
