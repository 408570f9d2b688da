package io.meridian.edge.study;

import io.meridian.application.http.ApiException;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Studies and their pictures. */
@RestController
@RequestMapping("/api/v1/studies")
final class StudyController {
    private static final int MAXIMUM = 200;

    private final Studies studies;
    private final Pictures pictures;
    private final AccessJournal access;

    StudyController(Studies studies, Pictures pictures, AccessJournal access) {
        this.studies = studies;
        this.pictures = pictures;
        this.access = access;
    }

    @GetMapping
    List<Views.Study> list(
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String before,
            Principal who) {
        if (limit < 1 || limit > MAXIMUM) {
            throw new ApiException(HttpStatus.BAD_REQUEST, "limit is 1 to 200");
        }
        var found = studies.list(limit, before);
        access.note(who, "studies", found.stream().map(Views.Study::id).toList());
        return found;
    }

    @GetMapping("/{id}")
    Views.StudyDetail study(@PathVariable String id, Principal who) {
        var study = studies.find(id).orElseThrow(StudyController::absent);
        access.note(who, "study", List.of(study.id()));
        return new Views.StudyDetail(study, studies.instances(study.id()));
    }

    @GetMapping("/{id}/instances/{number}/rendered")
    ResponseEntity<byte[]> rendered(
            @PathVariable String id, @PathVariable int number, Principal who) {
        var instance = studies.instance(id, number).orElseThrow(StudyController::absent);
        access.note(who, "rendered", List.of(id, instance));
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_PNG)
                .cacheControl(CacheControl.noStore())
                .body(pictures.png(instance));
    }

    private static ApiException absent() {
        return new ApiException(HttpStatus.NOT_FOUND, "there is no such study or image here");
    }
}
