package io.meridian.edge.dicomweb;

import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.web.MediaType;
import io.meridian.dicom.web.MultipartWriter;
import io.meridian.dicom.web.Resource;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.reception.Instances;
import io.meridian.edge.reception.Lookups;
import io.meridian.edge.study.AccessJournal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** WADO-RS for whole objects and their attributes (PS3.18 section 10.4). */
@RestController
@RequestMapping(WebRequest.ROOT + "/studies/{study}")
final class RetrieveController {
    private final StoredObjects objects;
    private final MetadataAnswer metadata;
    private final Lookups lookups;
    private final AccessJournal access;
    private final EdgeConfiguration configuration;

    RetrieveController(
            StoredObjects objects,
            MetadataAnswer metadata,
            Lookups lookups,
            AccessJournal access,
            EdgeConfiguration configuration) {
        this.objects = objects;
        this.metadata = metadata;
        this.lookups = lookups;
        this.access = access;
        this.configuration = configuration;
    }

    @GetMapping
    void study(
            @PathVariable String study,
            HttpServletRequest request,
            HttpServletResponse response,
            Principal who)
            throws IOException {
        give(new Resource.Study(study), request, response, who);
    }

    @GetMapping("/series/{series}")
    void series(
            @PathVariable String study,
            @PathVariable String series,
            HttpServletRequest request,
            HttpServletResponse response,
            Principal who)
            throws IOException {
        give(new Resource.Series(study, series), request, response, who);
    }

    @GetMapping("/series/{series}/instances/{instance}")
    void instance(
            @PathVariable String study,
            @PathVariable String series,
            @PathVariable String instance,
            HttpServletRequest request,
            HttpServletResponse response,
            Principal who)
            throws IOException {
        give(new Resource.Instance(study, series, instance), request, response, who);
    }

    @GetMapping("/metadata")
    void studyMetadata(
            @PathVariable String study,
            HttpServletRequest request,
            HttpServletResponse response,
            Principal who)
            throws IOException {
        describe(new Resource.Study(study), request, response, who);
    }

    @GetMapping("/series/{series}/metadata")
    void seriesMetadata(
            @PathVariable String study,
            @PathVariable String series,
            HttpServletRequest request,
            HttpServletResponse response,
            Principal who)
            throws IOException {
        describe(new Resource.Series(study, series), request, response, who);
    }

    @GetMapping("/series/{series}/instances/{instance}/metadata")
    void instanceMetadata(
            @PathVariable String study,
            @PathVariable String series,
            @PathVariable String instance,
            HttpServletRequest request,
            HttpServletResponse response,
            Principal who)
            throws IOException {
        describe(new Resource.Instance(study, series, instance), request, response, who);
    }

    private record Outgoing(Instances.Row row, Delivery delivery, boolean isStored) {}

    private void give(
            Resource resource,
            HttpServletRequest request,
            HttpServletResponse response,
            Principal who)
            throws IOException {
        var accept = new WebRequest(request, configuration).accept();
        var single = resource instanceof Resource.Instance;
        var all = new ArrayList<Outgoing>();
        for (var row : objects.find(resource)) {
            var stored = objects.transferSyntax(row);
            var delivery = Delivery.of(accept, stored, single);
            all.add(new Outgoing(row, delivery, delivery.target().equals(stored)));
        }
        note(who, resource, all.stream().map(Outgoing::row).toList());
        var first = all.getFirst();
        if (!first.delivery().multipart()) {
            response.setContentType(first.delivery().type().toString());
            write(first, response.getOutputStream());
            return;
        }
        var writer = new MultipartWriter(response.getOutputStream());
        response.setContentType(writer.contentType(MediaType.DICOM).toString());
        for (var each : all) {
            writer.part(each.delivery().type(), Map.of(), out -> write(each, out));
        }
        writer.end();
    }

    /** As it is stored, piece by piece; else encoded anew in memory. */
    private void write(Outgoing outgoing, OutputStream out) throws IOException {
        if (outgoing.isStored()) {
            try (var in = objects.open(outgoing.row())) {
                in.transferTo(out);
            }
            return;
        }
        objects.<Boolean, IOException>with(
                outgoing.row(),
                file -> {
                    Part10.write(DicomFile.of(file.dataSet(), outgoing.delivery().target()), out);
                    return true;
                });
    }

    private void describe(
            Resource resource,
            HttpServletRequest request,
            HttpServletResponse response,
            Principal who)
            throws IOException {
        var web = new WebRequest(request, configuration);
        var type = web.json();
        var rows = objects.find(resource);
        note(who, resource, rows);
        response.setContentType(type.toString());
        metadata.write(rows, resource.studyUid(), web.base(), response.getOutputStream());
    }

    /**
     * Opaque ids: of the study, and of the series or the instance where only that was asked for.
     */
    private void note(Principal who, Resource resource, List<Instances.Row> rows) {
        var study = rows.getFirst().study();
        access.note(
                who,
                "dicomweb-" + resource.level(),
                switch (resource) {
                    case Resource.Study _ -> List.of(study);
                    case Resource.Series(_, var series) -> List.of(study, lookups.series(series));
                    case Resource.Instance _ -> List.of(study, rows.getFirst().id());
                });
    }
}
