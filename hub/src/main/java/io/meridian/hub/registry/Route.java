package io.meridian.hub.registry;

import io.meridian.artifact.Digest;
import io.meridian.artifact.store.RootName;
import io.meridian.artifact.store.UploadId;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a path below {@code /v2/} names; repositories contain slashes, so that no template fits. */
sealed interface Route {
    Pattern BLOB = Pattern.compile("(?<name>.+)/blobs/(?<digest>[^/]+)");
    Pattern UPLOADS = Pattern.compile("(?<name>.+)/blobs/uploads/?");
    Pattern UPLOAD = Pattern.compile("(?<name>.+)/blobs/uploads/(?<id>[A-Za-z0-9-]{1,80})");
    Pattern MANIFEST = Pattern.compile("(?<name>.+)/manifests/(?<reference>[^/]+)");
    Pattern REFERRERS = Pattern.compile("(?<name>.+)/referrers/(?<digest>[^/]+)");
    Pattern TAGS = Pattern.compile("(?<name>.+)/tags/list");

    /** The interface itself. */
    record Root() implements Route {}

    record Blob(String repository, Digest digest) implements Route {}

    record Uploads(String repository) implements Route {}

    record Upload(String repository, UploadId id) implements Route {}

    /** A manifest by tag or digest. */
    record ManifestOf(String repository, String reference) implements Route {}

    record Referrers(String repository, Digest digest) implements Route {}

    record Tags(String repository) implements Route {}

    /** Reads the path after {@code /v2}; empty if it names nothing. */
    static Optional<Route> of(String path) {
        if (path.isEmpty() || path.equals("/")) {
            return Optional.of(new Root());
        }
        var rest = path.substring(1);
        var uploads = UPLOADS.matcher(rest);
        if (uploads.matches()) {
            return Optional.of(new Uploads(repository(uploads.group("name"))));
        }
        var upload = UPLOAD.matcher(rest);
        if (upload.matches()) {
            return Optional.of(
                    new Upload(repository(upload.group("name")), new UploadId(upload.group("id"))));
        }
        var blob = BLOB.matcher(rest);
        if (blob.matches()) {
            return Optional.of(
                    new Blob(repository(blob.group("name")), digest(blob.group("digest"))));
        }
        var manifest = MANIFEST.matcher(rest);
        if (manifest.matches()) {
            return Optional.of(
                    new ManifestOf(
                            repository(manifest.group("name")), manifest.group("reference")));
        }
        var referrers = REFERRERS.matcher(rest);
        if (referrers.matches()) {
            return Optional.of(
                    new Referrers(
                            repository(referrers.group("name")),
                            digest(referrers.group("digest"))));
        }
        var tags = TAGS.matcher(rest);
        return tags.matches()
                ? Optional.of(new Tags(repository(tags.group("name"))))
                : Optional.empty();
    }

    static Digest digest(String text) {
        if (!Digest.isDigest(text)) {
            throw RegistryException.invalid("DIGEST_INVALID", "a digest is sha256: and 64 hex");
        }
        return new Digest(text);
    }

    private static String repository(String name) {
        if (!RootName.isRepository(name)) {
            throw RegistryException.invalid("NAME_INVALID", "this is no repository's name");
        }
        return name;
    }
}
