package io.meridian.application.account;

import io.meridian.application.http.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Logging in and out. */
@RestController
@RequestMapping("/api/v1/session")
public final class SessionController {
    private final Accounts accounts;
    private final String organisation;
    private final Runnable refused;

    /**
     * The logins of an application.
     *
     * @param organisation told to whoever logs in
     * @param refused told of each wrong name or password
     */
    public SessionController(Accounts accounts, String organisation, Runnable refused) {
        this.accounts = accounts;
        this.organisation = organisation;
        this.refused = refused;
    }

    record Credentials(String username, String password) {}

    record Opened(
            String token,
            String username,
            List<String> roles,
            String organisation,
            Instant expires) {}

    @PostMapping
    Opened open(@RequestBody Credentials credentials, HttpServletRequest request) {
        if (credentials.username() == null || credentials.password() == null) {
            throw new ApiException(HttpStatus.BAD_REQUEST, "username and password are needed");
        }
        return switch (accounts.open(
                request.getRemoteAddr(), credentials.username(), credentials.password())) {
            case Accounts.Login.Opened(var session) ->
                    new Opened(
                            session.token(),
                            session.account().username(),
                            session.account().roles().stream().map(AccountRole::word).toList(),
                            organisation,
                            session.expires());
            case Accounts.Login.Refused() -> {
                refused.run();
                throw new ApiException(
                        HttpStatus.UNAUTHORIZED, "the user name or the password is wrong");
            }
            case Accounts.Login.TooManyFailures() ->
                    throw new ApiException(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "too many failed logins for this name; wait five minutes");
            case Accounts.Login.Busy() ->
                    throw new ApiException(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "too many log in at this moment; try again in a few seconds");
        };
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void close(@RequestHeader("Authorization") String authorization) {
        accounts.close(authorization.substring("Bearer ".length()));
    }
}
