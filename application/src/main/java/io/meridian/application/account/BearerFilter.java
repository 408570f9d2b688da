package io.meridian.application.account;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Turns a bearer token into the account behind it. */
public final class BearerFilter extends OncePerRequestFilter {
    private static final String PREFIX = "Bearer ";
    private final Accounts accounts;

    public BearerFilter(Accounts accounts) {
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
        chain.doFilter(request, response);
    }

    /** From here on the request is this account's. */
    public static void enter(Account account) {
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
}
