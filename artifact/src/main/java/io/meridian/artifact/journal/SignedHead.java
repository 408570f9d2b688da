package io.meridian.artifact.journal;

import io.meridian.artifact.RecordException;
import io.meridian.artifact.internal.Json;
import io.meridian.artifact.signature.Envelope;
import io.meridian.artifact.signature.SigningKey;
import io.meridian.artifact.signature.VerifyingKey;
import java.time.format.DateTimeParseException;

/**
 * A head with its signatures: the site's, and the other side's once it has countersigned.
 *
 * @param envelope its payload is the head
 */
public record SignedHead(Head head, Envelope envelope) {
    /** The type of the envelope's payload. */
    public static final String PAYLOAD_TYPE = "application/vnd.meridian.journal-head.v1+json";

    public SignedHead {
        if (!read(envelope).equals(head)) {
            throw new IllegalArgumentException("a signed head's envelope holds that head");
        }
    }

    /** Signs a head. */
    public static SignedHead sign(Head head, SigningKey key) {
        return new SignedHead(head, Envelope.sign(PAYLOAD_TYPE, head.toJson(), key));
    }

    /** The same head, signed by the other side too. */
    public SignedHead countersign(SigningKey key) {
        return new SignedHead(head, envelope.signedBy(key));
    }

    /** Whether this key signed it. */
    public boolean isSignedBy(VerifyingKey key) {
        return envelope.isSignedBy(key);
    }

    /** The envelope's JSON form. */
    public byte[] toJson() {
        return envelope.toJson();
    }

    /**
     * Reads the envelope's JSON form; checks no signature.
     *
     * @throws RecordException if it is not a head
     */
    public static SignedHead parse(byte[] bytes) {
        var envelope = Envelope.parse(bytes);
        try {
            return new SignedHead(read(envelope), envelope);
        } catch (IllegalArgumentException e) {
            throw new RecordException("the bytes are not a journal's head: " + e.getMessage(), e);
        }
    }

    private static Head read(Envelope envelope) {
        if (!envelope.payloadType().equals(PAYLOAD_TYPE)) {
            throw new IllegalArgumentException("a head's payload type is " + PAYLOAD_TYPE);
        }
        try {
            return Head.of(Json.parseObject(envelope.payload()));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("a head has a time", e);
        }
    }
}
