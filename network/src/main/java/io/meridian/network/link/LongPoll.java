package io.meridian.network.link;

import com.google.protobuf.InvalidProtocolBufferException;
import io.meridian.network.NetworkException;
import io.meridian.network.identity.TlsIdentity;
import io.meridian.network.link.v1.Desired;
import io.meridian.network.link.v1.Observed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The same exchange over plain HTTPS requests, for networks that kill streams. */
public final class LongPoll implements AutoCloseable {
    /** Both directions carry protobuf. */
    public static final String MEDIA_TYPE = "application/x-protobuf";

    public static final String PATH = "/link/v1/exchange";

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient http;
    private final URI address;

    private LongPoll(HttpClient http, URI address) {
        this.http = http;
        this.address = address;
    }

    static LongPoll open(URI hub, TlsIdentity identity) {
        var http = identity.httpClient().connectTimeout(Duration.ofSeconds(20)).build();
        return new LongPoll(http, hub.resolve(PATH));
    }

    Desired exchange(Observed observed) {
        var request =
                HttpRequest.newBuilder(address)
                        .timeout(TIMEOUT)
                        .header("Content-Type", MEDIA_TYPE)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(observed.toByteArray()))
                        .build();
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new NetworkException("the hub answered HTTP " + response.statusCode());
                }
                var bytes = body.readNBytes(Limits.MESSAGE + 1);
                if (bytes.length > Limits.MESSAGE) {
                    throw new NetworkException("a desired state has at most 8 MiB");
                }
                return Desired.parseFrom(bytes);
            }
        } catch (InvalidProtocolBufferException e) {
            throw new NetworkException("the hub's answer is no desired state", e);
        } catch (IOException e) {
            throw new NetworkException("the hub does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NetworkException("interrupted", e);
        }
    }

    /**
     * The hub's side: takes the bytes of a request and answers with those of the response.
     *
     * @throws NetworkException if the request is no observed state, of another site or too long
     */
    public static byte[] answer(SiteDesk desk, String site, byte[] request) {
        if (request.length > Limits.MESSAGE) {
            throw new NetworkException("an observed state has at most 8 MiB");
        }
        try {
            var observed = Observed.parseFrom(request);
            var broken = Limits.brokenBy(observed);
            if (broken.isPresent()) {
                throw new NetworkException(broken.get());
            }
            if (!observed.getSite().equals(site)) {
                throw new NetworkException(
                        "a message must be of the site that the certificate names");
            }
            desk.observed(site, observed);
            return desk.desired(site).toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new NetworkException("the request is no observed state", e);
        }
    }

    /** Ends an exchange that is under way. */
    void abort() {
        http.shutdownNow();
    }

    @Override
    public void close() {
        http.close();
    }
}
