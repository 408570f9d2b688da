package io.meridian.edge.dicomweb;

import io.meridian.dicom.json.BulkDataSink;
import io.meridian.dicom.json.DicomJson;
import io.meridian.dicom.web.QidoQuery;
import io.meridian.dicom.web.Resource;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.study.AccessJournal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** QIDO-RS (PS3.18 section 10.6). */
@RestController
@RequestMapping(WebRequest.ROOT)
final class SearchController {
    /** Results of one answer, where none or more were asked for. */
    static final int MOST = 1_000;

    private final Catalogue catalogue;
    private final AccessJournal access;
    private final EdgeConfiguration configuration;

    SearchController(Catalogue catalogue, AccessJournal access, EdgeConfiguration configuration) {
        this.catalogue = catalogue;
        this.access = access;
        this.configuration = configuration;
    }

    @GetMapping("/studies")
    void studies(HttpServletRequest request, HttpServletResponse response, Principal who)
            throws IOException {
        answer(QidoQuery.Level.STUDIES, new Scope.All(), request, response, who);
    }

    @GetMapping("/series")
    void series(HttpServletRequest request, HttpServletResponse response, Principal who)
            throws IOException {
        answer(QidoQuery.Level.SERIES, new Scope.All(), request, response, who);
    }

    @GetMapping("/instances")
    void instances(HttpServletRequest request, HttpServletResponse response, Principal who)
            throws IOException {
        answer(QidoQuery.Level.INSTANCES, new Scope.All(), request, response, who);
    }

    @GetMapping("/studies/{study}/series")
    void seriesOfStudy(
            @PathVariable String study,
            HttpServletRequest request,
            HttpServletResponse response,
            Principal who)
            throws IOException {
        answer(
                QidoQuery.Level.SERIES,
                new Scope.Study(new Resource.Study(study)),
                request,
                response,
                who);
    }

    @GetMapping("/studies/{study}/instances")
    void instancesOfStudy(
            @PathVariable String study,
            HttpServletRequest request,
            HttpServletResponse response,
            Principal who)
            throws IOException {
        answer(
                QidoQuery.Level.INSTANCES,
                new Scope.Study(new Resource.Study(study)),
                request,
                response,
                who);
    }

    @GetMapping("/studies/{study}/series/{series}/instances")
    void instancesOfSeries(
            @PathVariable String study,
            @PathVariable String series,
            HttpServletRequest request,
            HttpServletResponse response,
            Principal who)
            throws IOException {
        answer(
                QidoQuery.Level.INSTANCES,
                new Scope.Series(new Resource.Series(study, series)),
                request,
                response,
                who);
    }

    private void answer(
            QidoQuery.Level level,
            Scope scope,
            HttpServletRequest request,
            HttpServletResponse response,
            Principal who)
            throws IOException {
        var web = new WebRequest(request, configuration);
        var type = web.json();
        var query = QidoQuery.parse(level, web.query());
        var limit = Math.min(query.limit(), MOST);
        var found = catalogue.search(query, scope, limit, web.base());
        access.note(who, "dicomweb-" + level.word(), found.studies());
        response.setContentType(type.toString());
        if (query.fuzzy()) {
            warn(
                    response,
                    "The fuzzymatching parameter is not supported. Only literal matching has been performed.");
        }
        if (found.isCut()) {
            warn(response, "There are additional results that can be requested");
        }
        if (found.isScanned()) {
            warn(
                    response,
                    "The search ended before older studies; narrow it by date, patient or UID");
        }
        DicomJson.writeAll(found.results(), response.getOutputStream(), BulkDataSink.NONE);
    }

    private static void warn(HttpServletResponse response, String text) {
        response.addHeader("Warning", "299 edge \"%s\"".formatted(text));
    }
}
