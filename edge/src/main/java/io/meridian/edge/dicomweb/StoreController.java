package io.meridian.edge.dicomweb;

import io.meridian.application.http.ApiException;
import io.meridian.dicom.json.DicomJson;
import io.meridian.dicom.network.StoreHandler.Incoming;
import io.meridian.dicom.network.StoreOutcome;
import io.meridian.dicom.web.DicomWebException;
import io.meridian.dicom.web.MediaType;
import io.meridian.dicom.web.MultipartLimits;
import io.meridian.dicom.web.MultipartReader;
import io.meridian.dicom.web.Resource;
import io.meridian.dicom.web.StoreResponse;
import io.meridian.dicom.web.StoreResponse.Failed;
import io.meridian.dicom.web.StoreResponse.Stored;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.reception.ObjectReception;
import io.meridian.edge.study.AccessJournal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * STOW-RS (PS3.18 section 10.5). Each part goes the way of C-STORE, one after another; the answer
 * comes when all of them are on disk or refused.
 */
@RestController
@RequestMapping(WebRequest.ROOT + "/studies")
final class StoreController {
    private static final Logger LOG = LoggerFactory.getLogger(StoreController.class);

    /** Of one request; a device that has more sends several. */
    static final MultipartLimits LIMITS = new MultipartLimits(2_000, 8 << 10, 2L << 30);

    /** Requests that are read at the same time. */
    private static final int AT_ONCE = 8;

    private final ObjectReception reception;
    private final StoredAddresses addresses;
    private final AccessJournal access;
    private final EdgeConfiguration configuration;
    private final Semaphore turns = new Semaphore(AT_ONCE);

    StoreController(
            ObjectReception reception,
            StoredAddresses addresses,
            AccessJournal access,
            EdgeConfiguration configuration) {
        this.reception = reception;
        this.addresses = addresses;
        this.access = access;
        this.configuration = configuration;
    }

    @PostMapping
    void any(HttpServletRequest request, HttpServletResponse response, Principal who)
            throws IOException {
        store(ObjectReception.ANY_STUDY, request, response, who);
    }

    @PostMapping("/{study}")
    void ofStudy(
            @PathVariable String study,
            HttpServletRequest request,
            HttpServletResponse response,
            Principal who)
            throws IOException {
        store(new Resource.Study(study).studyUid(), request, response, who);
    }

    private void store(
            String study, HttpServletRequest request, HttpServletResponse response, Principal who)
            throws IOException {
        var web = new WebRequest(request, configuration);
        var type = web.json();
        var parts = parts(request);
        if (!turns.tryAcquire()) {
            response.setHeader("Retry-After", "5");
            throw new ApiException(
                    HttpStatus.SERVICE_UNAVAILABLE, "busy with other stores; try again");
        }
        try {
            var answer = storeAll(parts, study, web, who);
            access.note(who, "dicomweb-store", addresses.studies(answer.stored()));
            response.setStatus(answer.httpStatus());
            response.setContentType(type.toString());
            DicomJson.write(answer.toDataSet(), response.getOutputStream());
        } finally {
            turns.release();
        }
    }

    private static MultipartReader parts(HttpServletRequest request) throws IOException {
        var header = request.getContentType();
        var type = header == null ? MediaType.OCTET_STREAM : MediaType.parse(header);
        var root = type.parameter("type").map(MediaType::parse).orElse(MediaType.DICOM);
        if (!type.is(MediaType.RELATED) || !root.is(MediaType.DICOM)) {
            throw new ApiException(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "a store is multipart/related; type=\"application/dicom\"");
        }
        return MultipartReader.of(type, request.getInputStream(), LIMITS);
    }

    private StoreResponse storeAll(
            MultipartReader parts, String study, WebRequest web, Principal who) throws IOException {
        var stored = new ArrayList<Stored>();
        var failed = new ArrayList<Failed>();
        try {
            for (var part = parts.next(); part.isPresent(); part = parts.next()) {
                store(part.get(), study, web, who, stored, failed);
            }
        } catch (DicomWebException e) {
            if (stored.isEmpty() && failed.isEmpty()) {
                throw e;
            }
            // What came before is kept and said; what is behind the break is not known.
            LOG.warn("store broken off parts={} reason={}", stored.size(), e.getMessage());
            failed.add(new Failed("", "", StoreResponse.PROCESSING_FAILURE));
        }
        if (stored.isEmpty() && failed.isEmpty()) {
            throw new ApiException(HttpStatus.BAD_REQUEST, "the request holds no part");
        }
        var studyUrl = study.isEmpty() ? "" : web.base() + "/studies/" + study;
        return new StoreResponse(studyUrl, stored, failed);
    }

    private void store(
            MultipartReader.Part part,
            String study,
            WebRequest web,
            Principal who,
            List<Stored> stored,
            List<Failed> failed)
            throws IOException {
        if (!part.contentType().orElse(MediaType.DICOM).is(MediaType.DICOM)) {
            failed.add(new Failed("", "", StoreResponse.NOT_UNDERSTOOD));
            return;
        }
        var object = SentObject.read(part.body());
        var incoming =
                new Incoming(
                        who.getName(),
                        configuration.dicom().aeTitle(),
                        InetAddress.getByName(web.request().getRemoteAddr()),
                        object.sopClass(),
                        object.sopInstance(),
                        object.transferSyntax());
        var outcome = reception.store(incoming, object.dataSet(), study);
        switch (outcome) {
            case StoreOutcome.Stored() -> stored.add(kept(object, web, StoreResponse.NO_WARNING));
            case StoreOutcome.StoredWithWarning(_) ->
                    stored.add(kept(object, web, outcome.status()));
            case StoreOutcome.NotUnderstood(_), StoreOutcome.OutOfResources(_) ->
                    failed.add(
                            new Failed(object.sopClass(), object.sopInstance(), outcome.status()));
        }
    }

    private Stored kept(SentObject object, WebRequest web, int warning) {
        return new Stored(
                object.sopClass(),
                object.sopInstance(),
                addresses.of(object.sopInstance(), web.base()),
                warning);
    }
}
