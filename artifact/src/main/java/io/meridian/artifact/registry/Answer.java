package io.meridian.artifact.registry;

import io.meridian.artifact.internal.Json;
import io.meridian.artifact.registry.RegistryException.Trouble;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What a registry answered; its body is read once. Close it. */
final class Answer implements AutoCloseable {
    private static final int MAX_ERROR_BYTES = 1 << 16;
    private static final int MAX_ERROR_CHARS = 200;
    private static final Pattern RANGE = Pattern.compile("(?:bytes=)?0-([0-9]{1,18})");
    private static final Pattern CODE = Pattern.compile("[A-Z_]{1,64}");

    private final URI target;
    private final int status;
    private final HttpHeaders headers;
    private final WatchedBody body;

    Answer(URI target, int status, HttpHeaders headers, WatchedBody body) {
        this.target = target;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    URI target() {
        return target;
    }

    int status() {
        return status;
    }

    WatchedBody body() {
        return body;
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    OptionalLong length() {
        try {
            return headers.firstValueAsLong("Content-Length");
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** The last byte that an upload has, as its {@code Range} says; 0 also if it has none. */
    OptionalLong rangeEnd() {
        var range = RANGE.matcher(header("Range").orElse(""));
        return range.matches()
                ? OptionalLong.of(Long.parseLong(range.group(1)))
                : OptionalLong.empty();
    }

    /** The whole body. */
    byte[] read(int maxBytes) {
        try {
            var bytes = body.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new RegistryException(
                        Trouble.PROTOCOL,
                        "this answer has at most %d bytes; there are more".formatted(maxBytes));
            }
            return bytes;
        } catch (IOException e) {
            throw new RegistryException("an answer must come whole; ask again", e);
        }
    }

    /** What an answer that is no success means. */
    RegistryException refusal(String request) {
        var code = "";
        var text = "";
        try {
            var error = Json.parse(read(MAX_ERROR_BYTES)).path("errors").path(0);
            code = error.path("code").asString("");
            code = CODE.matcher(code).matches() ? code : "";
            text = printable(error.path("message").asString(""));
        } catch (IllegalArgumentException | RegistryException e) {
            // The status says enough.
            text = "no reason given";
        }
        var trouble =
                status == 408 || status == 429 || status >= 500 ? Trouble.BUSY : Trouble.REFUSED;
        return new RegistryException(
                status < 400 ? Trouble.PROTOCOL : trouble,
                code,
                "the registry must %s; it answered %d %s %s"
                        .formatted(request, status, code, text)
                        .strip());
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new RegistryException("an answer must close", e);
        }
    }

    private static String printable(String text) {
        var plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.substring(0, Math.min(MAX_ERROR_CHARS, plain.length()));
    }
}
