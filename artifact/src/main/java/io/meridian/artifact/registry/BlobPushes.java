package io.meridian.artifact.registry;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Descriptor;
import io.meridian.artifact.Digest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.registry.RegistryException.Trouble;
import io.meridian.artifact.store.ArtifactStore;
import io.meridian.artifact.store.DamagedException;
import io.meridian.artifact.store.TooLargeException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sends blobs in parts; after a break the registry is asked what it has. */
final class BlobPushes {
    private static final int MAX_CORRECTIONS = 4;
    private static final Set<String> GONE =
            Set.of("BLOB_UPLOAD_UNKNOWN", "BLOB_UPLOAD_INVALID", "RANGE_INVALID");

    private final Transport transport;
    private final String repository;
    private final OpenUploads open;

    /** An upload under way, and the bytes that it has. */
    private record Upload(URI location, long offset) {}

    BlobPushes(Transport transport, String repository, OpenUploads open) {
        this.transport = transport;
        this.repository = repository;
        this.open = open;
    }

    /** Sends a blob that the registry does not have. */
    void push(ArtifactStore from, Descriptor blob) {
        var name = name(blob.digest());
        var upload = resumed(name, blob).orElseGet(this::begin);
        var corrections = 0;
        while (upload.offset() < blob.size()) {
            open.remember(name, upload.location());
            var part = part(from, blob, upload.offset());
            try {
                var next = patch(upload, part, part.length);
                if (next.offset() != upload.offset() + part.length
                        && ++corrections > MAX_CORRECTIONS) {
                    throw new RegistryException(
                            Trouble.PROTOCOL, "an upload must grow by what it is sent");
                }
                upload = next;
            } catch (RegistryException e) {
                throw gone(name, e);
            }
        }
        open.remember(name, upload.location());
        try {
            finish(upload, blob.digest());
        } catch (RegistryException e) {
            throw gone(name, e);
        }
        open.forget(name);
    }

    /** Sends a stream whose digest is known at its end only. */
    Descriptor push(MediaType type, InputStream bytes, long maxBytes) {
        var hash = Digest.newHash();
        var upload = begin();
        try {
            for (var part = bytes.readNBytes(chunk());
                    part.length > 0;
                    part = bytes.readNBytes(chunk())) {
                if (upload.offset() + part.length > maxBytes) {
                    cancel(upload);
                    throw new TooLargeException(maxBytes);
                }
                hash.update(part);
                var next = patch(upload, part, part.length);
                if (next.offset() != upload.offset() + part.length) {
                    throw new RegistryException(
                            Trouble.PROTOCOL, "an upload must grow by what it is sent");
                }
                upload = next;
            }
        } catch (IOException e) {
            throw new ArtifactException("a stream to send must be readable", e);
        }
        var digest = Digest.ofHash(hash.digest());
        finish(upload, digest);
        return Descriptor.of(type, digest, upload.offset());
    }

    void forget(Digest blob) {
        open.forget(name(blob));
    }

    /** A note that led nowhere is dropped, so that the next try begins afresh. */
    private RegistryException gone(OpenUploads.Name name, RegistryException e) {
        if (!e.retryable()) {
            open.forget(name);
        }
        if (GONE.contains(e.code())) {
            return new RegistryException("the registry dropped an upload; begin again", e);
        }
        return e;
    }

    private Optional<Upload> resumed(OpenUploads.Name name, Descriptor blob) {
        var known = open.find(name).filter(transport::here);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        try (var answer = transport.get(known.get(), Map.of())) {
            var end = answer.rangeEnd();
            // A range of 0-0 may be one byte or none, so that it is not worth going on with.
            if (answer.status() == 204
                    && end.isPresent()
                    && end.getAsLong() > 0
                    && end.getAsLong() < blob.size()) {
                var location =
                        answer.header("Location").isPresent()
                                ? transport.location(answer)
                                : known.get();
                return Optional.of(new Upload(location, end.getAsLong() + 1));
            }
            if (answer.status() >= 500 || answer.status() == 401 || answer.status() == 403) {
                throw answer.refusal("say how far an upload is");
            }
        }
        open.forget(name);
        return Optional.empty();
    }

    private Upload begin() {
        var target = transport.uri("%s/blobs/uploads/".formatted(repository));
        try (var answer = transport.send("POST", target, Map.of(), new byte[0], 0)) {
            if (answer.status() != 202) {
                throw answer.refusal("begin an upload");
            }
            return new Upload(transport.location(answer), 0);
        }
    }

    private Upload patch(Upload upload, byte[] part, int length) {
        var headers =
                Map.of(
                        "Content-Type",
                        "application/octet-stream",
                        "Content-Range",
                        "%d-%d".formatted(upload.offset(), upload.offset() + length - 1));
        try (var answer = transport.send("PATCH", upload.location(), headers, part, length)) {
            return switch (answer.status()) {
                case 202 -> {
                    var sent = upload.offset() + length;
                    var now = answer.rangeEnd().orElse(sent - 1) + 1;
                    if (now > sent || now <= upload.offset()) {
                        throw new RegistryException(
                                Trouble.PROTOCOL, "an upload must grow by what it is sent");
                    }
                    yield new Upload(transport.location(answer), now);
                }
                case 416 -> {
                    var now = answer.rangeEnd().orElse(-1) + 1;
                    if (now <= 1 || now > upload.offset() + length) {
                        throw new RegistryException(
                                Trouble.REFUSED,
                                "RANGE_INVALID",
                                "an upload must say where it goes on; this does not");
                    }
                    yield new Upload(upload.location(), now);
                }
                default -> throw answer.refusal("take a part of a blob");
            };
        }
    }

    private void finish(Upload upload, Digest digest) {
        var text = upload.location().toString();
        var target =
                URI.create(text + (text.indexOf('?') < 0 ? "?" : "&") + "digest=" + digest.value());
        var headers = Map.of("Content-Type", "application/octet-stream");
        try (var answer = transport.send("PUT", target, headers, new byte[0], 0)) {
            if (answer.status() != 201) {
                throw answer.refusal("end an upload");
            }
            if (answer.header("Docker-Content-Digest")
                    .filter(each -> !each.equals(digest.value()))
                    .isPresent()) {
                throw new RegistryException(
                        Trouble.PROTOCOL, "the registry must keep a blob under its own digest");
            }
        }
    }

    private void cancel(Upload upload) {
        try (var answer = transport.send("DELETE", upload.location(), Map.of(), new byte[0], 0)) {
            if (answer.status() >= 500) {
                throw answer.refusal("drop an upload");
            }
        }
    }

    private byte[] part(ArtifactStore from, Descriptor blob, long offset) {
        var wanted = (int) Math.min(chunk(), blob.size() - offset);
        try (var in = from.open(blob.digest(), offset)) {
            var part = in.readNBytes(wanted);
            if (part.length < wanted) {
                throw new DamagedException(blob.digest());
            }
            return part;
        } catch (IOException e) {
            throw new ArtifactException("a blob must be readable: " + blob.digest(), e);
        }
    }

    private int chunk() {
        return transport.limits().chunkBytes();
    }

    private OpenUploads.Name name(Digest blob) {
        return new OpenUploads.Name(transport.base(), repository, blob);
    }
}
