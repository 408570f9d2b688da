package io.meridian.edge.research;

import io.meridian.application.http.ApiException;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.governance.identity.IdentityIndex;
import io.meridian.governance.identity.PatientIdentifier;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Erases a person from this site. The answer does not repeat who it was. */
@RestController
final class ErasureController {
    private static final int IDENTIFIER = 256;
    private static final int REASON = 200;

    private final IdentityIndex subjects;
    private final Erasures erasures;
    private final ResearchZone zone;
    private final EdgeConfiguration configuration;

    ErasureController(
            IdentityIndex subjects,
            Erasures erasures,
            ResearchZone zone,
            EdgeConfiguration configuration) {
        this.subjects = subjects;
        this.erasures = erasures;
        this.zone = zone;
        this.configuration = configuration;
    }

    record Request(@Nullable String patientId, @Nullable String issuer, @Nullable String reason) {
        /** Hides the number. */
        @Override
        public String toString() {
            return "Request[hidden]";
        }
    }

    @PostMapping("/api/v1/subjects/erasure")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void erase(@RequestBody Request request, Principal who) {
        var number = Requests.text("patientId", request.patientId(), IDENTIFIER);
        var reason = Requests.text("reason", request.reason(), REASON);
        var issuer =
                request.issuer() == null || request.issuer().isBlank()
                        ? configuration.organisationName()
                        : Requests.text("issuer", request.issuer(), IDENTIFIER);
        var subject =
                subjects.find(new PatientIdentifier(issuer, number))
                        .orElseThrow(() ->
                                new ApiException(
                                        HttpStatus.NOT_FOUND,
                                        "this site has no subject of this number and issuer"));
        zone.atRest(() -> erasures.erase(subject, who.getName(), reason));
    }
}
