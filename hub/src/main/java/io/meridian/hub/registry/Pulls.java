package io.meridian.hub.registry;

import io.meridian.artifact.Descriptor;
import io.meridian.artifact.Digest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.store.LocalStore;
import io.meridian.artifact.store.RootName;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is read from the registry. */
@Component
class Pulls {
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{0,18})");
    private static final int BUFFER = 64 << 10;
    private static final String DIGEST = "Docker-Content-Digest";

    private final LocalStore store;
    private final Access access;

    Pulls(LocalStore store, Access access) {
        this.store = store;
        this.access = access;
    }

    void blob(
            Route.Blob route,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var size = store.size(route.digest());
        if (size.isEmpty() || !access.sees(visitor, route.repository(), route.digest())) {
            throw RegistryException.unknown("BLOB_UNKNOWN", "this repository has no such blob");
        }
        var whole = size.getAsLong();
        var first = 0L;
        var last = whole - 1;
        response.setHeader(DIGEST, route.digest().value());
        response.setHeader("Accept-Ranges", "bytes");
        response.setHeader("ETag", "\"" + route.digest().value() + "\"");
        response.setContentType("application/octet-stream");
        var range = request.getHeader("Range");
        if (range != null) {
            var asked = RANGE.matcher(range);
            if (!asked.matches() || Long.parseLong(asked.group(1)) >= whole) {
                response.setHeader("Content-Range", "bytes */" + whole);
                throw new RegistryException(
                        HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                        "UNSUPPORTED",
                        "a range is bytes=FIRST-[LAST] within the blob");
            }
            first = Long.parseLong(asked.group(1));
            last = asked.group(2).isEmpty() ? last : Math.min(last, Long.parseLong(asked.group(2)));
            response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
            response.setHeader("Content-Range", "bytes %d-%d/%d".formatted(first, last, whole));
        }
        var length = Math.max(0, last - first + 1);
        response.setContentLengthLong(length);
        if (request.getMethod().equals("GET")) {
            send(route.digest(), first, length, response);
        }
    }

    private void send(Digest digest, long first, long length, HttpServletResponse response)
            throws IOException {
        var out = response.getOutputStream();
        var buffer = new byte[BUFFER];
        var left = length;
        try (var in = store.open(digest, first)) {
            while (left > 0) {
                var count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    throw new IOException("a blob ended early");
                }
                out.write(buffer, 0, count);
                left -= count;
            }
        }
    }

    void manifest(
            Route.ManifestOf route,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var digest = resolve(route.repository(), route.reference());
        var manifest = store.manifest(digest);
        if (manifest.isEmpty() || !access.sees(visitor, route.repository(), digest)) {
            throw RegistryException.unknown(
                    "MANIFEST_UNKNOWN", "this repository has no such manifest");
        }
        var bytes = manifest.get().bytes();
        response.setHeader(DIGEST, digest.value());
        response.setHeader("ETag", "\"" + digest.value() + "\"");
        response.setContentType(manifest.get().mediaType().value());
        response.setContentLength(bytes.length);
        if (request.getMethod().equals("GET")) {
            response.getOutputStream().write(bytes);
        }
    }

    private Digest resolve(String repository, String reference) {
        if (Digest.isDigest(reference)) {
            return new Digest(reference);
        }
        if (!RootName.isTag(reference)) {
            throw RegistryException.unknown("MANIFEST_UNKNOWN", "this is no tag and no digest");
        }
        return store.root(new RootName(repository, reference))
                .orElseThrow(() ->
                        RegistryException.unknown(
                                "MANIFEST_UNKNOWN", "this repository has no such tag"));
    }

    void referrers(
            Route.Referrers route,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var type = request.getParameter("artifactType");
        var index = JsonMapper.shared().createObjectNode();
        index.put("schemaVersion", 2);
        index.put("mediaType", MediaType.IMAGE_INDEX.value());
        var manifests = index.putArray("manifests");
        for (var each : store.referrers(route.digest())) {
            var fits =
                    type == null
                            || each.artifactType().map(MediaType::value).orElse("").equals(type);
            if (fits && access.sees(visitor, route.repository(), each.digest())) {
                manifests.add(json(each));
            }
        }
        if (type != null) {
            response.setHeader("OCI-Filters-Applied", "artifactType");
        }
        response.setContentType(MediaType.IMAGE_INDEX.value());
        response.getOutputStream().write(JsonMapper.shared().writeValueAsBytes(index));
    }

    private static ObjectNode json(Descriptor descriptor) {
        var json = JsonMapper.shared().createObjectNode();
        json.put("mediaType", descriptor.mediaType().value());
        json.put("digest", descriptor.digest().value());
        json.put("size", descriptor.size());
        descriptor.artifactType().ifPresent(type -> json.put("artifactType", type.value()));
        if (!descriptor.annotations().isEmpty()) {
            var annotations = json.putObject("annotations");
            descriptor.annotations().forEach(annotations::put);
        }
        return json;
    }

    void tags(Route.Tags route, Visitor visitor, HttpServletResponse response) throws IOException {
        if (!access.lists(visitor, route.repository())) {
            throw RegistryException.unknown("NAME_UNKNOWN", "there is no such repository");
        }
        var tags =
                store.roots().keySet().stream()
                        .filter(root -> root.repository().equals(route.repository()))
                        .filter(RootName::tagged)
                        .map(RootName::tag)
                        .sorted()
                        .toArray(String[]::new);
        var body = JsonMapper.shared().createObjectNode();
        body.put("name", route.repository());
        var list = body.putArray("tags");
        Arrays.stream(tags).forEach(list::add);
        RegistryController.json(response, HttpStatus.OK, body.toString());
    }
}
