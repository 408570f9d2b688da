package io.meridian.edge.research;

import io.meridian.application.http.ApiException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Why data may be used: recorded and read. */
@RestController
@RequestMapping("/api/v1/legal-bases")
final class LegalBasisController {
    private static final int LIMIT = 200;

    private final LegalBases bases;
    private final Clock clock;

    LegalBasisController(LegalBases bases, Clock clock) {
        this.bases = bases;
        this.clock = clock;
    }

    record Request(
            @Nullable String purpose,
            @Nullable String basis,
            @Nullable String approvalNumber,
            @Nullable String scope,
            @Nullable String expires) {}

    record Recorded(String digest) {}

    record Shown(
            String digest,
            String purpose,
            String basis,
            String approvalNumber,
            String scope,
            @Nullable Instant expires) {}

    @GetMapping
    List<Shown> all() {
        return bases.newest(LIMIT).stream()
                .map(each ->
                        new Shown(
                                each.digest().value(),
                                each.basis().purpose(),
                                each.basis().basis(),
                                each.basis().approvalNumber(),
                                each.basis().scope(),
                                each.expires()))
                .toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Recorded record(@RequestBody Request request) {
        var expires = expires(request.expires());
        var basis =
                LegalBases.basis(
                        Requests.text("purpose", request.purpose(), 200),
                        Requests.text("basis", request.basis(), 200),
                        Requests.text("approvalNumber", request.approvalNumber(), 200),
                        Requests.text("scope", request.scope(), 500),
                        expires);
        return new Recorded(bases.record(basis, expires).value());
    }

    private @Nullable Instant expires(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Instant end;
        try {
            end = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Requests.refused(
                    "expires must be a date and time with an offset, such as 2027-01-01T00:00:00Z",
                    e);
        }
        if (!end.isAfter(clock.instant())) {
            throw new ApiException(
                    HttpStatus.BAD_REQUEST, "expires must be in the future; it is over already");
        }
        return end;
    }
}
