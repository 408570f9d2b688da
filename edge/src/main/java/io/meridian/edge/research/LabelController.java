package io.meridian.edge.research;

import io.meridian.application.http.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes labels by original UID. */
@RestController
final class LabelController {
    private static final int BYTES = 64 << 20;

    private final LabelImport labels;

    LabelController(LabelImport labels) {
        this.labels = labels;
    }

    record Answer(int accepted, int unmatched, List<String> problems) {}

    @PostMapping(path = "/api/v1/labels", consumes = "text/csv")
    Answer take(InputStream body) throws IOException {
        // One byte more than a file may have: the reader then says that it is too long.
        return switch (labels.take(body.readNBytes(BYTES + 1))) {
            case LabelImport.Outcome.Imported(var accepted, var unmatched, var problems) ->
                    new Answer(accepted, unmatched, problems);
            case LabelImport.Outcome.Refused(var reason) ->
                    throw new ApiException(HttpStatus.BAD_REQUEST, reason);
        };
    }
}
