package io.meridian.edge.study;

import io.meridian.application.http.ApiException;
import io.meridian.edge.inference.Reports;
import io.meridian.edge.inference.Result;
import io.meridian.edge.inference.Results;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Results, their reports, and reviews of them. */
@RestController
@RequestMapping("/api/v1/results/{id}")
final class ResultController {
    private static final MediaType DICOM = MediaType.valueOf("application/dicom");
    private static final MediaType FHIR = MediaType.valueOf("application/fhir+json");
    private static final int COMMENT_LIMIT = 2_000;
    private static final List<String> FINDINGS = List.of("positive", "negative");

    private final Studies studies;
    private final Results results;
    private final Reports reports;
    private final Reviews reviews;
    private final AccessJournal access;

    ResultController(
            Studies studies,
            Results results,
            Reports reports,
            Reviews reviews,
            AccessJournal access) {
        this.studies = studies;
        this.results = results;
        this.reports = reports;
        this.reviews = reviews;
        this.access = access;
    }

    @GetMapping
    Views.Result result(@PathVariable String id, Principal who) {
        var result = studies.result(id).orElseThrow(ResultController::absent);
        access.note(who, "result", List.of(id));
        return result;
    }

    @GetMapping("/sr")
    ResponseEntity<byte[]> structured(@PathVariable String id, Principal who) {
        var result = reported(id);
        if (!reports.hasStructured(result)) {
            throw new ApiException(HttpStatus.NOT_FOUND, "the report is not written yet");
        }
        access.note(who, "sr", List.of(id));
        return document(DICOM, reports.structured(result));
    }

    @GetMapping("/fhir")
    ResponseEntity<byte[]> fhir(@PathVariable String id, Principal who) {
        var result = reported(id);
        access.note(who, "fhir", List.of(id));
        return document(FHIR, reports.fhir(result));
    }

    @PostMapping("/review")
    @ResponseStatus(HttpStatus.CREATED)
    Views.Entry review(
            @PathVariable String id, @RequestBody Views.ReviewRequest request, Principal who) {
        var result = shown(id);
        var verdict = request.verdict();
        var comment = request.comment();
        if (verdict == null
                || !(verdict.equals(Reviews.AGREE) || verdict.equals(Reviews.CORRECT))) {
            throw new ApiException(HttpStatus.BAD_REQUEST, "verdict is agree or correct");
        }
        if (comment != null && comment.length() > COMMENT_LIMIT) {
            throw new ApiException(HttpStatus.BAD_REQUEST, "a comment has at most 2000 characters");
        }
        var found = result.finding();
        if (result.state() != Result.State.EVALUATED || found == null) {
            throw new ApiException(
                    HttpStatus.CONFLICT,
                    "the study was not evaluated: there is no finding to review");
        }
        if (result.reference() == null) {
            throw new ApiException(
                    HttpStatus.CONFLICT, "the result is just being written; try again");
        }
        var finding = finding(verdict, request.finding(), found);
        return new Views.Entry(
                reviews.add(result, who.getName(), verdict, finding, comment).text());
    }

    /** Agreement takes the result's finding over; a correction states its own. */
    private static String finding(String verdict, @Nullable String stated, String found) {
        if (verdict.equals(Reviews.AGREE)) {
            if (stated != null && !stated.equals(found)) {
                throw new ApiException(
                        HttpStatus.BAD_REQUEST, "who agrees states no other finding; correct it");
            }
            return found;
        }
        if (stated == null || !FINDINGS.contains(stated)) {
            throw new ApiException(
                    HttpStatus.BAD_REQUEST,
                    "a correction states its finding: positive or negative");
        }
        return stated;
    }

    private Result reported(String id) {
        var result = shown(id);
        if (!Reports.reportable(result)) {
            throw new ApiException(HttpStatus.NOT_FOUND, "nothing was reported for this study");
        }
        return result;
    }

    private Result shown(String id) {
        return results.find(id)
                .filter(result -> !result.hidden())
                .orElseThrow(ResultController::absent);
    }

    private static ApiException absent() {
        return new ApiException(HttpStatus.NOT_FOUND, "there is no such result here");
    }

    private static ResponseEntity<byte[]> document(MediaType type, byte[] content) {
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.noStore())
                .body(content);
    }
}
