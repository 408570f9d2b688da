package io.meridian.hub.account;

import io.meridian.application.account.Accounts;
import io.meridian.application.account.BearerFilter;
import io.meridian.application.http.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns a registry client's name and password into the account behind it. Browsers send a stored
 * name and password by themselves, so they count below {@code /v2/} only.
 */
final class RegistryLoginFilter extends OncePerRequestFilter {
    private static final String PREFIX = "Basic ";
    private final Accounts accounts;

    RegistryLoginFilter(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var header = request.getHeader("Authorization");
        return header == null
                || !header.startsWith(PREFIX)
                || !request.getServletPath().startsWith("/v2/");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var encoded = request.getHeader("Authorization").substring(PREFIX.length());
        switch (check(request.getRemoteAddr(), encoded)) {
            case Accounts.Check.Right(var account) -> BearerFilter.enter(account);
            case Accounts.Check.Wrong() -> {}
            case Accounts.Check.Locked(), Accounts.Check.Busy() -> {
                Problems.write(
                        response, HttpStatus.TOO_MANY_REQUESTS, "too many logins; try again later");
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private Accounts.Check check(String address, String encoded) {
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
