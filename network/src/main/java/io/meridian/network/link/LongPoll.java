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
        var http =
                HttpClient.newBuilder()
                        .sslContext(identity.context())
                        .connectTimeout(Duration.ofSeconds(20))
                        .build();
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
                var bytes = body.readNBytes(LinkServer.MAXIMUM_MESSAGE + 1);
                if (response.statusCode() != 200 || bytes.length > LinkServer.MAXIMUM_MESSAGE) {
                    throw new NetworkException("the hub answered HTTP " + response.statusCode());
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
     * @throws NetworkException if the request is no observed state or too long
     */
    public static byte[] answer(SiteDesk desk, String site, byte[] request) {
        if (request.length > LinkServer.MAXIMUM_MESSAGE) {
            throw new NetworkException("an observed state has at most 8 MiB");
        }
        try {
            desk.observed(site, Observed.parseFrom(request));
            return desk.desired(site).toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new NetworkException("the request is no observed state", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
