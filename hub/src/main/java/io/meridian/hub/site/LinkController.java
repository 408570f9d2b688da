package io.meridian.hub.site;

import io.meridian.application.http.ApiException;
import io.meridian.network.NetworkException;
import io.meridian.network.link.LongPoll;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The link for sites whose networks hold no streams. */
@RestController
final class LinkController {
    private final Desk desk;
    private final ObservedState observed;

    LinkController(Desk desk, ObservedState observed) {
        this.desk = desk;
        this.observed = observed;
    }

    @PostMapping(
            path = LongPoll.PATH,
            consumes = LongPoll.MEDIA_TYPE,
            produces = LongPoll.MEDIA_TYPE)
    byte[] exchange(@RequestBody byte[] message, Principal site) {
        try {
            var answer = LongPoll.answer(desk, site.getName(), message);
            observed.polled(site.getName());
            return answer;
        } catch (NetworkException e) {
            throw new ApiException(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }
}
