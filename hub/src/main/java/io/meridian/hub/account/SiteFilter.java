package io.meridian.hub.account;

import io.meridian.application.http.Problems;
import io.meridian.hub.site.SiteRegister;
import io.meridian.network.identity.TlsIdentity;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Which paths are served where: the edges' paths only over TLS, people's paths only without it (on
 * loopback, behind the centre's own proxy). A client certificate, verified by TLS, names the site.
 */
final class SiteFilter extends OncePerRequestFilter {
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    private final SiteRegister sites;

    SiteFilter(SiteRegister sites) {
        this.sites = sites;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var path = request.getRequestURI();
        var forEdgesOnly = path.startsWith("/enrol/") || path.startsWith("/link/");
        var forBoth = path.startsWith("/v2/");
        if (request.isSecure() ? !forEdgesOnly && !forBoth : forEdgesOnly) {
            Problems.write(response, HttpStatus.NOT_FOUND, "this is not served on this port");
            return;
        }
        if (request.isSecure()) {
            var presented = request.getAttribute(CERTIFICATES);
            if (presented instanceof X509Certificate[] chainOfSite && chainOfSite.length > 0) {
                var since = chainOfSite[0].getNotBefore().toInstant();
                if (!path.startsWith("/enrol/")
                        && !sites.admits(TlsIdentity.nameOf(chainOfSite[0]), since)) {
                    Problems.write(
                            response, HttpStatus.FORBIDDEN, "this hub revoked the certificate");
                    return;
                }
                var context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(
                                TlsIdentity.nameOf(chainOfSite[0]),
                                "",
                                List.of(new SimpleGrantedAuthority("ROLE_" + AccessRules.SITE))));
                SecurityContextHolder.setContext(context);
            } else if (!path.startsWith("/enrol/")) {
                Problems.write(
                        response,
                        HttpStatus.UNAUTHORIZED,
                        "a client certificate of this hub is needed");
                return;
            }
        }
        chain.doFilter(request, response);
    }
}
