package io.meridian.artifact.signature;

import io.meridian.artifact.RecordException;
import io.meridian.artifact.internal.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A DSSE envelope, version 1: a payload, its type, and the signatures over both.
 *
 * @param payloadType for example {@code application/vnd.oci.descriptor.v1+json}
 * @param signatures at least one; one per key
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record Envelope(String payloadType, byte[] payload, List<Signature> signatures) {
    /** More signatures than this are refused. */
    public static final int MAX_SIGNATURES = 16;

    /**
     * One signature over the pre-authentication encoding.
     *
     * @param keyId the key's name, its algorithm in front; not trusted by itself
     */
    @SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
    public record Signature(String keyId, byte[] value) {
        public Signature {
            value = value.clone();
        }

        @Override
        public byte[] value() {
            return value.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Signature that
                    && keyId.equals(that.keyId)
                    && Arrays.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return 31 * keyId.hashCode() + Arrays.hashCode(value);
        }
    }

    public Envelope {
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw new IllegalArgumentException(
                    "an envelope has 1 to %d signatures; this has %d"
                            .formatted(MAX_SIGNATURES, signatures.size()));
        }
        payload = payload.clone();
        signatures = List.copyOf(signatures);
    }

    /** Signs a payload. */
    public static Envelope sign(String payloadType, byte[] payload, SigningKey key) {
        return new Envelope(payloadType, payload, List.of(signature(payloadType, payload, key)));
    }

    /** The same with one more signature; a key that signed already signs anew. */
    public Envelope signedBy(SigningKey key) {
        var all = new ArrayList<>(signatures);
        all.removeIf(each -> each.keyId().equals(key.id().value()));
        all.add(signature(payloadType, payload, key));
        return new Envelope(payloadType, payload, all);
    }

    /** A copy of the payload. */
    @Override
    public byte[] payload() {
        return payload.clone();
    }

    /** Whether this key's signature is among them and holds. */
    public boolean isSignedBy(VerifyingKey key) {
        var message = preAuthenticationEncoding(payloadType, payload);
        return signatures.stream()
                .filter(each -> each.keyId().equals(key.id().value()))
                .anyMatch(each -> key.verifies(message, each.value()));
    }

    /** The JSON form. */
    public byte[] toJson() {
        var json = Json.object();
        json.put("payloadType", payloadType);
        json.put("payload", Base64.getEncoder().encodeToString(payload));
        var list = json.putArray("signatures");
        for (var signature : signatures) {
            var one = list.addObject();
            one.put("keyid", signature.keyId());
            one.put("sig", Base64.getEncoder().encodeToString(signature.value()));
        }
        return Json.write(json);
    }

    /**
     * Reads the JSON form; base64 may be standard or URL-safe, as the specification asks.
     *
     * @throws RecordException if it is not an envelope
     */
    public static Envelope parse(byte[] bytes) {
        try {
            var json = Json.parseObject(bytes);
            if (!json.path("payloadType").isString() || !json.path("payload").isString()) {
                throw new IllegalArgumentException("it has a payload and a payloadType");
            }
            var signatures = new ArrayList<Signature>();
            for (var each : json.path("signatures")) {
                signatures.add(
                        new Signature(
                                each.path("keyid").asString(""),
                                decode(each.path("sig").asString(""))));
            }
            return new Envelope(
                    json.path("payloadType").asString(),
                    decode(json.path("payload").asString()),
                    signatures);
        } catch (IllegalArgumentException e) {
            throw new RecordException("the bytes are not a DSSE envelope: " + e.getMessage(), e);
        }
    }

    /** What is signed: {@code DSSEv1 LEN(type) type LEN(payload) payload}. */
    public static byte[] preAuthenticationEncoding(String payloadType, byte[] payload) {
        var type = payloadType.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream(payload.length + type.length + 32);
        out.writeBytes("DSSEv1 %d ".formatted(type.length).getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(type);
        out.writeBytes(" %d ".formatted(payload.length).getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(payload);
        return out.toByteArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Envelope that
                && payloadType.equals(that.payloadType)
                && Arrays.equals(payload, that.payload)
                && signatures.equals(that.signatures);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(payload) + signatures.hashCode();
    }

    private static Signature signature(String payloadType, byte[] payload, SigningKey key) {
        return new Signature(
                key.id().value(), key.sign(preAuthenticationEncoding(payloadType, payload)));
    }

    private static byte[] decode(String text) {
        return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
    }
}
