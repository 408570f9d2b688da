package io.meridian.hub.registry;

import io.meridian.artifact.Digest;
import io.meridian.artifact.Manifest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.store.LocalStore;
import io.meridian.artifact.store.RootName;
import io.meridian.artifact.store.TooLargeException;
import io.meridian.artifact.store.UnknownUploadException;
import io.meridian.artifact.store.UploadId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** What is written to the registry: blobs in parts that resume, then the manifest over them. */
@Component
class Pushes {
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");
    private static final Duration BETWEEN_BLOB_AND_MANIFEST = Duration.ofDays(2);

    private final LocalStore store;
    private final Access access;
    private final Quotas quotas;
    private final OpenUploads open;

    Pushes(LocalStore store, Access access, Quotas quotas, OpenUploads open) {
        this.store = store;
        this.access = access;
        this.quotas = quotas;
        this.open = open;
    }

    void begin(
            Route.Uploads route,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        access.requirePush(visitor, route.repository());
        var mount = request.getParameter("mount");
        var from = request.getParameter("from");
        if (mount != null
                && from != null
                && Digest.isDigest(mount)
                && store.contains(new Digest(mount))
                && access.sees(visitor, from, new Digest(mount))) {
            created(route.repository(), new Digest(mount), response);
            return;
        }
        var id = open.start(visitor);
        var digest = request.getParameter("digest");
        if (digest != null) {
            finish(new Route.Upload(route.repository(), id), visitor, request, response);
            return;
        }
        accepted(new Route.Upload(route.repository(), id), 0, response);
    }

    void append(
            Route.Upload route,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        access.requirePush(visitor, route.repository());
        accepted(route, take(route.id(), visitor, request), response);
    }

    void finish(
            Route.Upload route,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        access.requirePush(visitor, route.repository());
        var text = request.getParameter("digest");
        var digest = Route.digest(text == null ? "" : text);
        take(route.id(), visitor, request);
        // The lease outlives this request: the manifest that will hold the blob comes later.
        store.lease(BETWEEN_BLOB_AND_MANIFEST).hold(digest);
        try {
            store.uploads().finish(route.id(), digest);
        } finally {
            open.leave(visitor, route.id());
        }
        created(route.repository(), digest, response);
    }

    void progress(Route.Upload route, Visitor visitor, HttpServletResponse response) {
        access.requirePush(visitor, route.repository());
        var size =
                store.uploads()
                        .size(route.id())
                        .orElseThrow(() -> new UnknownUploadException(route.id()));
        accepted(route, size, response);
        response.setStatus(HttpStatus.NO_CONTENT.value());
    }

    void cancel(Route.Upload route, Visitor visitor, HttpServletResponse response) {
        access.requirePush(visitor, route.repository());
        open.touch(visitor, route.id());
        store.uploads().cancel(route.id());
        open.leave(visitor, route.id());
        response.setStatus(HttpStatus.NO_CONTENT.value());
    }

    void manifest(
            Route.ManifestOf route,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        access.requirePush(visitor, route.repository());
        try (var reserved = quotas.reserve(visitor, request.getContentLengthLong(), 0)) {
            var most = Math.min(reserved.bytes(), Manifest.MAX_BYTES);
            var bytes = request.getInputStream().readNBytes((int) most + 1);
            if (bytes.length > reserved.bytes()) {
                throw Quotas.exhausted();
            }
            keep(route, visitor, Manifest.parse(bytes), response);
            reserved.used(bytes.length);
        }
    }

    private void keep(
            Route.ManifestOf route,
            Visitor visitor,
            Manifest manifest,
            HttpServletResponse response) {
        if (Digest.isDigest(route.reference())) {
            if (!manifest.digest().value().equals(route.reference())) {
                throw RegistryException.invalid(
                        "DIGEST_INVALID", "the manifest is not what its digest names");
            }
        } else if (!RootName.isTag(route.reference())) {
            throw RegistryException.invalid("TAG_INVALID", "this is no tag");
        }
        requireBlobs(route.repository(), visitor, manifest);
        store.put(manifest);
        store.links().link(route.repository(), manifest.digest());
        store.root(new RootName(route.repository(), route.reference()), manifest.digest());
        manifest.subject()
                .ifPresent(subject -> response.setHeader("OCI-Subject", subject.digest().value()));
        response.setStatus(HttpStatus.CREATED.value());
        response.setHeader("Docker-Content-Digest", manifest.digest().value());
        response.setHeader(
                "Location",
                "/v2/%s/manifests/%s".formatted(route.repository(), manifest.digest().value()));
    }

    private void requireBlobs(String repository, Visitor visitor, Manifest manifest) {
        var blobs = new java.util.ArrayList<>(manifest.layers());
        manifest.config().ifPresent(blobs::add);
        for (var blob : blobs) {
            // OCI's empty blob is known to everyone.
            var empty = blob.mediaType().equals(MediaType.EMPTY) && blob.size() == 2;
            if (empty && !store.contains(blob.digest())) {
                store.put(MediaType.EMPTY, new byte[] {'{', '}'});
            }
            if (empty && store.contains(blob.digest())) {
                store.links().link(repository, blob.digest());
            }
            if (!access.sees(visitor, repository, blob.digest())
                    || store.size(blob.digest()).orElse(-1) != blob.size()) {
                throw RegistryException.invalid(
                        "MANIFEST_BLOB_UNKNOWN",
                        "a blob that the manifest names was not pushed: " + blob.digest());
            }
        }
    }

    /** Appends the request's body; what it brought counts, also when the rest did not come. */
    private long take(UploadId id, Visitor visitor, HttpServletRequest request) throws IOException {
        var before = store.uploads().size(id).orElseThrow(() -> new UnknownUploadException(id));
        var offset = before;
        var range = request.getHeader("Content-Range");
        if (range != null) {
            var asked = RANGE.matcher(range);
            if (!asked.matches()) {
                throw RegistryException.invalid(
                        "BLOB_UPLOAD_INVALID", "Content-Range of a part is FIRST-LAST");
            }
            offset = Long.parseLong(asked.group(1));
        }
        open.touch(visitor, id);
        try (var reserved = quotas.reserve(visitor, request.getContentLengthLong(), before)) {
            try {
                return store.uploads()
                        .append(id, offset, request.getInputStream(), before + reserved.bytes());
            } catch (TooLargeException e) {
                open.leave(visitor, id);
                reserved.used(reserved.bytes());
                throw e;
            } finally {
                var after = store.uploads().size(id).orElse(before);
                if (after > before) {
                    reserved.used(after - before);
                }
            }
        }
    }

    private void created(String repository, Digest digest, HttpServletResponse response) {
        store.links().link(repository, digest);
        response.setStatus(HttpStatus.CREATED.value());
        response.setHeader("Docker-Content-Digest", digest.value());
        response.setHeader("Location", "/v2/%s/blobs/%s".formatted(repository, digest.value()));
    }

    private static void accepted(Route.Upload route, long size, HttpServletResponse response) {
        response.setStatus(HttpStatus.ACCEPTED.value());
        response.setHeader(
                "Location",
                "/v2/%s/blobs/uploads/%s".formatted(route.repository(), route.id().value()));
        response.setHeader("Range", "0-" + Math.max(0, size - 1));
        response.setHeader("Docker-Upload-UUID", route.id().value());
    }
}
