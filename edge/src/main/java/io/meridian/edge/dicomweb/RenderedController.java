package io.meridian.edge.dicomweb;

import io.meridian.application.http.ApiException;
import io.meridian.dicom.web.MediaType;
import io.meridian.dicom.web.QueryString;
import io.meridian.dicom.web.RenderingParameters;
import io.meridian.dicom.web.Resource;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.study.AccessJournal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** WADO-RS for pictures (PS3.18 section 10.4.1.1.3). */
@RestController
@RequestMapping(WebRequest.ROOT + "/studies/{study}/series/{series}/instances/{instance}")
final class RenderedController {
    private static final List<MediaType> PICTURES = List.of(MediaType.JPEG, MediaType.PNG);
    private static final String FRAME = "[1-9][0-9]{0,8}";

    private final StoredObjects objects;
    private final RenderedPictures pictures;
    private final AccessJournal access;
    private final EdgeConfiguration configuration;

    RenderedController(
            StoredObjects objects,
            RenderedPictures pictures,
            AccessJournal access,
            EdgeConfiguration configuration) {
        this.objects = objects;
        this.pictures = pictures;
        this.access = access;
        this.configuration = configuration;
    }

    /** The first frame. */
    @GetMapping("/rendered")
    void instance(
            @PathVariable String study,
            @PathVariable String series,
            @PathVariable String instance,
            HttpServletRequest request,
            HttpServletResponse response,
            Principal who)
            throws IOException {
        give(new Resource.Instance(study, series, instance), 1, request, response, who);
    }

    @GetMapping("/frames/{frame}/rendered")
    void frame(
            @PathVariable String study,
            @PathVariable String series,
            @PathVariable String instance,
            @PathVariable String frame,
            HttpServletRequest request,
            HttpServletResponse response,
            Principal who)
            throws IOException {
        if (!frame.matches(FRAME)) {
            throw new ApiException(
                    HttpStatus.BAD_REQUEST, "one frame, counted from 1, is rendered at a time");
        }
        give(
                new Resource.Instance(study, series, instance),
                Integer.parseInt(frame),
                request,
                response,
                who);
    }

    private void give(
            Resource.Instance instance,
            int frame,
            HttpServletRequest request,
            HttpServletResponse response,
            Principal who)
            throws IOException {
        var web = new WebRequest(request, configuration);
        var type =
                web.accept()
                        .choose(PICTURES, false)
                        .orElseThrow(() ->
                                new ApiException(
                                        HttpStatus.NOT_ACCEPTABLE,
                                        "pictures are image/jpeg or image/png"));
        var parameters = RenderingParameters.parse(QueryString.parse(web.query()).toMap());
        var row = objects.find(instance).getFirst();
        access.note(who, "dicomweb-rendered", List.of(row.study(), row.id()));
        var picture = pictures.of(row, frame, parameters, type);
        response.setContentType(type.toString());
        response.getOutputStream().write(picture);
    }
}
