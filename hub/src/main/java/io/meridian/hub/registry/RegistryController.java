package io.meridian.hub.registry;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.DisclosureException;
import io.meridian.artifact.store.DamagedException;
import io.meridian.artifact.store.NotFoundException;
import io.meridian.artifact.store.OffsetException;
import io.meridian.artifact.store.TooLargeException;
import io.meridian.artifact.store.UnknownUploadException;
import io.meridian.hub.account.Role;
import io.meridian.hub.registry.Visitor.Push;
import io.meridian.network.transfer.Grant;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * The OCI distribution API ({@code /v2/}) over the hub's store: pull with ranges, push in parts
 * that resume, referrers, tags. Errors have the specification's form.
 */
@RestController
final class RegistryController {
    private static final String VERSION = "Docker-Distribution-Api-Version";

    private final Access access;
    private final Pulls pulls;
    private final Pushes pushes;

    RegistryController(Access access, Pulls pulls, Pushes pushes) {
        this.access = access;
        this.pulls = pulls;
        this.pushes = pushes;
    }

    @RequestMapping("/v2/**")
    void serve(HttpServletRequest request, HttpServletResponse response, Authentication who)
            throws IOException {
        response.setHeader(VERSION, "registry/2.0");
        try {
            var route =
                    Route.of(request.getRequestURI().substring("/v2".length()))
                            .orElseThrow(() ->
                                    RegistryException.unknown("NAME_UNKNOWN", "no such path"));
            serve(route, visitor(request, who), request, response);
        } catch (RegistryException e) {
            refuse(response, e);
        } catch (DisclosureException e) {
            refuse(response, RegistryException.denied("what is edge-only stays at its edge"));
        } catch (TooLargeException e) {
            refuse(response, Quotas.exhausted());
        } catch (OffsetException e) {
            response.setHeader("Range", "0-" + Math.max(0, e.expected() - 1));
            refuse(
                    response,
                    new RegistryException(
                            HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                            "BLOB_UPLOAD_INVALID",
                            String.valueOf(e.getMessage())));
        } catch (UnknownUploadException e) {
            refuse(
                    response,
                    RegistryException.unknown(
                            "BLOB_UPLOAD_UNKNOWN", String.valueOf(e.getMessage())));
        } catch (DamagedException e) {
            refuse(
                    response,
                    RegistryException.invalid("DIGEST_INVALID", String.valueOf(e.getMessage())));
        } catch (NotFoundException e) {
            refuse(
                    response,
                    RegistryException.unknown("BLOB_UNKNOWN", String.valueOf(e.getMessage())));
        } catch (ArtifactException | IllegalArgumentException e) {
            refuse(
                    response,
                    RegistryException.invalid("MANIFEST_INVALID", String.valueOf(e.getMessage())));
        }
    }

    private void serve(
            Route route, Visitor visitor, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var method = request.getMethod();
        var reads = method.equals("GET") || method.equals("HEAD");
        switch (route) {
            case Route.Root() when reads -> json(response, HttpStatus.OK, "{}");
            case Route.Blob blob when reads -> pulls.blob(blob, visitor, request, response);
            case Route.ManifestOf manifest when reads ->
                    pulls.manifest(manifest, visitor, request, response);
            case Route.Referrers referrers when reads ->
                    pulls.referrers(referrers, visitor, request, response);
            case Route.Tags tags when reads -> pulls.tags(tags, visitor, response);
            case Route.Upload upload when reads -> pushes.progress(upload, visitor, response);
            case Route.Uploads uploads when method.equals("POST") ->
                    pushes.begin(uploads, visitor, request, response);
            case Route.Upload upload when method.equals("PATCH") ->
                    pushes.append(upload, visitor, request, response);
            case Route.Upload upload when method.equals("PUT") ->
                    pushes.finish(upload, visitor, request, response);
            case Route.Upload upload when method.equals("DELETE") ->
                    pushes.cancel(upload, visitor, response);
            case Route.ManifestOf manifest when method.equals("PUT") ->
                    pushes.manifest(manifest, visitor, request, response);
            default ->
                    throw new RegistryException(
                            HttpStatus.METHOD_NOT_ALLOWED, "UNSUPPORTED", "not served here");
        }
    }

    private Visitor visitor(HttpServletRequest request, Authentication who) {
        if (has(who, "SITE")) {
            return new Visitor.Site(
                    who.getName(),
                    Optional.ofNullable(request.getHeader(Grant.HEADER)).map(access::grant));
        }
        var pushes = has(who, Role.ADMIN.name()) || has(who, Role.DEVELOPER.name());
        return new Visitor.Person(who.getName(), pushes ? Push.ALLOWED : Push.REFUSED);
    }

    private static boolean has(Authentication who, String role) {
        return who.getAuthorities().stream()
                .anyMatch(each -> ("ROLE_" + role).equals(each.getAuthority()));
    }

    static void json(HttpServletResponse response, HttpStatus status, String body)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType("application/json");
        response.getOutputStream().write(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static void refuse(HttpServletResponse response, RegistryException problem)
            throws IOException {
        if (response.isCommitted()) {
            throw problem;
        }
        response.resetBuffer();
        var body = JsonMapper.shared().createObjectNode();
        body.putArray("errors")
                .addObject()
                .put("code", problem.code())
                .put("message", problem.getMessage());
        json(response, problem.status(), body.toString());
    }
}
