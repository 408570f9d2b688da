package io.meridian.edge.dicomweb;

import io.meridian.application.http.ApiException;
import io.meridian.dicom.Content;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Element;
import io.meridian.dicom.pixels.Frames;
import io.meridian.dicom.web.Accept;
import io.meridian.dicom.web.FrameList;
import io.meridian.dicom.web.MediaType;
import io.meridian.dicom.web.MultipartWriter;
import io.meridian.dicom.web.Resource;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.inference.Images;
import io.meridian.edge.reception.Instances;
import io.meridian.edge.study.AccessJournal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** WADO-RS for frames and bulk data (PS3.18 sections 10.4.1.1.5 and 10.4.1.1.6). */
@RestController
@RequestMapping(WebRequest.ROOT + "/studies/{study}/series/{series}/instances/{instance}")
final class FrameController {
    private final StoredObjects objects;
    private final AccessJournal access;
    private final EdgeConfiguration configuration;

    FrameController(StoredObjects objects, AccessJournal access, EdgeConfiguration configuration) {
        this.objects = objects;
        this.access = access;
        this.configuration = configuration;
    }

    @GetMapping("/frames/{frames}")
    void frames(
            @PathVariable String study,
            @PathVariable String series,
            @PathVariable String instance,
            @PathVariable String frames,
            HttpServletRequest request,
            HttpServletResponse response,
            Principal who)
            throws IOException {
        var accept = new WebRequest(request, configuration).accept();
        var list = FrameList.parse(frames);
        var row = objects.find(new Resource.Instance(study, series, instance)).getFirst();
        var delivery =
                FrameDelivery.of(accept, objects.transferSyntax(row), list.numbers().size() == 1);
        note(who, "dicomweb-frames", row);
        give(row, delivery, list, response);
    }

    private void give(
            Instances.Row row, FrameDelivery delivery, FrameList list, HttpServletResponse response)
            throws IOException {
        var more =
                delivery.isDecoded()
                        ? objects.with(row, file -> Images.toDecode(file.dataSet()))
                        : 0L;
        objects.<Boolean, IOException>with(
                row,
                more,
                file -> {
                    var frames = Frames.of(file);
                    if (list.numbers().getLast() > frames.count()) {
                        throw new ApiException(HttpStatus.NOT_FOUND, "there is no such frame");
                    }
                    write(file, frames, delivery, list, response);
                    return true;
                });
    }

    /** The first frame is there before the answer begins, so that a failure can still be told. */
    private static void write(
            DicomFile file,
            Frames frames,
            FrameDelivery delivery,
            FrameList list,
            HttpServletResponse response)
            throws IOException {
        var first = delivery.bytes(file, frames, list.numbers().getFirst());
        if (!delivery.multipart()) {
            response.setContentType(delivery.type().toString());
            response.getOutputStream().write(first);
            return;
        }
        var writer = new MultipartWriter(response.getOutputStream());
        response.setContentType(writer.contentType(delivery.type()).toString());
        writer.part(delivery.type(), Map.of(), out -> out.write(first));
        for (var number : list.numbers().subList(1, list.numbers().size())) {
            writer.part(
                    delivery.type(),
                    Map.of(),
                    out -> out.write(delivery.bytes(file, frames, number)));
        }
        writer.end();
    }

    @GetMapping("/bulkdata/{path}")
    void bulkData(
            @PathVariable String study,
            @PathVariable String series,
            @PathVariable String instance,
            @PathVariable String path,
            HttpServletRequest request,
            HttpServletResponse response,
            Principal who)
            throws IOException {
        var accept = new WebRequest(request, configuration).accept();
        var where = BulkDataPath.parse(path);
        var row = objects.find(new Resource.Instance(study, series, instance)).getFirst();
        note(who, "dicomweb-bulkdata", row);
        objects.<Boolean, IOException>with(
                row,
                file -> {
                    var element =
                            where.in(file.dataSet())
                                    .orElseThrow(() ->
                                            new ApiException(
                                                    HttpStatus.NOT_FOUND,
                                                    "there is no such bulk data"));
                    switch (element.value()) {
                        case Element.Value.Bytes(var content) -> value(content, accept, response);
                        case Element.Value.Fragments(_) -> encapsulated(file, accept, response);
                        case Element.Value.Items(_) ->
                                throw new ApiException(
                                        HttpStatus.NOT_FOUND, "a sequence is no bulk data");
                    }
                    return true;
                });
    }

    /** Encapsulated pixels are their frames, one part each. */
    private static void encapsulated(DicomFile file, Accept accept, HttpServletResponse response)
            throws IOException {
        var frames = Frames.of(file);
        var all = new FrameList(IntStream.rangeClosed(1, frames.available()).boxed().toList());
        var delivery = FrameDelivery.of(accept, file.transferSyntax(), frames.available() == 1);
        write(file, frames, delivery, all, response);
    }

    private static void value(Content content, Accept accept, HttpServletResponse response)
            throws IOException {
        var type = List.of(MediaType.OCTET_STREAM);
        if (accept.choose(type, true).isPresent()) {
            var writer = new MultipartWriter(response.getOutputStream());
            response.setContentType(writer.contentType(MediaType.OCTET_STREAM).toString());
            writer.part(MediaType.OCTET_STREAM, Map.of(), content::writeTo);
            writer.end();
        } else if (accept.choose(type, false).isPresent()) {
            response.setContentType(MediaType.OCTET_STREAM.toString());
            content.writeTo(response.getOutputStream());
        } else {
            throw new ApiException(
                    HttpStatus.NOT_ACCEPTABLE, "bulk data are application/octet-stream");
        }
    }

    private void note(Principal who, String what, Instances.Row row) {
        access.note(who, what, List.of(row.study(), row.id()));
    }
}
