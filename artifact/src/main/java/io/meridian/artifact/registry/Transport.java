package io.meridian.artifact.registry;

import io.meridian.artifact.registry.RegistryException.Trouble;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Sends requests to one registry.
 *
 * <p>Logins and grants go to that registry only: a redirect elsewhere, as to an object store, is
 * followed without them.
 */
final class Transport {
    private static final int MAX_REDIRECTS = 4;

    private final HttpClient client;
    private final URI base;
    private final Map<String, String> headers;
    private final TransferLimits limits;

    Transport(HttpClient client, URI base, Map<String, String> headers, TransferLimits limits) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException(
                    "the client must not follow redirects itself: it would take the login along");
        }
        var scheme = String.valueOf(base.getScheme()).toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || base.getHost() == null) {
            throw new IllegalArgumentException("a registry's address is an http or https URI");
        }
        this.client = client;
        this.base = base;
        this.headers = Map.copyOf(headers);
        this.limits = limits;
    }

    TransferLimits limits() {
        return limits;
    }

    URI base() {
        return base;
    }

    Transport with(Map<String, String> more) {
        var all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Transport(client, base, all, limits);
    }

    /** The address of a path below {@code /v2/}. */
    URI uri(String path) {
        var text = base.toString();
        var root = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return URI.create(root + "/v2/" + path);
    }

    /** Where an upload goes on: it must be at this registry. */
    URI location(Answer answer) {
        var text =
                answer.header("Location")
                        .orElseThrow(() ->
                                new RegistryException(
                                        Trouble.PROTOCOL, "an upload has a Location; none came"));
        try {
            var location = answer.target().resolve(text);
            if (!here(location)) {
                throw new RegistryException(
                        Trouble.PROTOCOL,
                        "an upload goes to the registry that began it; this goes elsewhere");
            }
            return location;
        } catch (IllegalArgumentException e) {
            throw new RegistryException(Trouble.PROTOCOL, "a Location is a URI; this is not");
        }
    }

    /** Whether an address is at this registry. */
    boolean here(URI address) {
        return Objects.equals(base.getScheme(), address.getScheme())
                && Objects.equals(base.getHost(), address.getHost())
                && base.getPort() == address.getPort();
    }

    Answer get(URI target, Map<String, String> more) {
        return follow("GET", target, more);
    }

    Answer head(URI target, Map<String, String> more) {
        return follow("HEAD", target, more);
    }

    Answer send(String method, URI target, Map<String, String> more, byte[] body, int length) {
        return once(
                method,
                target,
                more,
                length == 0
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofByteArray(body, 0, length));
    }

    private Answer follow(String method, URI first, Map<String, String> more) {
        var target = first;
        for (var hop = 0; hop < MAX_REDIRECTS; hop++) {
            var answer = once(method, target, more, BodyPublishers.noBody());
            switch (answer.status()) {
                case 301, 302, 303, 307, 308 -> {
                    target = next(answer);
                    answer.close();
                }
                default -> {
                    return answer;
                }
            }
        }
        throw new RegistryException(Trouble.PROTOCOL, "the registry redirects without end");
    }

    private static URI next(Answer answer) {
        try {
            var next = answer.target().resolve(answer.header("Location").orElse(""));
            if (answer.target().getScheme().equals("https") && !"https".equals(next.getScheme())) {
                throw new RegistryException(
                        Trouble.PROTOCOL, "a redirect must not leave TLS; this does");
            }
            return next;
        } catch (IllegalArgumentException e) {
            throw new RegistryException(Trouble.PROTOCOL, "a Location is a URI; this is not");
        }
    }

    private Answer once(String method, URI target, Map<String, String> more, BodyPublisher body) {
        var request = HttpRequest.newBuilder(target).timeout(limits.answer());
        if ("http".equals(target.getScheme())) {
            request.version(HttpClient.Version.HTTP_1_1);
        }
        if (here(target)) {
            headers.forEach(request::setHeader);
        }
        more.forEach(request::setHeader);
        try {
            var answer =
                    client.send(request.method(method, body).build(), BodyHandlers.ofInputStream());
            return new Answer(
                    target,
                    answer.statusCode(),
                    answer.headers(),
                    new WatchedBody(answer.body(), limits.idle()));
        } catch (IOException e) {
            throw new RegistryException("the registry must answer; check the line", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException("a transfer was interrupted", e);
        }
    }
}
