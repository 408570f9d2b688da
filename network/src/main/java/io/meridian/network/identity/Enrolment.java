package io.meridian.network.identity;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What travels when a site enrols or renews; JSON over HTTPS. */
public final class Enrolment {
    private static final int MAXIMUM_FIELD = 16_384;

    private Enrolment() {}

    /**
     * An edge's request.
     *
     * @param secret of the token
     * @param certificateRequest PKCS #10, PEM
     * @param manifestKey the public key with which the site signs its records, as text
     */
    public record Request(String secret, String certificateRequest, String manifestKey) {
        public Request {
            secret = bounded(secret);
            certificateRequest = bounded(certificateRequest);
            manifestKey = bounded(manifestKey);
        }

        /** Keeps the secret out of logs. */
        @Override
        public String toString() {
            return "Enrolment.Request";
        }
    }

    /**
     * A request for a new certificate, good also with an expired one.
     *
     * @param certificate the old one, PEM
     * @param signature by the old key over the request's bytes, base64
     */
    public record Renewal(String certificate, String certificateRequest, String signature) {
        public Renewal {
            certificate = bounded(certificate);
            certificateRequest = bounded(certificateRequest);
            signature = bounded(signature);
        }
    }

    /** What came over the network may lack a field, or be long; both read as an empty one. */
    private static String bounded(@Nullable String field) {
        return field == null || field.length() > MAXIMUM_FIELD ? "" : field;
    }

    /**
     * The hub's answer.
     *
     * @param certificate the site's, PEM
     * @param authority the hub's, PEM
     * @param site as the hub knows it
     * @param addresses where things are: {@code grpc} as host:port, {@code https} as a URL
     * @param keys the hub's public keys as text: {@code manifest}, {@code release}, {@code journal}
     */
    public record Answer(
            String certificate,
            String authority,
            String site,
            Map<String, String> addresses,
            Map<String, String> keys) {
        public Answer {
            addresses = Map.copyOf(addresses);
            keys = Map.copyOf(keys);
        }
    }

    /** How a request ended at the hub. */
    public sealed interface Outcome {
        record Granted(String site, String manifestKey, Answer answer) implements Outcome {}

        /** Why not, in a sentence for the person who enrols. */
        record Refused(String reason) implements Outcome {}
    }
}
