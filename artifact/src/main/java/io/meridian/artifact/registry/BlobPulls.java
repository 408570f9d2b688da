package io.meridian.artifact.registry;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Descriptor;
import io.meridian.artifact.Digest;
import io.meridian.artifact.registry.RegistryException.Trouble;
import io.meridian.artifact.store.Guard;
import io.meridian.artifact.store.LocalStore;
import io.meridian.artifact.store.NotFoundException;
import io.meridian.artifact.store.OffsetException;
import io.meridian.artifact.store.UnknownUploadException;
import io.meridian.artifact.store.UploadId;
import io.meridian.artifact.store.Uploads;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Fetches blobs; what came before a break is kept in the store's uploads, and not fetched again.
 */
final class BlobPulls {
    private final Transport transport;
    private final String repository;

    BlobPulls(Transport transport, String repository) {
        this.transport = transport;
        this.repository = repository;
    }

    /** Fetches a blob that the store does not have yet; whether it had to. */
    boolean pull(Descriptor blob, LocalStore into) {
        Guard.require(blob.mediaType(), into.reach());
        if (holds(into, blob)) {
            return false;
        }
        var uploads = into.uploads();
        var id = UploadId.fetching(blob.digest());
        try {
            var have = uploads.resume(id);
            if (have > blob.size()) {
                uploads.cancel(id);
                have = uploads.resume(id);
            }
            if (have < blob.size()) {
                fetch(blob, uploads, id, have);
            }
            uploads.finish(id, blob.digest());
            return true;
        } catch (OffsetException | UnknownUploadException e) {
            if (holds(into, blob)) {
                return false;
            }
            throw new RegistryException("someone else fetches this blob; ask again", e);
        }
    }

    /** Opens a part of a blob as a stream. */
    WatchedBody open(Digest digest, long offset) {
        var answer = ask(digest, offset);
        try {
            skip(answer, offset);
            return answer.body();
        } catch (RuntimeException e) {
            answer.close();
            throw e;
        }
    }

    /** The size of a blob; empty if the registry does not have it. */
    OptionalLong size(Digest digest) {
        try (var answer = transport.head(uri(digest), Map.of())) {
            return switch (answer.status()) {
                case 200 -> {
                    if (answer.length().isEmpty()) {
                        throw new RegistryException(Trouble.PROTOCOL, "a blob's head has a length");
                    }
                    yield answer.length();
                }
                case 404 -> OptionalLong.empty();
                default -> throw answer.refusal("say whether it holds a blob");
            };
        }
    }

    private void fetch(Descriptor blob, Uploads uploads, UploadId id, long have) {
        try (var answer = ask(blob.digest(), have)) {
            skip(answer, have);
            try {
                var now = uploads.append(id, have, answer.body(), blob.size());
                if (now < blob.size()) {
                    throw new RegistryException(
                            Trouble.LINE,
                            "a blob has %d bytes; %d came, the rest can follow"
                                    .formatted(blob.size(), now));
                }
            } catch (ArtifactException e) {
                if (answer.body().broken()) {
                    throw new RegistryException("a blob broke off; the rest can follow", e);
                }
                throw e;
            }
        }
    }

    private Answer ask(Digest digest, long offset) {
        var range =
                offset == 0
                        ? Map.<String, String>of()
                        : Map.of("Range", "bytes=%d-".formatted(offset));
        var answer = transport.get(uri(digest), range);
        var begins = "bytes %d-".formatted(offset);
        switch (answer.status()) {
            case 200 -> {
                return answer;
            }
            case 206 -> {
                if (answer.header("Content-Range").filter(r -> r.startsWith(begins)).isPresent()) {
                    return answer;
                }
                answer.close();
                throw new RegistryException(
                        Trouble.PROTOCOL, "a part must begin where it was asked to; it does not");
            }
            default -> {
                try (answer) {
                    if (answer.status() == 404) {
                        throw new NotFoundException(digest);
                    }
                    throw answer.refusal("send a blob");
                }
            }
        }
    }

    /** A server that does not know ranges sends all: what is here already is passed over. */
    private static void skip(Answer answer, long offset) {
        if (answer.status() == 200 && offset > 0) {
            try {
                answer.body().skipNBytes(offset);
            } catch (IOException e) {
                throw new RegistryException("a blob broke off; the rest can follow", e);
            }
        }
    }

    private static boolean holds(LocalStore store, Descriptor blob) {
        var size = store.size(blob.digest());
        if (size.isPresent() && size.getAsLong() != blob.size()) {
            throw new RegistryException(
                    Trouble.PROTOCOL,
                    "a descriptor gives its blob's size; this one does not: " + blob.digest());
        }
        return size.isPresent();
    }

    private java.net.URI uri(Digest digest) {
        return transport.uri("%s/blobs/%s".formatted(repository, digest));
    }
}
