package io.meridian.edge.dicomweb;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What this service does not offer is not there; without this it would be a page's route. */
@RestController
final class NothingElse {

    @GetMapping(WebRequest.ROOT + "/**")
    ProblemDetail nothing() {
        var problem =
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.NOT_FOUND,
                        "there is no such resource; pictures are of instances and frames");
        problem.setInstance(URI.create(WebRequest.ROOT));
        return problem;
    }
}
