package io.meridian.hub.site;

import io.meridian.application.http.ApiException;
import io.meridian.application.process.Ports;
import io.meridian.hub.audit.AuditJournal;
import io.meridian.hub.home.HubConfiguration;
import io.meridian.network.identity.Enrolment;
import io.meridian.network.identity.EnrolmentService;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Inviting hospitals, and the hospitals' own side of it. */
@RestController
final class EnrolmentController {
    private static final int LONGEST_TOKEN_MINUTES = 7 * 24 * 60;

    private final EnrolmentService enrolment;
    private final SiteRegister sites;
    private final DesiredState desired;
    private final HubConfiguration configuration;
    private final Ports ports;
    private final AuditJournal audit;
    private final Clock clock;

    EnrolmentController(
            EnrolmentService enrolment,
            SiteRegister sites,
            DesiredState desired,
            HubConfiguration configuration,
            Ports ports,
            AuditJournal audit,
            Clock clock) {
        this.enrolment = enrolment;
        this.sites = sites;
        this.desired = desired;
        this.configuration = configuration;
        this.ports = ports;
        this.audit = audit;
        this.clock = clock;
    }

    record Invitation(
            String site,
            @Nullable String title,
            @Nullable Integer ttlMinutes,
            @Nullable Boolean replace) {}

    record Token(String token, Instant expires) {}

    @PostMapping("/api/v1/enrolment-tokens")
    Token invite(@RequestBody Invitation invitation, Principal operator) {
        var minutes = invitation.ttlMinutes() == null ? 60 : invitation.ttlMinutes();
        if (invitation.site() == null || minutes < 1 || minutes > LONGEST_TOKEN_MINUTES) {
            throw new ApiException(
                    HttpStatus.BAD_REQUEST,
                    "site is needed, and ttlMinutes from 1 to " + LONGEST_TOKEN_MINUTES);
        }
        if (sites.isEnrolled(invitation.site()) && !Boolean.TRUE.equals(invitation.replace())) {
            throw new ApiException(
                    HttpStatus.CONFLICT,
                    "a site of this name is enrolled; revoke it first, or say replace: true");
        }
        try {
            var token =
                    enrolment.invite(
                            EdgePorts.https(configuration, ports),
                            invitation.site(),
                            Duration.ofMinutes(minutes));
            var title = invitation.title();
            sites.expect(
                    invitation.site(),
                    title == null || title.isBlank() ? invitation.site() : title,
                    invitation.site());
            audit.note(operator.getName(), "invite", Map.of("site", invitation.site()));
            return new Token(token.text(), token.expires());
        } catch (IllegalArgumentException e) {
            throw new ApiException(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    @PostMapping("/api/v1/sites/{site}/revoke")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String site, Principal operator) {
        if (!sites.revoke(site)) {
            throw new ApiException(HttpStatus.NOT_FOUND, "no site of this name is enrolled");
        }
        audit.note(operator.getName(), "revoke", Map.of("site", site));
        desired.touch(site);
    }

    @PostMapping("/enrol/v1/enrol")
    Enrolment.Answer enrol(@RequestBody Enrolment.Request request) {
        var asked = clock.instant();
        return answer(enrolment.enrol(request), "enrol", asked);
    }

    @PostMapping("/enrol/v1/renew")
    Enrolment.Answer renew(@RequestBody Enrolment.Renewal renewal) {
        var asked = clock.instant();
        return answer(enrolment.renew(renewal), "renew", asked);
    }

    private Enrolment.Answer answer(Enrolment.Outcome outcome, String action, Instant asked) {
        return switch (outcome) {
            case Enrolment.Outcome.Granted(var site, var manifestKey, var answer) -> {
                if (!manifestKey.isEmpty()) {
                    sites.enrolled(site, manifestKey, asked);
                }
                audit.note(site, action, Map.of("site", site));
                yield answer;
            }
            case Enrolment.Outcome.Refused(var reason) -> {
                audit.noteSometimes(action + "-refused", Map.of("reason", reason));
                throw new ApiException(HttpStatus.FORBIDDEN, reason);
            }
        };
    }
}
